/* issue_key_edge: where a word begins and ends, in UTF-8. */

#include <stdint.h>
#include <stdlib.h>
#include <wctype.h>

#include "issue_key_edge.h"
#include "why.h"

enum {
	BLOCK = 64, /* characters */
	BLOCKS = 0x110000 / BLOCK
};

static const char locale_name[] = "C.UTF-8";

/* The character in size bytes, which are UTF-8 as utf8_next() found it. */
static uint32_t
decode(const char *s, size_t size)
{
	uint32_t rune = (unsigned char)*s & (0xFFU >> (size + 1));

	for (; size > 1; size--)
		rune = rune << 6 | ((unsigned char)*++s & 0x3F);
	return rune;
}

static int
begin(struct issue_key_edge *edge, struct why *why)
{
	edge->blocks = calloc(BLOCKS, sizeof *edge->blocks);
	if (edge->blocks == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	edge->locale = newlocale(LC_CTYPE_MASK, locale_name, (locale_t)0);
	if (edge->locale != (locale_t)0)
		return 0;
	why_set(why, WHY_OPEN, "%s", locale_name);
	issue_key_edge_release(edge);
	return -1;
}

/* Ask for all characters of a block, once. */
static void
learn(struct issue_key_edge *edge, struct issue_key_edge_block *block)
{
	const size_t first = (size_t)(block - edge->blocks) * BLOCK;
	unsigned int i;

	block->known = true;
	for (i = 0; i < BLOCK; i++)
		if (iswalnum_l((wint_t)(first + i), edge->locale))
			block->words |= (uint64_t)1 << i;
}

static int
is_edge(
    struct issue_key_edge *edge, const char *s, size_t size, struct why *why)
{
	const uint32_t rune = decode(s, size);
	struct issue_key_edge_block *block;

	if (edge->blocks == NULL && begin(edge, why) == -1)
		return -1;
	block = &edge->blocks[rune / BLOCK];
	if (!block->known)
		learn(edge, block);
	return !(block->words >> rune % BLOCK & 1);
}

int
issue_key_edge_before_utf8(
    struct issue_key_edge *edge, const char *s, struct why *why)
{
	size_t size = 1;

	/* Back to the byte that begins the character. */
	while (size < UTF8_MAX && ((unsigned char)*(s - size) & 0xC0) == 0x80)
		size++;
	if (utf8_next(s - size, size) != size)
		return 1;
	return is_edge(edge, s - size, size, why);
}

int
issue_key_edge_after_utf8(
    struct issue_key_edge *edge, const char *s, size_t len, struct why *why)
{
	const size_t size = utf8_next(s, len);

	return size == 0 ? 1 : is_edge(edge, s, size, why);
}

void
issue_key_edge_release(struct issue_key_edge *edge)
{
	if (edge->locale != (locale_t)0)
		freelocale(edge->locale);
	free(edge->blocks);
	*edge = (struct issue_key_edge){ 0 };
}
