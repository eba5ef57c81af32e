/* field: name=value arguments, as members of an object or as a query. */

#include <string.h>

#include "field.h"
#include "field_tree.h"
#include "mem.h"
#include "text.h"
#include "url.h"
#include "utf8.h"
#include "why.h"

/* A value, as it goes into a query and into JSON. */
struct form {
	struct mem plain, json;
};

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

/* What looks like JSON and is none is more likely a mistake than a string. */
static int
read_typed(
    struct form *form, const char *name, const char *value, struct why *why)
{
	struct text text;

	mem_puts(&form->plain, value);
	if (is_json(value, &text))
		mem_add(&form->json, value + text.root.at,
		    text.root.end - text.root.at);
	else if (*value != '\0' && strchr("{[\"", *value) != NULL)
		return why_setx(why, WHY_USAGE,
		    "field %s: its value begins like JSON, but is none: "
		    "use -f for a string",
		    name);
	else
		text_quote(&form->json, value, strlen(value));
	return 0;
}

static int
read_file(struct form *form, const char *name, const char *path,
    field_read *read, void *arg, struct why *why)
{
	if (read(arg, path, FIELD_FILE_MAX, &form->plain, why) == -1 ||
	    check_text(name, mem_str(&form->plain), form->plain.len, why) == -1)
		return -1;
	text_quote(&form->json, mem_str(&form->plain), form->plain.len);
	return 0;
}

static int
read_value(struct form *form, const char *name, const char *value, bool typed,
    field_read *read, void *arg, struct why *why)
{
	if (typed && *value == '@')
		return read_file(form, name, value + 1, read, arg, why);
	if (check_text(name, value, strlen(value), why) == -1)
		return -1;
	if (typed)
		return read_typed(form, name, value, why);
	mem_puts(&form->plain, value);
	text_quote(&form->json, value, strlen(value));
	return 0;
}

static int
check_name(const char *name, struct why *why)
{
	if (*name == '\0' || *name == '[')
		return why_setx(why, WHY_USAGE, "a field has no name");
	return check_text("a field's name", name, strlen(name), why);
}

static void
add_pair(struct fields *fields, const char *name, const struct mem *value)
{
	if (fields->query.len > 0)
		mem_putc(&fields->query, '&');
	url_encode(&fields->query, name, strlen(name));
	mem_putc(&fields->query, '=');
	url_encode(&fields->query, mem_str(value), value->len);
}

/* A query has room for every pair, so that a clash need not be one. */
static int
add(struct fields *fields, const char *name, const struct form *form,
    struct why *why)
{
	struct why clash;
	int rv;

	if (form != NULL &&
	    (mem_check(&form->plain, why) == -1 ||
		mem_check(&form->json, why) == -1))
		return -1;
	rv = field_tree_put(&fields->root, name,
	    form == NULL ? NULL : mem_str(&form->json),
	    form == NULL ? 0 : form->json.len, &clash);
	if (rv == -1) {
		*why = clash;
		return -1;
	}
	if (rv == 0 && fields->clash.len == 0)
		mem_puts(&fields->clash, clash.msg);
	if (form != NULL)
		add_pair(fields, name, &form->plain);
	fields->count++;
	if (mem_check(&fields->clash, why) == -1)
		return -1;
	return mem_check(&fields->query, why);
}

int
fields_add(struct fields *fields, const char *argument, bool typed,
    field_read *read, void *arg, struct why *why)
{
	const char *const equals = strchr(argument, '=');
	const size_t len =
	    equals == NULL ? strlen(argument) : (size_t)(equals - argument);
	struct form form = { 0 };
	struct mem name = { 0 };
	int rv = -1;

	if (equals == NULL &&
	    (len < 2 || strcmp(argument + len - 2, "[]") != 0))
		return why_setx(
		    why, WHY_USAGE, "a field is not of the form name=value");
	mem_add(&name, argument, len);
	if (mem_check(&name, why) == -1 ||
	    check_name(mem_str(&name), why) == -1)
		goto out;
	if (equals != NULL &&
	    read_value(
		&form, mem_str(&name), equals + 1, typed, read, arg, why) == -1)
		goto out;
	rv = add(fields, mem_str(&name), equals == NULL ? NULL : &form, why);
out:
	mem_release(&name);
	mem_release(&form.plain);
	mem_release(&form.json);
	return rv;
}

void
fields_release(struct fields *fields)
{
	field_tree_free(fields->root);
	mem_release(&fields->clash);
	mem_release(&fields->query);
	*fields = (struct fields){ 0 };
}

int
fields_json(const struct fields *fields, struct mem *json, struct why *why)
{
	if (fields->clash.len > 0)
		return why_setx(why, WHY_USAGE, "%s", mem_str(&fields->clash));
	field_tree_print(fields->root, json);
	return mem_check(json, why);
}
