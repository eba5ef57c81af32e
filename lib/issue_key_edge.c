/* issue_key_edge: where a word begins and ends, in UTF-8. */

#include <stdint.h>
#include <wctype.h>

#include "issue_key_edge.h"
#include "why.h"

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
is_edge(
    struct issue_key_edge *edge, const char *s, size_t size, struct why *why)
{
	if (edge->locale == (locale_t)0 &&
	    (edge->locale = newlocale(
		 LC_CTYPE_MASK, locale_name, (locale_t)0)) == (locale_t)0)
		return why_set(why, WHY_OPEN, "%s", locale_name);
	return !iswalnum_l((wint_t)decode(s, size), edge->locale);
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
	*edge = (struct issue_key_edge){ 0 };
}
