/*
 * text_bits: a block of 64 bytes of a text as bits, one for each byte, the
 * first byte's the lowest; for the text modules alone.
 *
 * It takes vectors where every machine of the kind has them (BITS_VECTORS),
 * and words elsewhere, or where TEXT_PLAIN is defined.
 */
#ifndef TEXT_BITS_H
#define TEXT_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__) && !defined(TEXT_PLAIN)
#include <emmintrin.h>
#endif

enum {
	BITS_BLOCK = 64 /* bytes */
};

#if defined(__SSE2__) && !defined(TEXT_PLAIN)

enum {
	BITS_VECTORS = 1,
	BITS_STEP = 16 /* bytes that an operation is on */
};

struct bits {
	__m128i bytes[BITS_BLOCK / BITS_STEP];
};

static inline __m128i
bits_step(const char *p)
{
	return _mm_loadu_si128((const void *)p);
}

static inline uint64_t
bits_equal_step(__m128i v, char c)
{
	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(c)));
}

static inline uint64_t
bits_below_step(__m128i v, char limit)
{
	/* As signed bytes, the ones beyond ASCII are below all others. */
	return (uint32_t)(_mm_movemask_epi8(
			      _mm_cmplt_epi8(v, _mm_set1_epi8(limit))) &
	    ~_mm_movemask_epi8(v));
}

static inline uint64_t
bits_beyond_step(__m128i v)
{
	return (uint32_t)_mm_movemask_epi8(v);
}

static inline uint64_t
bits_spaces_step(__m128i v)
{
	const __m128i a = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
	const __m128i b = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\r')),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8('\t')));

	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(a, b));
}

static inline __m128i
bits_with_step(__m128i v, char also)
{
	return _mm_or_si128(v, _mm_set1_epi8(also));
}

#else

enum {
	BITS_VECTORS = 0,
	BITS_STEP = 8 /* bytes that an operation is on */
};

struct bits {
	uint64_t bytes[BITS_BLOCK / BITS_STEP];
};

#define BITS_EACH(byte) (UINT64_C(0x0101010101010101) * (unsigned char)(byte))

static inline uint64_t
bits_step(const char *p)
{
	uint64_t word = 0;

	/* Compilers know this for a load, or for one and a swap. */
	for (int i = 0; i < BITS_STEP; i++)
		word |= (uint64_t)(unsigned char)p[i] << 8 * i;
	return word;
}

/* The highest bit of each byte, together. */
static inline uint64_t
bits_beyond_step(uint64_t v)
{
	return ((v & BITS_EACH(0x80)) >> 7) * UINT64_C(0x0102040810204080) >>
	    56;
}

static inline uint64_t
bits_below_step(uint64_t v, char limit)
{
	/* No byte carries into the next: its highest bit is not added. */
	return bits_beyond_step(
	    ~(((v & BITS_EACH(0x7F)) + BITS_EACH(0x80 - limit)) | v));
}

static inline uint64_t
bits_equal_step(uint64_t v, char c)
{
	return bits_below_step(v ^ BITS_EACH(c), 1);
}

static inline uint64_t
bits_spaces_step(uint64_t v)
{
	return bits_equal_step(v, ' ') | bits_equal_step(v, '\n') |
	    bits_equal_step(v, '\r') | bits_equal_step(v, '\t');
}

static inline uint64_t
bits_with_step(uint64_t v, char also)
{
	return v | BITS_EACH(also);
}

#endif

/* The bytes from p on, with spaces where they would be beyond the end. */
static inline struct bits
bits_load(const char *p, const char *end)
{
	const bool is_last = end - p < BITS_BLOCK;
	char rest[BITS_BLOCK];
	struct bits block;

	if (is_last) {
		memset(rest, ' ', sizeof(rest));
		memcpy(rest, p, (size_t)(end - p));
		p = rest;
	}
#pragma GCC unroll 8
	for (int i = 0; i < BITS_BLOCK / BITS_STEP; i++)
		block.bytes[i] = bits_step(p + i * BITS_STEP);
	/* The end of a connection may be that of a secret. */
	if (is_last)
		explicit_bzero(rest, sizeof(rest));
	return block;
}

/* Which bytes are c? */
static inline uint64_t
bits_equal(const struct bits *block, char c)
{
	uint64_t found = 0;

#pragma GCC unroll 8
	for (int i = 0; i < BITS_BLOCK / BITS_STEP; i++)
		found |= bits_equal_step(block->bytes[i], c) << i * BITS_STEP;
	return found;
}

/* Which bytes are c, once the bits of also are set in each? */
static inline uint64_t
bits_equal_with(const struct bits *block, char also, char c)
{
	uint64_t found = 0;

#pragma GCC unroll 8
	for (int i = 0; i < BITS_BLOCK / BITS_STEP; i++)
		found |=
		    bits_equal_step(bits_with_step(block->bytes[i], also), c)
		    << i * BITS_STEP;
	return found;
}

/* Which bytes are JSON's white space? */
static inline uint64_t
bits_spaces(const struct bits *block)
{
	uint64_t found = 0;

#pragma GCC unroll 8
	for (int i = 0; i < BITS_BLOCK / BITS_STEP; i++)
		found |= bits_spaces_step(block->bytes[i]) << i * BITS_STEP;
	return found;
}

/* Which bytes are below limit, which is ASCII? */
static inline uint64_t
bits_below(const struct bits *block, char limit)
{
	uint64_t found = 0;

#pragma GCC unroll 8
	for (int i = 0; i < BITS_BLOCK / BITS_STEP; i++)
		found |= bits_below_step(block->bytes[i], limit)
		    << i * BITS_STEP;
	return found;
}

/* Which bytes are beyond ASCII? */
static inline uint64_t
bits_beyond(const struct bits *block)
{
	uint64_t found = 0;

#pragma GCC unroll 8
	for (int i = 0; i < BITS_BLOCK / BITS_STEP; i++)
		found |= bits_beyond_step(block->bytes[i]) << i * BITS_STEP;
	return found;
}

/*
 * Which bytes follow a backslash that is not itself escaped?  A run of them
 * that begins at an odd place is added to, so that its carry comes out where
 * the run ends: on which parity tells (after simdjson, Langdale and Lemire,
 * "Parsing Gigabytes of JSON per Second", 3.1.1).
 */
static inline uint64_t
bits_escaped(uint64_t backslashes, uint64_t *carry)
{
	const uint64_t even = UINT64_C(0x5555555555555555);
	uint64_t follows, odd_starts, sum;

	if (backslashes == 0) {
		follows = *carry;
		*carry = 0;
		return follows;
	}
	backslashes &= ~*carry;
	follows = backslashes << 1 | *carry;
	odd_starts = backslashes & ~even & ~follows;
	*carry = __builtin_add_overflow(odd_starts, backslashes, &sum);
	return (even ^ sum << 1) & follows;
}

/*
 * Which bytes are inside of strings, from the opening quotation mark up to,
 * but not with, the closing one?  Each bit becomes the parity of itself and
 * of all bits below; carry is all ones within a string that goes on.
 */
static inline uint64_t
bits_inside(uint64_t quotes, uint64_t *carry)
{
	for (int shift = 1; shift < BITS_BLOCK; shift *= 2)
		quotes ^= quotes << shift;
	quotes ^= *carry;
	*carry = (uint64_t)0 - (quotes >> (BITS_BLOCK - 1));
	return quotes;
}

/* The place of the lowest bit, of which there must be one. */
static inline unsigned int
bits_first(uint64_t bits)
{
	return (unsigned int)__builtin_ctzll(bits);
}

#endif
