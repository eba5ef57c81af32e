/*
 * issue_key_wide: what issue_key_fast does, where the machine takes 64 bytes
 * at once.  Whether it does is asked when the program runs.
 */
#ifndef ISSUE_KEY_WIDE_H
#define ISSUE_KEY_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "issue_key_set.h"
#include "issue_key_window.h"

#ifdef __x86_64__
#include <immintrin.h>

#define ISSUE_KEY_MAY_BE_WIDE true
#define ISSUE_KEY_WIDE                                                         \
	__attribute__((                                                        \
	    target("avx512bw,avx512vl,avx512dq,bmi,bmi2,lzcnt,popcnt")))

/* And where it only counts bits at once, which others do. */
#define ISSUE_KEY_COUNTS_BITS __attribute__((target("popcnt")))

static inline bool
issue_key_counts_bits(void)
{
	return __builtin_cpu_supports("popcnt");
}

static inline bool
issue_key_is_wide(void)
{
	return __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
	    issue_key_counts_bits();
}

/* Here bytes are not signed. */
ISSUE_KEY_WIDE static inline uint64_t
issue_key_wide_range(__m512i v, char first, char last)
{
	return _mm512_cmple_epu8_mask(
	    _mm512_sub_epi8(v, _mm512_set1_epi8(first)),
	    _mm512_set1_epi8((char)(last - first)));
}

ISSUE_KEY_WIDE static inline uint64_t
issue_key_wide_hyphens(const char *p)
{
	const uint64_t hyphens = _mm512_cmpeq_epi8_mask(
	    _mm512_loadu_si512(p), _mm512_set1_epi8('-'));

	if (hyphens == 0)
		return 0;
	return hyphens &
	    issue_key_wide_range(_mm512_loadu_si512(p + 1), '1', '9');
}

ISSUE_KEY_WIDE static inline void
issue_key_wide_look(const char *p, bool lower, struct issue_key_window *seen)
{
	const __m512i v = _mm512_loadu_si512(p);
	const uint64_t letters = issue_key_wide_range(
	    _mm512_or_si512(v, _mm512_set1_epi8(0x20)), 'a', 'z');

	seen->capitals = lower ? letters : issue_key_wide_range(v, 'A', 'Z');
	seen->digits = issue_key_wide_range(v, '0', '9');
	seen->high = _mm512_movepi8_mask(v);
	seen->lines = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('_'));
	seen->words = letters | seen->digits;
}

ISSUE_KEY_WIDE static inline void
issue_key_wide_take(const char *key, size_t len, struct issue_key_pair *pair)
{
	const __m128i v = _mm_maskz_loadu_epi8(
	    (__mmask16)_bzhi_u32(0xFFFF, (unsigned int)len), key);

	/* Without 0x20 where there is 0x40. */
	_mm_storeu_si128((void *)pair,
	    _mm_ternarylogic_epi32(
		v, _mm_srli_epi16(v, 1), _mm_set1_epi8(0x20), 0x70));
}

/* Each pair is two of the four numbers in a bucket. */
ISSUE_KEY_WIDE static inline unsigned int
issue_key_wide_index(
    const struct issue_key_pair *pairs, const struct issue_key_pair *pair)
{
	const unsigned int same =
	    _mm256_cmpeq_epi64_mask(_mm256_loadu_si256((const void *)pairs),
		_mm256_broadcast_i64x2(_mm_loadu_si128((const void *)pair)));

	return _tzcnt_u32((same & same >> 1 & 0x5) | 0x10) / 2;
}

#else
#define ISSUE_KEY_MAY_BE_WIDE false
#define ISSUE_KEY_WIDE
#define ISSUE_KEY_COUNTS_BITS

static inline bool
issue_key_counts_bits(void)
{
	return false;
}

static inline bool
issue_key_is_wide(void)
{
	return false;
}

uint64_t issue_key_wide_hyphens(const char *p);
void issue_key_wide_look(
    const char *p, bool lower, struct issue_key_window *seen);
void issue_key_wide_take(
    const char *key, size_t len, struct issue_key_pair *pair);
unsigned int issue_key_wide_index(
    const struct issue_key_pair *pairs, const struct issue_key_pair *pair);
#endif

#endif
