/*
 * issue_key_fast: what every byte of a text, or every hyphen, is asked.
 * Sixteen bytes at a time, where the machine can; so there are always 16 bytes
 * that can be read before and after what is looked at.
 */
#ifndef ISSUE_KEY_FAST_H
#define ISSUE_KEY_FAST_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
	ISSUE_KEY_FAST_STEP = 16
};

static inline bool
issue_key_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
issue_key_is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* What the key of a project is made of; lower: small letters, too. */
static inline bool
issue_key_is_name(char c, bool lower)
{
	return issue_key_is_capital(c) || issue_key_is_digit(c) || c == '_' ||
	    (lower && c >= 'a' && c <= 'z');
}

#ifdef __SSE2__
/* Bytes are signed here: what is not ASCII is less than all that is. */
static inline __m128i
issue_key_range(__m128i v, char first, char last)
{
	return _mm_and_si128(
	    _mm_cmpgt_epi8(v, _mm_set1_epi8((char)(first - 1))),
	    _mm_cmplt_epi8(v, _mm_set1_epi8((char)(last + 1))));
}
#endif

/* The next hyphen before a number that does not begin with 0; end if none. */
static inline const char *
issue_key_next_hyphen(const char *p, const char *end)
{
#ifdef __SSE2__
	for (; p < end; p += ISSUE_KEY_FAST_STEP) {
		const __m128i v = _mm_loadu_si128((const void *)p);
		const __m128i next = _mm_loadu_si128((const void *)(p + 1));
		const int mask = _mm_movemask_epi8(
		    _mm_and_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('-')),
			issue_key_range(next, '1', '9')));

		if (mask != 0) {
			p += __builtin_ctz((unsigned int)mask);
			break;
		}
	}
	return p < end ? p : end;
#else
	while (p < end && (p = memchr(p, '-', (size_t)(end - p))) != NULL) {
		if (p[1] >= '1' && p[1] <= '9')
			return p;
		p++;
	}
	return end;
#endif
}

/* How many bytes of a name end right before p, up to max? */
static inline size_t
issue_key_name_before(const char *p, bool lower, size_t max)
{
	size_t n = 0;

#ifdef __SSE2__
	const __m128i v =
	    _mm_loadu_si128((const void *)(p - ISSUE_KEY_FAST_STEP));
	/* With the bit of lower case cleared, if that does not matter. */
	const __m128i letter =
	    lower ? _mm_andnot_si128(_mm_set1_epi8(0x20), v) : v;
	const __m128i other = _mm_or_si128(issue_key_range(v, '0', '9'),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8('_')));
	const int mask = _mm_movemask_epi8(
	    _mm_or_si128(issue_key_range(letter, 'A', 'Z'), other));

	if (mask != 0xFFFF)
		return (size_t)__builtin_clz(~((unsigned int)mask << 16));
	n = ISSUE_KEY_FAST_STEP;
#endif
	while (n < max && issue_key_is_name(*(p - n - 1), lower))
		n++;
	return n;
}

/* How many digits are there from p on, up to max? */
static inline size_t
issue_key_digits(const char *p, size_t max)
{
	size_t n = 0;

#ifdef __SSE2__
	const __m128i v = _mm_loadu_si128((const void *)p);
	const int mask = _mm_movemask_epi8(issue_key_range(v, '0', '9'));

	if (mask != 0xFFFF)
		return (size_t)__builtin_ctz(~(unsigned int)mask);
	n = ISSUE_KEY_FAST_STEP;
#endif
	while (n < max && issue_key_is_digit(p[n]))
		n++;
	return n;
}

#endif
