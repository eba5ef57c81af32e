/* ingest_property: properties of records, by which they can be deleted. */

#include <string.h>

#include "ingest_property.h"
#include "text.h"
#include "url.h"
#include "why.h"

int
ingest_properties_add(
    struct ingest_properties *properties, const char *arg, struct why *why)
{
	const char *const equals = strchr(arg, '=');
	struct mem *const members = &properties->members;
	struct mem *const query = &properties->query;
	size_t len;

	if (equals == NULL || equals == arg || arg[0] == '_' ||
	    memchr(arg, ':', (size_t)(equals - arg)) != NULL)
		return why_setx(why, WHY_USAGE,
		    "has to be name=value, with no colon in the name and no _ "
		    "in front");
	len = (size_t)(equals - arg);
	mem_puts(members, members->len > 0 ? "," : "");
	text_quote(members, arg, len);
	mem_putc(members, ':');
	text_quote(members, equals + 1, strlen(equals + 1));
	mem_puts(query, query->len > 0 ? "&" : "");
	url_encode(query, arg, len);
	mem_putc(query, '=');
	url_encode(query, equals + 1, strlen(equals + 1));
	if (mem_check(members, why) == -1)
		return -1;
	return mem_check(query, why);
}

void
ingest_properties_release(struct ingest_properties *properties)
{
	mem_release(&properties->members);
	mem_release(&properties->query);
}
