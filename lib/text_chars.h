/*
 * text_chars: the characters of a string in a text, piece by piece, with the
 * escapes resolved and nothing copied.
 */
#ifndef TEXT_CHARS_H
#define TEXT_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text_scan.h"
#include "utf8.h"

struct chars {
	const char *piece; /* len bytes of UTF-8, at least 1 */
	size_t len;
	/* private */
	struct scan scan;
	const char *p, *end;
	size_t indent;
	bool multiline, escapes, held;
	char buf[UTF8_MAX];
};

/* Begin with a string, or with the bytes of another scalar. */
void chars_begin(
    struct chars *chars, const struct text *text, struct value value);

/* Step to the next piece.  Returns false after the last. */
bool chars_next(struct chars *chars);

/*
 * Compare the characters of two values, or of one and the bytes of s, as
 * memcmp() does; a beginning of the other comes first.
 */
int chars_compare(
    const struct text *a, struct value x, const struct text *b, struct value y);
int chars_compare_to(
    const struct text *text, struct value value, const char *s, size_t len);

/* Are these len bytes the characters of a string? */
bool chars_are(
    const struct text *text, struct value value, const char *s, size_t len);

/* A number that is the same for the same characters, in this process. */
uint64_t chars_hash(const struct text *text, struct value value);
uint64_t chars_hash_of(const char *s, size_t len);

#endif
