/*
 * issue_key_fast: what every byte of a text, or every hyphen, is asked.
 * Sixteen bytes at a time, where the machine can; so there are always 16 bytes
 * that can be read before and ISSUE_KEY_FAST_AFTER after what is looked at.
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
	ISSUE_KEY_FAST_STEP = 16,
	ISSUE_KEY_FAST_BITS = 64, /* bytes that are searched for hyphens */
	ISSUE_KEY_FAST_AFTER = ISSUE_KEY_FAST_BITS + ISSUE_KEY_FAST_STEP
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
/* Bytes are signed here: last becomes 127, and what is above it is less. */
static inline __m128i
issue_key_range(__m128i v, char first, char last)
{
	return _mm_cmpgt_epi8(
	    _mm_add_epi8(v, _mm_set1_epi8((char)(127 - last))),
	    _mm_set1_epi8((char)(126 - (last - first))));
}
#endif

/* Which of the next 64 bytes are a hyphen before 1 to 9?  The first is bit 0.
 */
static inline uint64_t
issue_key_hyphens(const char *p)
{
	uint64_t hyphens = 0;
	size_t i;

#ifdef __SSE2__
	const __m128i hyphen = _mm_set1_epi8('-');
	__m128i any = _mm_setzero_si128(), v[4];

	for (i = 0; i < 4; i++) {
		v[i] = _mm_cmpeq_epi8(
		    _mm_loadu_si128((const void *)(p + i * 16)), hyphen);
		any = _mm_or_si128(any, v[i]);
	}
	if (_mm_movemask_epi8(any) == 0)
		return 0;
	for (i = 0; i < 4; i++) {
		const __m128i next =
		    _mm_loadu_si128((const void *)(p + i * 16 + 1));
		const __m128i found =
		    _mm_and_si128(v[i], issue_key_range(next, '1', '9'));

		hyphens |= (uint64_t)(unsigned int)_mm_movemask_epi8(found)
		    << i * 16;
	}
#else
	for (i = 0; i < ISSUE_KEY_FAST_BITS; i++)
		if (p[i] == '-' && p[i + 1] >= '1' && p[i + 1] <= '9')
			hyphens |= (uint64_t)1 << i;
#endif
	return hyphens;
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

#ifdef __SSE2__
static inline uint64_t
issue_key_bits(__m128i v, unsigned int i)
{
	return (uint64_t)(unsigned int)_mm_movemask_epi8(v)
	    << i * ISSUE_KEY_FAST_STEP;
}
#endif

/* See what 64 bytes are. */
static inline void
issue_key_look(const char *p, bool lower, struct issue_key_window *seen)
{
	*seen = (struct issue_key_window){ 0 };
#ifdef __SSE2__
	for (unsigned int i = 0; i < ISSUE_KEY_FAST_BITS / ISSUE_KEY_FAST_STEP;
	     i++) {
		const __m128i v = _mm_loadu_si128(
		    (const void *)(p + i * ISSUE_KEY_FAST_STEP));
		const __m128i digit = issue_key_range(v, '0', '9');
		const __m128i letter = issue_key_range(
		    _mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 'z');
		const __m128i capital =
		    lower ? letter : issue_key_range(v, 'A', 'Z');
		const __m128i name = _mm_or_si128(_mm_or_si128(capital, digit),
		    _mm_cmpeq_epi8(v, _mm_set1_epi8('_')));
		const __m128i word =
		    _mm_or_si128(_mm_or_si128(letter, digit), v);

		seen->digits |= issue_key_bits(digit, i);
		seen->capitals |= issue_key_bits(capital, i);
		seen->names |= issue_key_bits(name, i);
		seen->words |= issue_key_bits(word, i);
		seen->high |= issue_key_bits(v, i);
	}
#else
	for (unsigned int i = 0; i < ISSUE_KEY_FAST_BITS; i++) {
		const uint64_t bit = (uint64_t)1 << i;
		const bool high = (unsigned char)p[i] >= 0x80;
		const bool digit = issue_key_is_digit(p[i]);
		const bool letter =
		    !high && issue_key_is_capital((char)(p[i] & ~0x20));
		const bool capital =
		    lower ? letter : issue_key_is_capital(p[i]);

		seen->digits |= digit ? bit : 0;
		seen->capitals |= capital ? bit : 0;
		seen->names |= issue_key_is_name(p[i], lower) ? bit : 0;
		seen->words |= digit || letter || high ? bit : 0;
		seen->high |= high ? bit : 0;
	}
#endif
}

/*
 * Take a short key, or that of a project, of which 16 bytes can be read; in
 * capitals, with lower.
 */
static inline void
issue_key_take(
    const char *key, size_t len, bool lower, struct issue_key_pair *pair)
{
#ifdef __SSE2__
	static const char masks[2 * ISSUE_KEY_SHORT] = { -1, -1, -1, -1, -1, -1,
		-1, -1, -1, -1, -1, -1, -1, -1, -1, -1 };
	const __m128i mask =
	    _mm_loadu_si128((const void *)(masks + ISSUE_KEY_SHORT - len));
	__m128i v = _mm_and_si128(_mm_loadu_si128((const void *)key), mask);

	if (lower)
		v = _mm_andnot_si128(_mm_and_si128(issue_key_range(v, 'a', 'z'),
					 _mm_set1_epi8(0x20)),
		    v);
	_mm_storeu_si128((void *)pair, v);
#else
	char *const to = (char *)pair;

	memset(pair, 0, sizeof *pair);
	for (size_t i = 0; i < len; i++)
		to[i] = (char)(lower && key[i] >= 'a' && key[i] <= 'z'
			? key[i] - 0x20
			: key[i]);
#endif
}

/* Where in its bucket is a pair?  ISSUE_KEY_BUCKET if it is not there. */
static inline unsigned int
issue_key_index(
    const struct issue_key_pair *bucket, const struct issue_key_pair *pair)
{
	unsigned int i, found = 1U << ISSUE_KEY_BUCKET;

	for (i = 0; i < ISSUE_KEY_BUCKET; i++) {
		const uint64_t other = (bucket[i].first ^ pair->first) |
		    (bucket[i].second ^ pair->second);

		found |= (unsigned int)(other == 0) << i;
	}
	return (unsigned int)__builtin_ctz(found);
}

#endif
