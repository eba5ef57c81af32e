/* text: a value on one line. */

#include "mem.h"
#include "text.h"
#include "text_bits.h"
#include "text_fast.h"

/* From between two tokens to the next white space between any two. */
static const char *
find_space(const char *p, const char *end)
{
	uint64_t carry = 0, within = 0, escaped, spaces;
	struct bits block;

	for (; p < end; p += BITS_BLOCK) {
		block = bits_load(p, end);
		escaped = bits_escaped(bits_equal(&block, '\\'), &carry);
		spaces = bits_spaces(&block) &
		    ~bits_inside(bits_equal(&block, '"') & ~escaped, &within);
		if (spaces != 0) {
			p += bits_first(spaces);
			break;
		}
	}
	/* Beyond the end are spaces, too. */
	return p < end ? p : end;
}

void
text_compact(const struct text *text, struct value value, struct mem *mem)
{
	const char *p = text->data + value.at, *space;
	const char *const end = text->data + value.end;

	while (p < end) {
		space = find_space(p, end);
		mem_add(mem, p, (size_t)(space - p));
		p = after_spaces(space, end);
	}
}
