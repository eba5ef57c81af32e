/* text_chars: the characters of a string in a text, piece by piece. */

#include <stdlib.h>
#include <string.h>

#include "text_chars.h"

/* Characters between the beginning of the line and data[at]. */
static size_t
column(const struct text *text, size_t at)
{
	size_t n = 0;

	for (; at > 0 && text->data[at - 1] != '\n'; at--)
		if (((unsigned char)text->data[at - 1] & 0xC0) != 0x80)
			n++;
	return n;
}

/* Past what there is of the indent, and never past a line. */
static const char *
unindent(const struct chars *chars, const char *p)
{
	size_t left = chars->indent;

	for (; p < chars->end && left > 0; p++, left--)
		if (*p == '\n' || (unsigned char)*p > ' ')
			break;
	return p;
}

/* What follows the opening marks on their line is not text if it is blank. */
static void
begin_multiline(struct chars *chars, const struct text *text, size_t at)
{
	const char *p = chars->p + 3;

	chars->multiline = true;
	chars->end -= 3;
	chars->indent = column(text, at);
	while (p < chars->end && (unsigned char)*p <= ' ' && *p != '\n')
		p++;
	if (p < chars->end && *p == '\n')
		p = unindent(chars, p + 1);
	chars->p = p;
}

void
chars_begin(struct chars *chars, const struct text *text, struct value value)
{
	const char *p = text->data + value.at;
	const size_t len = value.end - value.at;

	chars->scan = (struct scan){ .end = text->data + value.end,
		.syntax = text->syntax };
	chars->p = p;
	chars->end = p + len;
	chars->multiline = chars->escapes = chars->held = false;
	if (value.kind != TEXT_STRING || len < 2)
		return;
	if (len >= 6 && memcmp(p, "'''", 3) == 0)
		begin_multiline(chars, text, value.at);
	else if (*p == '"' || *p == '\'') {
		chars->p++;
		chars->end--;
		chars->escapes = memchr(chars->p, '\\', len - 2) != NULL;
	}
}

static bool
yield(struct chars *chars, const char *piece, size_t len)
{
	chars->piece = piece;
	chars->len = len;
	return true;
}

/* CRs are not text, nor is the last line end: each waits for what follows. */
static bool
next_multiline(struct chars *chars)
{
	const char *p = chars->p;

	while (p < chars->end && (*p == '\r' || (*p == '\n' && !chars->held)))
		if (*p++ == '\n') {
			chars->held = true;
			p = unindent(chars, p);
		}
	if ((chars->p = p) == chars->end)
		return false;
	if (chars->held) {
		chars->held = false;
		return yield(chars, "\n", 1);
	}
	while (p < chars->end && *p != '\r' && *p != '\n')
		p++;
	yield(chars, chars->p, (size_t)(p - chars->p));
	chars->p = p;
	return true;
}

bool
chars_next(struct chars *chars)
{
	const char *const p = chars->p;
	const char *stop = NULL;
	uint32_t rune;

	if (p == chars->end)
		return false;
	if (chars->multiline)
		return next_multiline(chars);
	if (chars->escapes && *p == '\\') {
		chars->p = scan_escape(&chars->scan, p, &rune);
		return yield(chars, chars->buf, utf8_put(chars->buf, rune));
	}
	if (chars->escapes)
		stop = memchr(p, '\\', (size_t)(chars->end - p));
	chars->p = stop == NULL ? chars->end : stop;
	return yield(chars, p, (size_t)(chars->p - p));
}

/* Compare what both pieces have, and drop it from them. */
static int
compare(struct chars *a, struct chars *b)
{
	const size_t len = a->len < b->len ? a->len : b->len;
	const int order = memcmp(a->piece, b->piece, len);

	a->piece += len;
	b->piece += len;
	a->len -= len;
	b->len -= len;
	return order;
}

static int
compare_all(struct chars *a, struct chars *b)
{
	bool more_a, more_b;
	int order;

	a->len = b->len = 0;
	for (;;) {
		more_a = a->len > 0 || chars_next(a);
		more_b = b->len > 0 || chars_next(b);
		if (!more_a || !more_b)
			return more_a - more_b;
		if ((order = compare(a, b)) != 0)
			return order;
	}
}

int
chars_compare(
    const struct text *a, struct value x, const struct text *b, struct value y)
{
	struct chars left, right;

	chars_begin(&left, a, x);
	chars_begin(&right, b, y);
	return compare_all(&left, &right);
}

int
chars_compare_to(
    const struct text *text, struct value value, const char *s, size_t len)
{
	const struct text raw = { .data = s, .len = len };
	const struct value all = { .kind = TEXT_NUMBER, .end = len };

	return chars_compare(text, value, &raw, all);
}

/* Most strings are their bytes; and no escape is shorter than what it is. */
bool
chars_are(
    const struct text *text, struct value value, const char *s, size_t len)
{
	const char *const p = text->data + value.at + 1;
	const size_t size = value.end - value.at - 2;

	if (value.end - value.at < 2 || p[-1] != '"')
		return chars_compare_to(text, value, s, len) == 0;
	if (size < len)
		return false;
	if (!value.plain && memchr(p, '\\', size) != NULL)
		return chars_compare_to(text, value, s, len) == 0;
	return size == len && memcmp(p, s, len) == 0;
}

/* Where a hash begins is a secret, so that nobody can make names collide. */
static uint64_t
hash_begin(void)
{
	static uint64_t secret;

	while (secret == 0)
		arc4random_buf(&secret, sizeof(secret));
	return secret;
}

static uint64_t
hash(uint64_t so_far, const char *s, size_t len)
{
	for (; len > 0; len--)
		so_far = (so_far ^ (unsigned char)*s++) * 0x100000001B3;
	return so_far;
}

static uint64_t
hash_end(uint64_t so_far)
{
	return so_far ^ so_far >> 32;
}

uint64_t
chars_hash_of(const char *s, size_t len)
{
	return hash_end(hash(hash_begin(), s, len));
}

uint64_t
chars_hash(const struct text *text, struct value value)
{
	struct chars chars;
	uint64_t so_far = hash_begin();

	chars_begin(&chars, text, value);
	while (chars_next(&chars))
		so_far = hash(so_far, chars.piece, chars.len);
	return hash_end(so_far);
}
