/* ingest_property: properties of records, by which they can be deleted. */

#include <stdbool.h>
#include <string.h>

#include "ingest_property.h"
#include "text.h"
#include "url.h"
#include "utf8.h"
#include "why.h"

/* Does the query have that name, encoded, with its equals sign? */
static bool
has_name(const struct mem *query, const struct mem *name)
{
	const char *s = mem_str(query);

	while (s != NULL && strncmp(s, mem_str(name), name->len) != 0)
		if ((s = strchr(s, '&')) != NULL)
			s++;
	return s != NULL;
}

static int
put(struct ingest_properties *properties, const struct mem *name,
    const char *value, struct why *why)
{
	struct mem *const query = &properties->query;

	if (mem_check(name, why) == -1)
		return -1;
	if (has_name(query, name))
		return why_setx(why, WHY_USAGE, "a name is given twice");
	if (++properties->count > INGEST_PROPERTIES_MAX)
		return why_setx(why, WHY_USAGE, "there can be %d at most",
		    INGEST_PROPERTIES_MAX);
	mem_puts(query, query->len > 0 ? "&" : "");
	mem_add(query, name->data, name->len);
	url_encode(query, value, strlen(value));
	return mem_check(query, why);
}

int
ingest_properties_add(
    struct ingest_properties *properties, const char *arg, struct why *why)
{
	const char *const equals = strchr(arg, '=');
	struct mem *const members = &properties->members;
	struct mem name = { 0 };
	size_t len;
	int rv;

	if (equals == NULL || equals == arg || arg[0] == '_' ||
	    memchr(arg, ':', (size_t)(equals - arg)) != NULL)
		return why_setx(why, WHY_USAGE,
		    "has to be name=value, with no colon in the name and no _ "
		    "in front");
	/* A variable of a script that was not set, more likely than not. */
	if (equals[1] == '\0')
		return why_setx(why, WHY_USAGE,
		    "has no value: nothing could be deleted by it");
	if (utf8_span(arg, strlen(arg)) != strlen(arg))
		return why_setx(why, WHY_USAGE, "has to be UTF-8");
	len = (size_t)(equals - arg);
	if (utf8_count(arg, len) > INGEST_PROPERTY_MAX ||
	    utf8_count(equals + 1, strlen(equals + 1)) > INGEST_PROPERTY_MAX)
		return why_setx(why, WHY_USAGE,
		    "name and value may have %d characters each",
		    INGEST_PROPERTY_MAX);
	url_encode(&name, arg, len);
	mem_putc(&name, '=');
	rv = put(properties, &name, equals + 1, why);
	mem_release(&name);
	mem_puts(members, members->len > 0 ? "," : "");
	text_quote(members, arg, len);
	mem_putc(members, ':');
	text_quote(members, equals + 1, strlen(equals + 1));
	return rv == -1 ? -1 : mem_check(members, why);
}

void
ingest_properties_release(struct ingest_properties *properties)
{
	mem_release(&properties->members);
	mem_release(&properties->query);
}
