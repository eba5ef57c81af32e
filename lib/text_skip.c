/* text_skip: past a value in a text that was read before, and fast. */

#include <stddef.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text_scan.h"
#include "text_skip.h"

#ifdef __SSE2__

enum {
	BLOCK = 64 /* bytes looked at at once, one bit for each */
};

struct block {
	__m128i bytes[BLOCK / 16];
};

static inline struct block
load(const char *p)
{
	struct block block;

	for (int i = 0; i < BLOCK / 16; i++)
		block.bytes[i] = _mm_loadu_si128((const void *)(p + i * 16));
	return block;
}

/* Which bytes are c, once the bits of also are set in each? */
static inline uint64_t
find(const struct block *block, char c, char also)
{
	const __m128i wanted = _mm_set1_epi8(c), more = _mm_set1_epi8(also);
	uint64_t found = 0;

	for (int i = 0; i < BLOCK / 16; i++)
		found |=
		    (uint64_t)(unsigned int)_mm_movemask_epi8(_mm_cmpeq_epi8(
			_mm_or_si128(block->bytes[i], more), wanted))
		    << i * 16;
	return found;
}

/*
 * Which bytes follow a backslash that is not itself escaped?  A run of them
 * that begins at an odd place is added to, so that its carry comes out where
 * the run ends: on which parity tells (after simdjson, Langdale and Lemire,
 * "Parsing Gigabytes of JSON per Second", 3.1.1).
 */
static inline uint64_t
find_escaped(uint64_t backslashes, uint64_t *carry)
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

/* Each bit becomes the parity of itself and of all bits below. */
static inline uint64_t
find_inside(uint64_t quotes)
{
	for (int shift = 1; shift < BLOCK; shift *= 2)
		quotes ^= quotes << shift;
	return quotes;
}

/* From an opening bracket to the place after the one that closes it. */
static const char *
skip_container(const char *p, const char *end)
{
	uint64_t carry = 0, inside = 0, opens, closes, bit;
	struct block block;
	char rest[BLOCK];
	int depth = 0;

	for (;; p += BLOCK) {
		if (end - p >= BLOCK)
			block = load(p);
		else {
			memset(rest, ' ', sizeof(rest));
			memcpy(rest, p, (size_t)(end - p));
			block = load(rest);
		}
		bit = find_escaped(find(&block, '\\', 0), &carry);
		inside ^= find_inside(find(&block, '"', 0) & ~bit);
		/* A bracket and a brace differ in one bit. */
		opens = find(&block, '{', '{' ^ '[') & ~inside;
		closes = find(&block, '}', '}' ^ ']') & ~inside;
		inside = (uint64_t)0 - (inside >> (BLOCK - 1));

		while ((opens | closes) != 0) {
			if (closes == 0) {
				depth += __builtin_popcountll(opens);
				break;
			}
			bit = closes & -closes;
			depth += __builtin_popcountll(opens & (bit - 1)) - 1;
			if (depth == 0)
				return p + __builtin_ctzll(bit) + 1;
			opens &= ~(bit - 1);
			closes &= closes - 1;
		}
	}
}

#endif

static const char *
skip_string(const char *p, const char *end)
{
	for (p++; p < end && *p != '"'; p++) {
#ifdef __SSE2__
		int mask = 0;

		while (end - p >= 16) {
			const __m128i v = _mm_loadu_si128((const void *)p);

			mask = _mm_movemask_epi8(
			    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
				_mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))));
			if (mask != 0)
				break;
			p += 16;
		}
		if (mask != 0)
			p += __builtin_ctz((unsigned int)mask);
		if (*p == '"')
			break;
#endif
		if (*p == '\\')
			p++;
	}
	return p + 1;
}

const char *
text_skip(struct scan *scan, const char *p)
{
	if (*p == '"') {
		scan->kind = TEXT_STRING;
		return skip_string(p, scan->end);
	}
#ifdef __SSE2__
	/* A comment may hold anything, so that only JSON goes this fast. */
	if (scan->syntax == TEXT_JSON && (*p == '{' || *p == '['))
		return skip_container(p, scan->end);
#endif
	if (*p == '{' || *p == '[')
		return scan_value(scan, p);
	return scan_scalar(scan, p);
}
