/* text: a value on one line. */

#include <string.h>

#include "mem.h"
#include "text.h"
#include "text_fast.h"

/* From a quotation mark to the place after the one that ends the string. */
static const char *
after_string(const char *p, const char *end)
{
	const char *quote, *back;

	for (quote = p + 1;; quote++) {
		quote = memchr(quote, '"', (size_t)(end - quote));
		for (back = quote; back[-1] == '\\';)
			back--;
		if ((quote - back) % 2 == 0)
			return quote + 1;
	}
}

void
text_compact(const struct text *text, struct value value, struct mem *mem)
{
	const char *p = text->data + value.at, *from = p;
	const char *const end = text->data + value.end;

	while (p < end)
		if (*p == '"') {
			p = after_string(p, end);
		} else if (is_space(*p)) {
			mem_add(mem, from, (size_t)(p - from));
			from = p = after_spaces(p, end);
		} else {
			p++;
		}
	mem_add(mem, from, (size_t)(p - from));
}
