/* text_scan: how bytes make the values of a text. */

#include <stddef.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text_hjson.h"
#include "text_scan.h"
#include "utf8.h"

static inline bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What stands for itself in a string, and is ASCII. */
static inline bool
is_plain(char c)
{
	return (unsigned char)(c - 0x20) < 0x60 && c != '"' && c != '\\';
}

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

/* After the last of the spaces, or of the plain characters, from p on. */
static inline const char *
after_spaces(const char *p, const char *end)
{
#ifdef __SSE2__
	while (end - p >= 16) {
		const __m128i v = _mm_loadu_si128((const void *)p);
		const __m128i a =
		    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')),
			_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
		const __m128i b =
		    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\r')),
			_mm_cmpeq_epi8(v, _mm_set1_epi8('\t')));
		const int mask = _mm_movemask_epi8(_mm_or_si128(a, b));

		if (mask != 0xFFFF)
			return p + __builtin_ctz(~(unsigned int)mask);
		p += 16;
	}
#endif
	while (p < end && is_space(*p))
		p++;
	return p;
}

static inline const char *
after_plain(const char *p, const char *end)
{
#ifdef __SSE2__
	while (end - p >= 16) {
		const __m128i v = _mm_loadu_si128((const void *)p);
		const __m128i a =
		    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
			_mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
		/* Bytes are signed here: what is not ASCII is less, too. */
		const __m128i b = _mm_cmplt_epi8(v, _mm_set1_epi8(' '));
		const int mask = _mm_movemask_epi8(_mm_or_si128(a, b));

		if (mask != 0)
			return p + __builtin_ctz((unsigned int)mask);
		p += 16;
	}
#endif
	while (p < end && is_plain(*p))
		p++;
	return p;
}

/* From a slash or number sign to the end of the comment. */
static const char *
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
		} else if (scan->syntax == TEXT_HJSON && *p > '\0' && *p < ' ')
			p++;
		else
			return p;
	}
	return p;
}

/* Most often there is no space at all, or one. */
static inline const char *
skip_space(struct scan *scan, const char *p)
{
	if (p<scan->end && * p> '/')
		return p;
	if (scan->end - p >= 2 && *p == ' ' && p[1] > '/')
		return p + 1;
	return space(scan, p);
}

const char *
scan_space(struct scan *scan, const char *p)
{
	return skip_space(scan, p);
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
static const char *
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

static inline const char *
scan_word(struct scan *scan, const char *p, const char *word, size_t len)
{
	if ((size_t)(scan->end - p) < len || memcmp(p, word, len) != 0)
		return scan_fail(scan, p, "a value is missing");
	return p + len;
}

static inline const char *
skip_scalar(struct scan *scan, const char *p)
{
	if (p == scan->end)
		return scan_fail(scan, p, "a value is missing");
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
			return scan_fail(scan, p, "a value is missing");
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
	unsigned int depth = 0;
	bool first;

	for (;;) {
		first = p < scan->end && (*p == '{' || *p == '[');
		if (first && depth == TEXT_DEPTH_MAX)
			return scan_fail(scan, p,
			    "too deep: more than 512 "
			    "levels");
		if (first) {
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
		}
		if (depth == 0)
			return p;
	}
}
