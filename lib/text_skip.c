/* text_skip: past a value in a text that was read before, and fast. */

#include <stddef.h>

#include "text_bits.h"
#include "text_scan.h"
#include "text_skip.h"

void
skip_note(struct scan *scan, const char *from, const char *to)
{
	struct text *const text = scan->notes;
	const size_t at = text == NULL ? 0 : (size_t)(from - text->data);
	unsigned int kept = 0;

	if (text == NULL || (size_t)(to - from) < scan->big)
		return;
	/* The outer ones matter first. */
	if (text->bigs == TEXT_BIG_MAX) {
		for (unsigned int i = 0; i < text->bigs; i++)
			if (text->big[i].at < at)
				text->big[kept++] = text->big[i];
		text->bigs = kept;
	}
	if (text->bigs == TEXT_BIG_MAX)
		return;
	text->big[text->bigs].at = at;
	text->big[text->bigs++].end = (size_t)(to - text->data);
}

/* The place after what is known of, or NULL. */
static const char *
noted(const struct text *text, const char *p)
{
	const size_t at = (size_t)(p - text->data);

	for (unsigned int i = 0; i < text->bigs; i++)
		if (text->big[i].at == at)
			return text->data + text->big[i].end;
	return NULL;
}

/* From an opening bracket to the place after the one that closes it. */
static const char *
skip_container(const char *p, const char *end)
{
	uint64_t carry = 0, within = 0, escaped, inside, opens, brackets;
	struct bits block;
	int depth = 0;

	for (;; p += BITS_BLOCK) {
		block = bits_load(p, end);
		escaped = bits_escaped(bits_equal(&block, '\\'), &carry);
		inside =
		    bits_inside(bits_equal(&block, '"') & ~escaped, &within);
		/* A bracket and a brace differ in one bit. */
		opens = bits_equal_with(&block, '{' ^ '[', '{') & ~inside;
		brackets =
		    opens | (bits_equal_with(&block, '}' ^ ']', '}') & ~inside);

		for (; brackets != 0; brackets &= brackets - 1) {
			depth += (opens & brackets & -brackets) != 0 ? 1 : -1;
			if (depth == 0)
				return p + bits_first(brackets) + 1;
		}
	}
}

static const char *
skip_string(const char *p, const char *end)
{
	uint64_t carry = 0, escaped, quotes;
	struct bits block;

	for (p++;; p += BITS_BLOCK) {
		block = bits_load(p, end);
		escaped = bits_escaped(bits_equal(&block, '\\'), &carry);
		quotes = bits_equal(&block, '"') & ~escaped;
		if (quotes != 0)
			return p + bits_first(quotes) + 1;
	}
}

const char *
text_skip(const struct text *text, struct scan *scan, const char *p)
{
	const bool container = *p == '{' || *p == '[';
	const char *end;

	if (container && (end = noted(text, p)) != NULL)
		return end;
	if (scan->syntax == TEXT_HJSON)
		return scan_value(scan, p);
	/* A comment may hold anything, so that only JSON goes this fast. */
	if (container)
		return scan->syntax == TEXT_JSON ? skip_container(p, scan->end)
						 : scan_value(scan, p);
	if (*p != '"')
		return scan_scalar(scan, p);
	scan->kind = TEXT_STRING;
	return skip_string(p, scan->end);
}
