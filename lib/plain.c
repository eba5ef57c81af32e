/* plain: somebody else's text, on a terminal. */

#include "mem.h"
#include "plain.h"

void
plain_add(struct mem *out, const struct mem *value)
{
	const unsigned char *s = (const unsigned char *)mem_str(value);
	size_t i;

	for (i = 0; i < value->len; i++)
		if (s[i] < ' ' || s[i] == 0x7f)
			mem_putc(out, '?');
		else if (s[i] == 0xc2 && i + 1 < value->len &&
		    s[i + 1] < 0xa0) {
			mem_putc(out, '?');
			i++;
		} else
			mem_putc(out, (char)s[i]);
}
