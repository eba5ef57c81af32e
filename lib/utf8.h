/*
 * utf8: characters as RFC 3629 writes them, and nothing else: no surrogate,
 * no overlong form, nothing above U+10FFFF.
 */
#ifndef UTF8_H
#define UTF8_H

#include <stddef.h>
#include <stdint.h>

enum {
	UTF8_MAX = 4 /* bytes of one character */
};

/* The bytes of the character at s, 1 to 4, or 0 if there is none in len. */
size_t utf8_next(const char *s, size_t len);

/* How many of the len bytes at s come before the first that is not UTF-8. */
size_t utf8_span(const char *s, size_t len);

/*
 * The bytes of what begins at s, if a terminal would obey it and not show it:
 * a control, C0, DEL or C1; what ends a line or a paragraph; a mark that turns
 * the direction of text (Unicode, annex 9); or a byte that begins no
 * character.  0 for anything else.
 */
size_t utf8_steers(const char *s, size_t len);

/* How many characters the len bytes at s are, all of which are UTF-8. */
size_t utf8_count(const char *s, size_t len);

/* Write a character, which is no surrogate; returns the bytes it takes. */
size_t utf8_put(char out[static UTF8_MAX], uint32_t rune);

#endif
