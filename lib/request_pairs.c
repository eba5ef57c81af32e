/* request_pairs: a query or form of JSON, as name=value&… */

#include <string.h>

#include "mem.h"
#include "request_pairs.h"
#include "text.h"
#include "url.h"
#include "why.h"

static int
fail(const struct text *text, struct value value, struct why *why,
    const char *what)
{
	return text_fail(text, value.at, why, WHY_INPUT, "%s", what);
}

static void
put_encoded(const struct text *text, struct value value, struct mem *out)
{
	const char *const s = text->data + value.at + 1;
	const size_t len = value.end - value.at - 2;
	struct mem decoded = { 0 };

	/* Most strings hold no escape, and are encoded where they are. */
	if (value.kind == TEXT_STRING && memchr(s, '\\', len) == NULL) {
		url_encode(out, s, len);
		return;
	}
	text_string(text, value, &decoded);
	url_encode(out, mem_str(&decoded), decoded.len);
	out->failed = out->failed || decoded.failed;
	mem_release(&decoded);
}

/* Add name=value to out; '?' stands before the first, and '&' before others. */
static int
put_pair(const struct text *text, struct value name, struct value value,
    char *before, struct mem *out, struct why *why)
{
	if (name.kind != TEXT_STRING)
		return fail(text, name, why, "a name that is not a string");
	if (value.kind != TEXT_STRING && value.kind != TEXT_NUMBER &&
	    value.kind != TEXT_TRUE && value.kind != TEXT_FALSE)
		return fail(text, value, why,
		    "a value that is neither string, number nor boolean");
	if (*before != '\0')
		mem_putc(out, *before);
	*before = '&';
	put_encoded(text, name, out);
	mem_putc(out, '=');
	put_encoded(text, value, out);
	return 0;
}

/* {"name": value or [values], …} */
static int
put_object(const struct text *text, struct value object, char before,
    struct mem *out, struct why *why)
{
	struct member member = { 0 }, element;

	while (text_next(text, object, &member)) {
		if (member.value.kind != TEXT_ARRAY) {
			if (put_pair(text, member.name, member.value, &before,
				out, why) == -1)
				return -1;
			continue;
		}
		element = (struct member){ 0 };
		while (text_next(text, member.value, &element))
			if (put_pair(text, member.name, element.value, &before,
				out, why) == -1)
				return -1;
	}
	return 0;
}

/* [["name", value], …] */
static int
put_array(const struct text *text, struct value array, char before,
    struct mem *out, struct why *why)
{
	struct member pair = { 0 }, name, value, more;

	while (text_next(text, array, &pair)) {
		name = (struct member){ 0 };
		if (pair.value.kind != TEXT_ARRAY ||
		    !text_next(text, pair.value, &name))
			return fail(text, pair.value, why,
			    "is not an array of a name and a value");
		value = name;
		if (!text_next(text, pair.value, &value))
			return fail(text, pair.value, why,
			    "is not an array of a name and a value");
		more = value;
		if (text_next(text, pair.value, &more))
			return fail(text, more.value, why,
			    "is one more than a name and a value");
		if (put_pair(
			text, name.value, value.value, &before, out, why) == -1)
			return -1;
	}
	return 0;
}

int
request_pairs(const struct text *text, struct value value, char before,
    struct mem *out, struct why *why)
{
	if (value.kind == TEXT_OBJECT)
		return put_object(text, value, before, out, why);
	if (value.kind == TEXT_ARRAY)
		return put_array(text, value, before, out, why);
	return fail(text, value, why,
	    "neither an object nor an array of [name, value] pairs");
}
