/* A block of a text is seen as it is byte by byte. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "text_bits.h"

enum {
	BLOCKS = 2000 /* of random bytes */
};

/* What the others find, byte by byte: is it c, or below it? */
static uint64_t
find(const char *p, unsigned char c, unsigned char also, bool below)
{
	uint64_t found = 0;
	unsigned char byte;

	for (int i = 0; i < BITS_BLOCK; i++) {
		byte = (unsigned char)p[i] | also;
		if (below ? byte < c : byte == c)
			found |= UINT64_C(1) << i;
	}
	return found;
}

/* Every byte, more often those that matter, and their neighbours. */
static void
fill(char *p, size_t len)
{
	static const char usual[] = "\"\\\\\\\\{}[],: \t\r\nab{z|~\x7F\x80\xFF";

	for (size_t i = 0; i < len; i++)
		if (arc4random_uniform(4) == 0)
			p[i] = (char)arc4random_uniform(256);
		else
			p[i] = usual[arc4random_uniform(sizeof(usual) - 1)];
}

static bool
sees_classes(const char *p)
{
	const struct bits block = bits_load(p, p + BITS_BLOCK);
	bool holds = true;

	for (unsigned int c = 0; c < 256; c++)
		holds = holds &&
		    bits_equal(&block, (char)c) == find(p, c, 0, false);
	for (unsigned int c = 1; c < 128; c++)
		holds =
		    holds && bits_below(&block, (char)c) == find(p, c, 0, true);
	return holds &&
	    bits_equal_with(&block, ' ', '{') == find(p, '{', ' ', false) &&
	    bits_beyond(&block) == ~find(p, 0x80, 0, true) &&
	    bits_spaces(&block) ==
	    (find(p, ' ', 0, false) | find(p, '\t', 0, false) |
		find(p, '\r', 0, false) | find(p, '\n', 0, false));
}

/* Strings and escapes that go on from block to block. */
static bool
sees_strings(const char *p, size_t len)
{
	bool escaped = false, inside = false, holds = true;
	uint64_t carry = 0, within = 0, escapes = 0, strings = 0, bit;
	struct bits block;
	size_t i;

	for (i = 0; i < len; i++) {
		bit = UINT64_C(1) << i % BITS_BLOCK;
		if (i % BITS_BLOCK == 0) {
			block = bits_load(p + i, p + len);
			escapes =
			    bits_escaped(bits_equal(&block, '\\'), &carry);
			strings = bits_inside(
			    bits_equal(&block, '"') & ~escapes, &within);
		}
		holds = holds && escaped == ((escapes & bit) != 0);
		if (p[i] == '"' && !escaped)
			inside = !inside;
		escaped = p[i] == '\\' && !escaped;
		holds = holds && inside == ((strings & bit) != 0);
	}
	return holds;
}

int
main(void)
{
	bool classes = true, strings = true, ends = true;
	char bytes[3 * BITS_BLOCK];
	struct bits block;

	for (int i = 0; i < BLOCKS; i++) {
		fill(bytes, sizeof(bytes));
		classes = classes && sees_classes(bytes);
		strings = strings && sees_strings(bytes, sizeof(bytes));
	}
	it("sees which bytes are what", classes);
	it("sees escapes and strings across blocks", strings);

	memset(bytes, '"', sizeof(bytes));
	for (size_t len = 0; len < BITS_BLOCK; len++) {
		block = bits_load(bytes, bytes + len);
		ends = ends && bits_equal(&block, ' ') == ~UINT64_C(0) << len;
	}
	it("sees spaces after the end", ends);
	it("finds the lowest bit", bits_first(0x50) == 4);
	return finish();
}
