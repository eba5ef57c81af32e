/*
 * issue_key_edge: where a word begins and ends, in UTF-8.
 *
 * A letter or digit of any script is part of a word; anything else is an edge:
 * an underscore, and a byte that is not UTF-8, too.  Which characters are
 * letters the C library says (iswalnum(3) in C.UTF-8), so that no table of
 * Unicode grows old here.
 */
#ifndef ISSUE_KEY_EDGE_H
#define ISSUE_KEY_EDGE_H

#include <locale.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "utf8.h"

struct why;

/* Of 64 characters, which are part of a word. */
struct issue_key_edge_block {
	uint64_t words;
	bool known;
};

/* All zeros is ready for use; the first character beyond ASCII needs them. */
struct issue_key_edge {
	locale_t locale;
	struct issue_key_edge_block *blocks; /* of all characters */
};

/* The same as below, beyond ASCII. */
int issue_key_edge_before_utf8(
    struct issue_key_edge *edge, const char *s, struct why *why);
int issue_key_edge_after_utf8(
    struct issue_key_edge *edge, const char *s, size_t len, struct why *why);

void issue_key_edge_release(struct issue_key_edge *edge);

/* An ASCII letter or digit. */
static inline bool
issue_key_edge_is_ascii_word(char c)
{
	const unsigned char letter = (unsigned char)((unsigned char)c | 0x20);

	return (c >= '0' && c <= '9') ||
	    ((unsigned char)c < 0x80 && letter >= 'a' && letter <= 'z');
}

/*
 * Is there an edge before s, of which UTF8_MAX bytes before can be read?
 * Returns 1 or 0, or -1 and why: WHY_OPEN if the system has no C.UTF-8, or
 * WHY_LATER.
 */
static inline int
issue_key_edge_before(
    struct issue_key_edge *edge, const char *s, struct why *why)
{
	if ((unsigned char)s[-1] < 0x80)
		return !issue_key_edge_is_ascii_word(s[-1]);
	return issue_key_edge_before_utf8(edge, s, why);
}

/* And is there one before the len bytes at s, which may be 0? */
static inline int
issue_key_edge_after(
    struct issue_key_edge *edge, const char *s, size_t len, struct why *why)
{
	if (len == 0)
		return 1;
	if ((unsigned char)*s < 0x80)
		return !issue_key_edge_is_ascii_word(*s);
	return issue_key_edge_after_utf8(edge, s, len, why);
}

#endif
