/*
 * issue_key_fast: what every byte of a text, or every key, is asked.  Sixteen
 * bytes at a time, where every machine of the kind can.
 */
#ifndef ISSUE_KEY_FAST_H
#define ISSUE_KEY_FAST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "issue_key_set.h"
#include "issue_key_window.h"

enum {
	ISSUE_KEY_FAST_STEP = 16 /* bytes */
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

/* As Jira prints it. */
static inline char
issue_key_capital(char c)
{
	return (char)(c >= 'a' && c <= 'z' ? c - 0x20 : c);
}

/* What the key of a project is made of; lower: small letters, too. */
static inline bool
issue_key_is_name(char c, bool lower)
{
	return issue_key_is_capital(lower ? issue_key_capital(c) : c) ||
	    issue_key_is_digit(c) || c == '_';
}

#ifdef __SSE2__
static inline __m128i
issue_key_step(const char *p, int i)
{
	return _mm_loadu_si128((const void *)(p + i * ISSUE_KEY_FAST_STEP));
}

static inline uint64_t
issue_key_bits(__m128i v, int i)
{
	return (uint64_t)(unsigned int)_mm_movemask_epi8(v)
	    << i * ISSUE_KEY_FAST_STEP;
}

/* Bytes are signed here: last becomes 127, and what is above it is less. */
static inline __m128i
issue_key_range(__m128i v, char first, char last)
{
	return _mm_cmpgt_epi8(
	    _mm_add_epi8(v, _mm_set1_epi8((char)(127 - last))),
	    _mm_set1_epi8((char)(126 - (last - first))));
}
#endif

/* Which bytes of a window, and of the one after it, are a hyphen before 1 to 9?
 */
static inline uint64_t
issue_key_hyphens(const char *p)
{
	uint64_t hyphens = 0;
	int i;

#ifdef __SSE2__
	const __m128i hyphen = _mm_set1_epi8('-');
	__m128i any = _mm_setzero_si128(), v[4];

	for (i = 0; i < 4; i++) {
		v[i] = _mm_cmpeq_epi8(issue_key_step(p, i), hyphen);
		any = _mm_or_si128(any, v[i]);
	}
	if (_mm_movemask_epi8(any) == 0)
		return 0;
	for (i = 0; i < 4; i++)
		hyphens |= issue_key_bits(
		    _mm_and_si128(v[i],
			issue_key_range(issue_key_step(p + 1, i), '1', '9')),
		    i);
#else
	for (i = 0; i < ISSUE_KEY_WINDOW; i++)
		if (p[i] == '-' && p[i + 1] >= '1' && p[i + 1] <= '9')
			hyphens |= (uint64_t)1 << i;
#endif
	return hyphens;
}

/* See what the bytes of a window are. */
static inline void
issue_key_look(const char *p, bool lower, struct issue_key_window *seen)
{
	int i;

	*seen = (struct issue_key_window){ 0 };
#ifdef __SSE2__
	for (i = 0; i < ISSUE_KEY_WINDOW / ISSUE_KEY_FAST_STEP; i++) {
		const __m128i v = issue_key_step(p, i);
		const __m128i digit = issue_key_range(v, '0', '9');
		const __m128i letter = issue_key_range(
		    _mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 'z');
		const __m128i capital =
		    lower ? letter : issue_key_range(v, 'A', 'Z');
		const __m128i line = _mm_cmpeq_epi8(v, _mm_set1_epi8('_'));

		seen->digits |= issue_key_bits(digit, i);
		seen->capitals |= issue_key_bits(capital, i);
		seen->lines |= issue_key_bits(line, i);
		seen->words |= issue_key_bits(letter, i);
		seen->high |= issue_key_bits(v, i);
	}
	seen->words |= seen->digits;
#else
	for (i = 0; i < ISSUE_KEY_WINDOW; i++) {
		const uint64_t bit = (uint64_t)1 << i;
		const char capital = issue_key_capital(p[i]);
		const bool digit = issue_key_is_digit(p[i]);
		const bool letter = issue_key_is_capital(capital);

		seen->digits |= digit ? bit : 0;
		seen->words |= digit || letter ? bit : 0;
		seen->capitals |=
		    letter && (lower || p[i] == capital) ? bit : 0;
		seen->lines |= p[i] == '_' ? bit : 0;
		seen->high |= (unsigned char)p[i] >= 0x80 ? bit : 0;
	}
#endif
}

/* How many bytes of a name end right before p, up to max? */
static inline size_t
issue_key_name_before(const char *p, bool lower, size_t max)
{
	size_t n = 0;

#ifdef __SSE2__
	for (; n < max; n += ISSUE_KEY_FAST_STEP) {
		const __m128i v = issue_key_step(p - n, -1);
		const __m128i letter =
		    lower ? _mm_or_si128(v, _mm_set1_epi8(0x20)) : v;
		const __m128i other = _mm_or_si128(issue_key_range(v, '0', '9'),
		    _mm_cmpeq_epi8(v, _mm_set1_epi8('_')));
		const __m128i name = _mm_or_si128(other,
		    lower ? issue_key_range(letter, 'a', 'z')
			  : issue_key_range(letter, 'A', 'Z'));
		const unsigned int mask = (unsigned int)_mm_movemask_epi8(name);

		if (mask != 0xFFFF) {
			n += (size_t)__builtin_clz(~(mask << 16));
			break;
		}
	}
#else
	while (n < max && issue_key_is_name(*(p - n - 1), lower))
		n++;
#endif
	return n < max ? n : max;
}

/* Take up to 16 bytes, of which 16 can be read, in capitals. */
static inline void
issue_key_take(const char *key, size_t len, struct issue_key_pair *pair)
{
#ifdef __SSE2__
	static const char masks[2 * ISSUE_KEY_SHORT] = { -1, -1, -1, -1, -1, -1,
		-1, -1, -1, -1, -1, -1, -1, -1, -1, -1 };
	const __m128i mask =
	    _mm_loadu_si128((const void *)(masks + ISSUE_KEY_SHORT - len));
	const __m128i v =
	    _mm_and_si128(_mm_loadu_si128((const void *)key), mask);

	/* Without 0x20 where there is 0x40. */
	_mm_storeu_si128((void *)pair,
	    _mm_andnot_si128(
		_mm_and_si128(_mm_srli_epi16(v, 1), _mm_set1_epi8(0x20)), v));
#else
	char *const to = (char *)pair;

	memset(pair, 0, sizeof *pair);
	for (size_t i = 0; i < len; i++)
		to[i] = issue_key_capital(key[i]);
#endif
}

/* Where in its bucket is a pair?  ISSUE_KEY_BUCKET if it is not there. */
static inline unsigned int
issue_key_index(
    const struct issue_key_pair *pairs, const struct issue_key_pair *pair)
{
	const unsigned int first = !issue_key_pair_is(&pairs[0], pair);
	const unsigned int second = !issue_key_pair_is(&pairs[1], pair);

	return first + (first & second);
}

#endif
