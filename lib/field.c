/* field: name=value arguments, as members of an object or as a query. */

#include <string.h>

#include "field.h"
#include "mem.h"
#include "text.h"
#include "url.h"
#include "utf8.h"
#include "why.h"

static int
check_text(const char *what, const char *s, size_t len, struct why *why)
{
	if (utf8_span(s, len) != len || memchr(s, '\0', len) != NULL)
		return why_setx(
		    why, WHY_USAGE, "%s: not a text in UTF-8", what);
	return 0;
}

/* A number, true, false, null, or what begins like JSON's other values. */
static bool
is_json(const char *value, struct text *text)
{
	struct why why;

	*text = (struct text){ .name = "value", .syntax = TEXT_JSON };
	return text_read(text, value, strlen(value), &why) == 0;
}

/*
 * The value as JSON and as text.  What looks like JSON and is none is more
 * likely a mistake than a string.
 */
static int
add_typed(
    struct fields *fields, const char *name, const char *value, struct why *why)
{
	struct text text;

	if (is_json(value, &text)) {
		mem_add(&fields->json, value + text.root.at,
		    text.root.end - text.root.at);
	} else if (*value != '\0' && strchr("{[\"", *value) != NULL) {
		return why_setx(why, WHY_USAGE,
		    "field %s: its value begins like JSON, but is none: "
		    "use -f for a string",
		    name);
	} else {
		text_quote(&fields->json, value, strlen(value));
	}
	url_encode(&fields->query, value, strlen(value));
	return 0;
}

static int
add_file(struct fields *fields, const char *name, const char *path,
    field_read *read, struct why *why)
{
	struct mem file = { 0 };
	int rv = -1;

	if (read(path, FIELD_FILE_MAX, &file, why) == -1 ||
	    check_text(name, mem_str(&file), file.len, why) == -1)
		goto out;
	text_quote(&fields->json, mem_str(&file), file.len);
	url_encode(&fields->query, mem_str(&file), file.len);
	rv = 0;
out:
	mem_release(&file);
	return rv;
}

static bool
is_known(const struct fields *fields, const char *name)
{
	const char *at = mem_str(&fields->names);
	const char *end = at + fields->names.len;

	for (; at < end; at += strlen(at) + 1)
		if (strcmp(at, name) == 0)
			return true;
	return false;
}

static int
add_name(struct fields *fields, const char *name, struct why *why)
{
	if (*name == '\0')
		return why_setx(why, WHY_USAGE, "a field has no name");
	if (check_text("a field's name", name, strlen(name), why) == -1)
		return -1;
	if (strpbrk(name, "[]") != NULL)
		return why_setx(why, WHY_USAGE,
		    "field %s: names with brackets are not known yet: use "
		    "--input",
		    name);
	if (is_known(fields, name))
		fields->repeated = true;
	mem_add(&fields->names, name, strlen(name) + 1);
	if (fields->count++ > 0) {
		mem_putc(&fields->json, ',');
		mem_putc(&fields->query, '&');
	}
	text_quote(&fields->json, name, strlen(name));
	mem_putc(&fields->json, ':');
	url_encode(&fields->query, name, strlen(name));
	mem_putc(&fields->query, '=');
	return 0;
}

static int
add_value(struct fields *fields, const char *name, const char *value,
    bool typed, field_read *read, struct why *why)
{
	if (typed && *value == '@')
		return add_file(fields, name, value + 1, read, why);
	if (check_text(name, value, strlen(value), why) == -1)
		return -1;
	if (typed)
		return add_typed(fields, name, value, why);
	text_quote(&fields->json, value, strlen(value));
	url_encode(&fields->query, value, strlen(value));
	return 0;
}

int
fields_add(struct fields *fields, const char *argument, bool typed,
    field_read *read, struct why *why)
{
	const char *equals = strchr(argument, '=');
	struct mem name = { 0 };
	int rv = -1;

	if (equals == NULL)
		return why_setx(
		    why, WHY_USAGE, "a field is not of the form name=value");
	mem_add(&name, argument, (size_t)(equals - argument));
	if (mem_check(&name, why) == -1 ||
	    add_name(fields, mem_str(&name), why) == -1)
		goto out;
	if (add_value(fields, mem_str(&name), equals + 1, typed, read, why) ==
	    -1)
		goto out;
	if (mem_check(&fields->json, why) == -1 ||
	    mem_check(&fields->query, why) == -1 ||
	    mem_check(&fields->names, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&name);
	return rv;
}

void
fields_release(struct fields *fields)
{
	mem_release(&fields->json);
	mem_release(&fields->query);
	mem_release(&fields->names);
	*fields = (struct fields){ 0 };
}

int
fields_json(const struct fields *fields, struct mem *json, struct why *why)
{
	if (fields->repeated)
		return why_setx(why, WHY_USAGE,
		    "a field's name occurs twice, which a JSON object has no "
		    "place for");
	mem_putc(json, '{');
	mem_add(json, fields->json.data, fields->json.len);
	mem_putc(json, '}');
	return mem_check(json, why);
}
