/* text_scan: what is rare in a text: comments, escapes, and mistakes. */

#include <stddef.h>
#include <string.h>

#include "text_fast.h"
#include "text_scan.h"
#include "utf8.h"

const char *
scan_fail(struct scan *scan, const char *p, const char *wrong)
{
	const size_t left = (size_t)(scan->end - p);

	/* Worse than any mistake of syntax, and the likely cause of it. */
	if (left > 0 && *p == '\0')
		wrong = "a NUL byte";
	else if (left > 0 && utf8_next(p, left) == 0)
		wrong = "this is not UTF-8";
	scan->place = p;
	scan->wrong = wrong;
	return NULL;
}

/* From a slash or number sign to the end of the comment. */
const char *
scan_comment(struct scan *scan, const char *p)
{
	const char *const start = p;
	const bool line = *p == '#' || p[1] == '/';
	size_t step;

	if (scan->syntax == TEXT_JSON)
		return scan_fail(scan, p, "JSON has no comments");
	scan->extended = true;
	for (p += *p == '#' ? 1 : 2; p < scan->end; p += step) {
		if (line && *p == '\n')
			return p;
		if (!line && *p == '*' && p + 1 < scan->end && p[1] == '/')
			return p + 2;
		step = utf8_next(p, (size_t)(scan->end - p));
		if (step == 0 || *p == '\0')
			return scan_fail(scan, p, NULL);
	}
	return line ? p : scan_fail(scan, start, "a comment has no end");
}

static int
hex4(const char *p, const char *end)
{
	int value = 0;
	char c;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		c = p[i];
		if (is_digit(c))
			value = value << 4 | (c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			value = value << 4 | ((c | 0x20) - 'a' + 10);
		else
			return -1;
	}
	return value;
}

const char *
scan_escape(struct scan *scan, const char *p, uint32_t *rune)
{
	static const char from[] = "\"\\/bfnrt'", to[] = "\"\\/\b\f\n\r\t'";
	const char *const end = scan->end, *which;
	int high, low;

	if (end - p < 2)
		return scan_fail(scan, end, "a string has no end");
	if (p[1] != 'u') {
		which = memchr(from, p[1], scan->syntax == TEXT_HJSON ? 9 : 8);
		if (which == NULL)
			return scan_fail(scan, p, "there is no such escape");
		*rune = (uint32_t)to[which - from];
		return p + 2;
	}
	if ((high = hex4(p + 2, end)) == -1)
		return scan_fail(scan, p, "\\u needs four hexadecimal digits");
	*rune = (uint32_t)high;
	if (high < 0xD800 || high > 0xDFFF)
		return p + 6;
	low = end - p >= 12 && p[6] == '\\' && p[7] == 'u' ? hex4(p + 8, end)
							   : -1;
	if (high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
		return scan_fail(scan, p, "half of a surrogate pair");
	*rune = 0x10000 + ((uint32_t)(high - 0xD800) << 10) +
	    (uint32_t)(low - 0xDC00);
	return p + 12;
}

/*
 * Characters beyond ASCII, as many as there are.  Those of two and of three
 * bytes are most of them, and worth a look of their own.
 */
const char *
scan_beyond(struct scan *scan, const char *p)
{
	const char *const end = scan->end;
	unsigned int c;
	size_t step;

	while (p < end && (c = (unsigned char)*p) >= 0x80) {
		if (c >= 0xC2 && c < 0xE0 && end - p >= 2 &&
		    (p[1] & 0xC0) == 0x80)
			step = 2;
		else if (c > 0xE0 && c < 0xED && end - p >= 3 &&
		    (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
			step = 3;
		else
			step = utf8_next(p, (size_t)(end - p));
		if (step == 0)
			return scan_fail(scan, p, NULL);
		p += step;
	}
	return p;
}
