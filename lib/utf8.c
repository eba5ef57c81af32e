/* utf8: characters as RFC 3629 writes them, and nothing else. */

#include <stdbool.h>
#include <string.h>

#include "utf8.h"

static bool
is_tail(const char *s, size_t n)
{
	for (; n > 0; n--)
		if (((unsigned char)*s++ & 0xC0) != 0x80)
			return false;
	return true;
}

/* The ranges of the second byte are those of RFC 3629, section 4. */
size_t
utf8_next(const char *s, size_t len)
{
	const unsigned char first = len > 0 ? (unsigned char)s[0] : 0xFF;
	const unsigned char second = len > 1 ? (unsigned char)s[1] : 0;

	if (first < 0x80)
		return 1;
	if (first < 0xC2 || first > 0xF4)
		return 0;
	if (first < 0xE0)
		return (second & 0xC0) == 0x80 ? 2 : 0;
	if (first < 0xF0) {
		if (len < 3 || (first == 0xE0 && second < 0xA0) ||
		    (first == 0xED && second > 0x9F))
			return 0;
		return is_tail(s + 1, 2) ? 3 : 0;
	}
	if (len < 4 || (first == 0xF0 && second < 0x90) ||
	    (first == 0xF4 && second > 0x8F))
		return 0;
	return is_tail(s + 1, 3) ? 4 : 0;
}

size_t
utf8_steers(const char *s, size_t len)
{
	static const char marks[][UTF8_MAX] = { "\xD8\x9C", "\xE2\x80\x8E",
		"\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA",
		"\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE",
		"\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8",
		"\xE2\x81\xA9" };
	const size_t bytes = utf8_next(s, len);
	size_t i;

	if (bytes == 0)
		return len > 0;
	if (bytes == 1)
		return (unsigned char)*s < ' ' || *s == 0x7F;
	if ((unsigned char)s[0] == 0xC2 && (unsigned char)s[1] < 0xA0)
		return bytes;
	for (i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (strncmp(s, marks[i], bytes) == 0)
			return bytes;
	return 0;
}

size_t
utf8_span(const char *s, size_t len)
{
	uint64_t eight;
	size_t at = 0, step;

	while (at < len) {
		if (len - at >= sizeof(eight)) {
			memcpy(&eight, s + at, sizeof(eight));
			if ((eight & UINT64_C(0x8080808080808080)) == 0) {
				at += sizeof(eight);
				continue;
			}
		}
		if ((step = utf8_next(s + at, len - at)) == 0)
			break;
		at += step;
	}
	return at;
}

/* Every byte but those that go on a character begins one. */
size_t
utf8_count(const char *s, size_t len)
{
	size_t count = 0;

	for (; len > 0; s++, len--)
		count += ((unsigned char)*s & 0xC0) != 0x80;
	return count;
}

size_t
utf8_put(char out[static UTF8_MAX], uint32_t rune)
{
	if (rune < 0x80) {
		out[0] = (char)rune;
		return 1;
	}
	if (rune < 0x800) {
		out[0] = (char)(0xC0 | rune >> 6);
		out[1] = (char)(0x80 | (rune & 0x3F));
		return 2;
	}
	if (rune < 0x10000) {
		out[0] = (char)(0xE0 | rune >> 12);
		out[1] = (char)(0x80 | (rune >> 6 & 0x3F));
		out[2] = (char)(0x80 | (rune & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | rune >> 18);
	out[1] = (char)(0x80 | (rune >> 12 & 0x3F));
	out[2] = (char)(0x80 | (rune >> 6 & 0x3F));
	out[3] = (char)(0x80 | (rune & 0x3F));
	return 4;
}
