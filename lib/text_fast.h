/*
 * text_fast: past the bytes of which a text has most: white space, and what
 * stands for itself in a string.  Sixteen at a time, where the machine can.
 */
#ifndef TEXT_FAST_H
#define TEXT_FAST_H

#include <stdbool.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

#endif
