/* shape_form: what the characters of a text have to be. */

#include <string.h>

#include "shape_part.h"
#include "sorted.h"
#include "utf8.h"
#include "when.h"
#include "why.h"

enum {
	PART_MAX = 255, /* characters of a project's key, and of a number */
	TIME_MAX = 63   /* bytes of a time */
};

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* How many letters, digits and characters of also does it begin with? */
static size_t
span(const char *s, size_t len, const char *also)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!is_letter(s[i]) && !is_digit(s[i]) &&
		    (s[i] == '\0' || strchr(also, s[i]) == NULL))
			break;
	return i;
}

static bool
is_number(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!is_digit(s[i]))
			return false;
	return len >= 1 && len <= PART_MAX;
}

/* How many characters are before the hyphen before the number; or none. */
static size_t
project_len(const char *s, size_t len)
{
	const char *const hyphen = memrchr(s, '-', len);
	const size_t project = hyphen == NULL ? 0 : (size_t)(hyphen - s);

	return hyphen != NULL && is_number(hyphen + 1, len - project - 1)
	    ? project
	    : 0;
}

static bool
is_issue_key(const char *s, size_t len)
{
	const size_t project = project_len(s, len);

	return project >= 1 && project <= PART_MAX &&
	    span(s, project, "_") == project;
}

/*
 * The project's key has letters of any script: beyond ASCII, whether it is a
 * letter Jira may say.
 */
static bool
is_devinfo_key(const char *s, size_t len)
{
	const size_t project = project_len(s, len);
	size_t count = 0, at, step;

	for (at = 0; at < project; at += step, count++) {
		step = utf8_next(s + at, project - at);
		if (step == 0 ||
		    (step == 1 && !is_letter(s[at]) &&
			(at == 0 || span(s + at, 1, "_") == 0)))
			return false;
	}
	return count >= 2 && count <= PART_MAX + 1;
}

static bool
is_entity(const char *s, size_t len)
{
	return span(s, len, "~.-_") == len;
}

/* Parts of good characters, none of them empty, between slashes. */
static bool
is_place(const char *s, size_t len)
{
	size_t part;

	while ((part = span(s, len, "-_.~@:{}=")) > 0 && part < len &&
	    s[part] == '/') {
		s += part + 1;
		len -= part + 1;
	}
	return part > 0 && part == len;
}

const char *
shape_form_wrong(enum shape_form form, const char *s, size_t len)
{
	switch (form) {
	case SHAPE_ANY:
		return NULL;
	case SHAPE_ISSUE_KEY:
		return is_issue_key(s, len) ? NULL
					    : "has to be an issue key: ABC-12";
	case SHAPE_ISSUE:
		return is_issue_key(s, len) || is_number(s, len)
		    ? NULL
		    : "has to be an issue's key or id: ABC-12 or 10012";
	case SHAPE_DEVINFO_KEY:
		return is_devinfo_key(s, len)
		    ? NULL
		    : "has to be an issue key: ABC-12";
	case SHAPE_ENTITY:
		return is_entity(s, len)
		    ? NULL
		    : "has to be of A to Z, a to z, 0 to 9 and ~.-_ alone";
	case SHAPE_PLACE:
		return is_place(s, len)
		    ? NULL
		    : "has to be of A to Z, a to z, 0 to 9 and -_.~@:{}=, "
		      "parted by single slashes";
	case SHAPE_PROPERTY:
		return len > 0 && s[0] != '_' && memchr(s, ':', len) == NULL &&
			utf8_count(s, len) <= PART_MAX
		    ? NULL
		    : "has to have 1 to 255 characters, no colon among them, "
		      "and no _ in front";
	}
	return NULL;
}

/* A scheme, and an authority after it (RFC 3986, 3.1 and 3.2). */
const char *
shape_url_wrong(const char *s, size_t len)
{
	const size_t scheme = span(s, len, "+-.");
	size_t i;

	for (i = 0; i < len; i++)
		if ((unsigned char)s[i] <= ' ' || s[i] == 0x7f)
			return "has a blank or control character in it";
	if (!is_letter(s[0]) || len < scheme + 4 ||
	    memcmp(s + scheme, "://", 3) != 0 ||
	    strchr("/?#", s[scheme + 3]) != NULL)
		return "has to be a whole URL: https://...";
	return NULL;
}

/* when_parse() also takes an offset without a colon, as RFC 3339 does not. */
const char *
shape_time_wrong(const char *s, size_t len)
{
	char time[TIME_MAX + 1];
	int64_t when;

	if (len <= TIME_MAX)
		memcpy(time, s, len);
	time[len <= TIME_MAX ? len : 0] = '\0';
	if (strlen(time) != len || when_parse(time, &when) == -1 ||
	    (strchr("Zz", s[len - 1]) == NULL && s[len - 3] != ':'))
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
