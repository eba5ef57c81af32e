/* plain: somebody else's text, on a terminal. */

#include "mem.h"
#include "plain.h"
#include "utf8.h"

void
plain_add(struct mem *out, const struct mem *value)
{
	const char *s = mem_str(value), *const end = s + value->len;
	size_t step;

	for (; s < end; s += step)
		if ((step = utf8_steers(s, (size_t)(end - s))) > 0) {
			mem_putc(out, '?');
		} else {
			step = utf8_next(s, (size_t)(end - s));
			mem_add(out, s, step);
		}
}
