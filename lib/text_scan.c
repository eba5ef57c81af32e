/* text_scan: how bytes make the values of a text. */

#include <stddef.h>
#include <string.h>

#include "text_fast.h"
#include "text_hjson.h"
#include "text_scan.h"
#include "text_skip.h"

static inline bool
is_comment(const struct scan *scan, const char *p)
{
	if (*p == '/')
		return p + 1 < scan->end && (p[1] == '/' || p[1] == '*');
	return *p == '#' && scan->syntax == TEXT_HJSON;
}

static const char *
space(struct scan *scan, const char *p)
{
	while (p < scan->end) {
		if (is_space(*p))
			p = after_spaces(p + 1, scan->end);
		else if (is_comment(scan, p)) {
			if ((p = scan_comment(scan, p)) == NULL)
				return NULL;
		} else
			return p;
	}
	return p;
}

static inline bool
may_be_space(char c)
{
	return (unsigned char)c <= ' ' || c == '/' || c == '#';
}

/* Most often there is no space at all, or one. */
static inline const char *
skip_space(struct scan *scan, const char *p)
{
	const ptrdiff_t left = scan->end - p;

	if (left > 0 && !may_be_space(*p))
		return p;
	if (left > 1 && *p == ' ' && !may_be_space(p[1]))
		return p + 1;
	return space(scan, p);
}

const char *
scan_space(struct scan *scan, const char *p)
{
	return skip_space(scan, p);
}

static inline const char *
skip_string(struct scan *scan, const char *p)
{
	uint32_t rune;

	for (p++; p != NULL;) {
		p = after_plain(p, scan->end);
		if (p == scan->end)
			return scan_fail(scan, p, "a string has no end");
		if (*p == '"')
			return p + 1;
		if (*p == '\\')
			p = scan_escape(scan, p, &rune);
		else if ((unsigned char)*p >= 0x80)
			p = scan_beyond(scan, p);
		else
			return scan_fail(scan, p,
			    *p == '\n' || *p == '\r'
				? "a string has no end on its line"
				: "a control character in a string");
	}
	return NULL;
}

const char *
scan_string(struct scan *scan, const char *p)
{
	return skip_string(scan, p);
}

static inline const char *
digits(struct scan *scan, const char *p)
{
	if (p == scan->end || !is_digit(*p))
		return scan_fail(scan, p, "a number lacks a digit");
	do {
		p++;
	} while (p < scan->end && is_digit(*p));
	return p;
}

static inline const char *
skip_number(struct scan *scan, const char *p)
{
	const char *const end = scan->end;

	if (*p == '-')
		p++;
	if (p < end && *p == '0') {
		if (++p < end && is_digit(*p))
			return scan_fail(scan, p, "a digit after a leading 0");
	} else if ((p = digits(scan, p)) == NULL)
		return NULL;
	if (p < end && *p == '.' && (p = digits(scan, p + 1)) == NULL)
		return NULL;
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			p++;
		p = digits(scan, p);
	}
	return p;
}

const char *
scan_number(struct scan *scan, const char *p)
{
	return skip_number(scan, p);
}

static const char *
fail_value(struct scan *scan, const char *p)
{
	const bool is_none =
	    p == scan->end || *p == ',' || *p == ':' || *p == ']' || *p == '}';

	return scan_fail(
	    scan, p, is_none ? "a value is missing" : "not a JSON value");
}

static inline const char *
scan_word(struct scan *scan, const char *p, const char *word, size_t len)
{
	if ((size_t)(scan->end - p) < len || memcmp(p, word, len) != 0)
		return fail_value(scan, p);
	return p + len;
}

static inline const char *
skip_scalar(struct scan *scan, const char *p)
{
	if (p == scan->end)
		return fail_value(scan, p);
	if (scan->syntax == TEXT_HJSON)
		return hjson_scalar(scan, p);
	switch (*p) {
	case '"':
		scan->kind = TEXT_STRING;
		return skip_string(scan, p);
	case 't':
		scan->kind = TEXT_TRUE;
		return scan_word(scan, p, "true", 4);
	case 'f':
		scan->kind = TEXT_FALSE;
		return scan_word(scan, p, "false", 5);
	case 'n':
		scan->kind = TEXT_NULL;
		return scan_word(scan, p, "null", 4);
	default:
		scan->kind = TEXT_NUMBER;
		if (*p != '-' && !is_digit(*p))
			return fail_value(scan, p);
		return skip_number(scan, p);
	}
}

const char *
scan_scalar(struct scan *scan, const char *p)
{
	return skip_scalar(scan, p);
}

/* From a member's name to its value. */
static inline const char *
scan_name(struct scan *scan, const char *p)
{
	scan->name = p;
	if (scan->syntax == TEXT_HJSON)
		p = hjson_name(scan, p);
	else if (p == scan->end)
		p = scan_fail(scan, p, "an object has no end");
	else if (*p != '"')
		p = scan_fail(scan, p, "a name in quotation marks is missing");
	else
		p = skip_string(scan, p);
	if (p == NULL)
		return NULL;
	scan->nameend = p;
	if ((p = skip_space(scan, p)) == NULL)
		return NULL;
	if (p == scan->end || *p != ':')
		return scan_fail(scan, p, "a colon is missing");
	/* The object's end, here, would pass for that of a value before it. */
	p = skip_space(scan, p + 1);
	if (p != NULL && scan_closes(scan, p, '}'))
		return scan_fail(scan, p, "a value is missing");
	return p;
}

/* After a comma: the closing bracket may follow, but not in JSON. */
static inline const char *
scan_comma(struct scan *scan, const char *p, char closing)
{
	const char *const comma = p;

	if ((p = skip_space(scan, p + 1)) == NULL)
		return NULL;
	if (!scan_closes(scan, p, closing))
		return p;
	if (scan->syntax == TEXT_JSON)
		return scan_fail(scan, comma, "a comma with nothing after it");
	scan->extended = true;
	return p;
}

static inline const char *
skip_next(struct scan *scan, const char *p, char closing, bool first)
{
	if ((p = skip_space(scan, p)) == NULL)
		return NULL;
	if (scan_closes(scan, p, closing))
		return p;
	if (!first && p < scan->end && *p == ',') {
		p = scan_comma(scan, p, closing);
		if (p == NULL || scan_closes(scan, p, closing))
			return p;
	} else if (!first && p < scan->end && scan->syntax != TEXT_HJSON)
		return scan_fail(scan, p,
		    closing == '}' ? "a comma or } is missing"
				   : "a comma or ] is missing");
	if (p == scan->end)
		return scan_fail(scan, p,
		    closing == ']' ? "an array has no end"
				   : "an object has no end");
	return closing == ']' ? p : scan_name(scan, p);
}

const char *
scan_next(struct scan *scan, const char *p, char closing, bool first)
{
	return skip_next(scan, p, closing, first);
}

/* No recursion: how deep a text is must not decide how much stack it takes. */
const char *
scan_value(struct scan *scan, const char *p)
{
	char closing[TEXT_DEPTH_MAX];
	const char *starts[TEXT_DEPTH_MAX];
	unsigned int depth = 0;
	bool first;

	for (;;) {
		first = p < scan->end && (*p == '{' || *p == '[');
		if (first && depth == TEXT_DEPTH_MAX)
			return scan_fail(scan, p,
			    "too deep: more than 512 "
			    "levels");
		if (first) {
			starts[depth] = p;
			closing[depth++] = *p++ == '{' ? '}' : ']';
			if (scan->deepest < depth)
				scan->deepest = depth;
		} else if ((p = skip_scalar(scan, p)) == NULL)
			return NULL;

		/* Close what closes here, to where the next value begins. */
		for (; depth > 0; depth--, p++, first = false) {
			p = skip_next(scan, p, closing[depth - 1], first);
			if (p == NULL)
				return NULL;
			if (!scan_closes(scan, p, closing[depth - 1]))
				break;
			if (depth > 1)
				skip_note(scan, starts[depth - 1], p + 1);
		}
		if (depth == 0)
			return p;
	}
}
