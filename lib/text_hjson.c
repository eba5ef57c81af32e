/* text_hjson: what Hjson has beyond JSON and its comments. */

#include <string.h>

#include "text_hjson.h"
#include "text_scan.h"
#include "utf8.h"

static bool
is_punctuator(char c)
{
	return c != '\0' && strchr("{}[],:", c) != NULL;
}

/* One character, if it is one. */
static const char *
character(struct scan *scan, const char *p)
{
	const size_t step = utf8_next(p, (size_t)(scan->end - p));

	if (step == 0 || *p == '\0')
		return scan_fail(scan, p, NULL);
	return p + step;
}

/* Either quotation mark; unlike JSON's, a string may hold controls. */
static const char *
quoted(struct scan *scan, const char *p)
{
	const char mark = *p++;
	uint32_t rune;

	while (p != NULL && p < scan->end && *p != '\n' && *p != '\r') {
		if (*p == mark)
			return p + 1;
		p = *p == '\\' ? scan_escape(scan, p, &rune)
			       : character(scan, p);
	}
	if (p == NULL)
		return NULL;
	return scan_fail(scan, p, "a string has no end on its line");
}

static bool
is_multiline(const struct scan *scan, const char *p)
{
	return scan->end - p >= 3 && memcmp(p, "'''", 3) == 0;
}

static const char *
multiline(struct scan *scan, const char *p)
{
	const char *const start = p;

	for (p += 3; p != NULL && p < scan->end;) {
		if (is_multiline(scan, p))
			return p + 3;
		p = character(scan, p);
	}
	if (p == NULL)
		return NULL;
	return scan_fail(scan, start, "a multiline string has no end");
}

const char *
hjson_name(struct scan *scan, const char *p)
{
	const char *const start = p;

	if (p < scan->end && (*p == '"' || *p == '\''))
		return quoted(scan, p);
	while (p != NULL && p < scan->end && (unsigned char)*p > ' ' &&
	    !is_punctuator(*p))
		p = character(scan, p);
	if (p == start)
		return scan_fail(scan, p,
		    p < scan->end && (unsigned char)*p < ' '
			? "a control character"
			: "a name is missing");
	return p;
}

/* Does a value that needs no quotation marks end here, were it not text? */
static bool
is_stop(const struct scan *scan, const char *p)
{
	if (p == scan->end || memchr("\n\r,}]#", *p, 6) != NULL)
		return true;
	return *p == '/' && p + 1 < scan->end && (p[1] == '/' || p[1] == '*');
}

/* Not all controls are space here, as they are between values. */
static const char *
before_spaces(const char *start, const char *p)
{
	while (p > start && memchr(" \t\n\v\f\r", p[-1], 6) != NULL)
		p--;
	return p;
}

/* The word or number from p to end, or TEXT_STRING if it is none. */
static enum text_kind
word(const char *p, size_t len)
{
	struct scan scan = { .end = p + len, .syntax = TEXT_JSON };

	if (len > 0 && (*p == '"' || scan_scalar(&scan, p) != scan.end))
		return TEXT_STRING;
	return scan.kind;
}

/* To the end of the line, unless it is a word or number up to a stop. */
static const char *
quoteless(struct scan *scan, const char *p)
{
	const char *const start = p, *stop, *end;

	for (stop = p; !is_stop(scan, stop);)
		if ((stop = character(scan, stop)) == NULL)
			return NULL;
	end = before_spaces(start, stop);
	scan->kind = word(start, (size_t)(end - start));
	if (scan->kind != TEXT_STRING)
		return end;
	while (stop < scan->end && *stop != '\n' && *stop != '\r')
		if ((stop = character(scan, stop)) == NULL)
			return NULL;
	return before_spaces(start, stop);
}

const char *
hjson_scalar(struct scan *scan, const char *p)
{
	if (is_punctuator(*p))
		return scan_fail(scan, p, "a value is missing");
	/* Hjson's readers take it for space, which no editor shows. */
	if ((unsigned char)*p < ' ')
		return scan_fail(scan, p, "a control character");
	scan->kind = TEXT_STRING;
	if (is_multiline(scan, p))
		return multiline(scan, p);
	if (*p == '"' || *p == '\'')
		return quoted(scan, p);
	return quoteless(scan, p);
}

bool
hjson_is_bare_root(const struct scan *scan, const char *p)
{
	struct scan try = *scan;

	if ((p = scan_space(&try, p)) == NULL)
		return false;
	if (p == try.end)
		return true;
	if (*p == '{' || *p == '[')
		return false;
	p = hjson_name(&try, p);
	if (p != NULL)
		p = scan_space(&try, p);
	return p != NULL && p < try.end && *p == ':';
}

/* Whatever might be taken for a comment has quotation marks, too. */
bool
hjson_is_bare_name(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] <= ' ' || is_punctuator(s[i]) ||
		    strchr("\"'#/", s[i]) != NULL)
			return false;
	return len > 0;
}

/* Other readers also trim what Unicode calls space, so no such at the ends. */
bool
hjson_is_bare_string(const char *s, size_t len)
{
	struct scan scan = { .end = s + len, .syntax = TEXT_HJSON };

	if (len == 0 || s[0] <= ' ' || s[len - 1] <= ' ' ||
	    is_punctuator(s[0]) || strchr("\"'#/", s[0]) != NULL)
		return false;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] < ' ')
			return false;
	return quoteless(&scan, s) == scan.end && scan.kind == TEXT_STRING;
}
