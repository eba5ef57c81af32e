/* shape_form: what the characters of a text have to be. */

#include <string.h>

#include "shape_part.h"
#include "sorted.h"
#include "utf8.h"
#include "when.h"
#include "why.h"

enum {
	PART_MAX = 255 /* characters of a project's key, and of a number */
};

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static bool
is_number(const char *s, size_t len)
{
	return len >= 1 && len <= PART_MAX && strspn(s, DIGITS) == len;
}

/* The hyphen before the number, or NULL. */
static const char *
find_hyphen(const struct mem *chars)
{
	const char *const hyphen = strrchr(chars->data, '-');

	if (hyphen == NULL ||
	    !is_number(
		hyphen + 1, chars->len - (size_t)(hyphen + 1 - chars->data)))
		return NULL;
	return hyphen;
}

static bool
is_issue_key(const struct mem *chars)
{
	const char *const hyphen = find_hyphen(chars);
	const size_t len = hyphen == NULL ? 0 : (size_t)(hyphen - chars->data);

	return len >= 1 && len <= PART_MAX &&
	    strspn(chars->data, LETTERS DIGITS "_") == len;
}

/*
 * The project's key has letters of any script: beyond ASCII, whether it is a
 * letter Jira may say.
 */
static bool
is_devinfo_key(const struct mem *chars)
{
	const char *const hyphen = find_hyphen(chars);
	const size_t len = hyphen == NULL ? 0 : (size_t)(hyphen - chars->data);
	size_t count = 0, at, step;

	for (at = 0; at < len; at += step, count++) {
		step = utf8_next(chars->data + at, len - at);
		if (step == 0 ||
		    (step == 1 &&
			strspn(chars->data + at,
			    at == 0 ? LETTERS : LETTERS DIGITS "_") == 0))
			return false;
	}
	return count >= 2 && count <= PART_MAX + 1;
}

static bool
is_entity(const struct mem *chars)
{
	return strspn(chars->data, LETTERS DIGITS "~.-_") == chars->len;
}

/* Parts of good characters, none of them empty, between slashes. */
static bool
is_place(const struct mem *chars)
{
	static const char good[] = LETTERS DIGITS "-_.~@:{}=";
	const char *s = chars->data;
	size_t len;

	while ((len = strspn(s, good)) > 0 && s[len] == '/')
		s += len + 1;
	return len > 0 && s + len == chars->data + chars->len;
}

const char *
shape_form_wrong(enum shape_form form, const struct mem *chars)
{
	switch (form) {
	case SHAPE_ANY:
		return NULL;
	case SHAPE_ISSUE_KEY:
		return is_issue_key(chars) ? NULL
					   : "has to be an issue key: ABC-12";
	case SHAPE_ISSUE:
		return is_issue_key(chars) || is_number(chars->data, chars->len)
		    ? NULL
		    : "has to be an issue's key or id: ABC-12 or 10012";
	case SHAPE_DEVINFO_KEY:
		return is_devinfo_key(chars) ? NULL
					     : "has to be an issue key: ABC-12";
	case SHAPE_ENTITY:
		return is_entity(chars)
		    ? NULL
		    : "has to be of A to Z, a to z, 0 to 9 and ~.-_ alone";
	case SHAPE_PLACE:
		return is_place(chars)
		    ? NULL
		    : "has to be of A to Z, a to z, 0 to 9 and -_.~@:{}=, "
		      "parted by single slashes";
	case SHAPE_PROPERTY:
		return chars->len > 0 && chars->data[0] != '_' &&
			strchr(chars->data, ':') == NULL &&
			shape_characters(chars->data, chars->len) <= PART_MAX
		    ? NULL
		    : "has to have 1 to 255 characters, no colon among them, "
		      "and no _ in front";
	}
	return NULL;
}

/* A scheme, and an authority after it (RFC 3986, 3.1 and 3.2). */
const char *
shape_url_wrong(const struct mem *chars)
{
	const char *const s = chars->data;
	const size_t scheme = strspn(s, LETTERS DIGITS "+-.");
	size_t i;

	for (i = 0; i < chars->len; i++)
		if ((unsigned char)s[i] <= ' ' || s[i] == 0x7f)
			return "has a blank or control character in it";
	if (strchr(LETTERS, s[0]) == NULL ||
	    strncmp(s + scheme, "://", 3) != 0 ||
	    strcspn(s + scheme + 3, "/?#") == 0)
		return "has to be a whole URL: https://...";
	return NULL;
}

/* when_parse() also takes an offset without a colon, as RFC 3339 does not. */
const char *
shape_time_wrong(const struct mem *chars)
{
	const size_t len = chars->len;
	int64_t when;

	if (strlen(chars->data) != len ||
	    when_parse(chars->data, &when) == -1 ||
	    (strchr("Zz", chars->data[len - 1]) == NULL &&
		chars->data[len - 3] != ':'))
		return "has to be a time such as 2031-11-22T13:45:00Z";
	return NULL;
}

bool
shape_has_twin(const struct text *text, struct value array)
{
	struct sorted ids = { 0 };
	struct mem chars = { 0 };
	struct member item = { 0 };
	struct why why = { 0 };
	struct value id;
	bool has;

	while (text_next(text, array, &item)) {
		id = text_member(text, item.value, "id");
		mem_cut(&chars, 0);
		text_string(text, id, &chars);
		if (id.kind == TEXT_STRING)
			sorted_add(&ids, mem_str(&chars), chars.len, 0);
	}
	has = sorted_sort(&ids, &why) == 0 && sorted_has_twin(&ids);
	mem_release(&chars);
	sorted_release(&ids);
	return has;
}
