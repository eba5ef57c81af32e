/* quote: a string as other programs want it written. */

#include <string.h>

#include "mem.h"
#include "quote.h"
#include "text.h"
#include "utf8.h"

void
quote_shell(struct mem *mem, const char *s, size_t len)
{
	static const char plain[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	    "%+,-./:=@_";
	size_t i;

	for (i = 0; i < len; i++)
		if (s[i] == '\0' || strchr(plain, s[i]) == NULL)
			break;
	if (len > 0 && i == len) {
		mem_add(mem, s, len);
		return;
	}
	mem_putc(mem, '\'');
	for (i = 0; i < len; i++)
		if (s[i] == '\'')
			mem_puts(mem, "'\\''");
		else
			mem_putc(mem, s[i]);
	mem_putc(mem, '\'');
}

void
quote_curl(struct mem *mem, const char *s, size_t len)
{
	size_t i;

	mem_putc(mem, '"');
	for (i = 0; i < len; i++) {
		if (s[i] == '"' || s[i] == '\\')
			mem_putc(mem, '\\');
		mem_putc(mem, s[i]);
	}
	mem_putc(mem, '"');
}

/* Characters that a reader takes for line ends, or refuses as they are. */
static const struct {
	const char *bytes, *escape;
} specials[] = {
	{ "\xe2\x80\xa8", "\\L" },
	{ "\xe2\x80\xa9", "\\P" },
	{ "\xef\xbb\xbf", "\\uFEFF" },
	{ "\xef\xbf\xbe", "\\uFFFE" },
	{ "\xef\xbf\xbf", "\\uFFFF" },
};

/* Add the escape for what begins at s; returns the bytes taken, or 0. */
static size_t
escape_special(struct mem *mem, const char *s, size_t len)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t i, n;

	if (len >= 2 && u[0] == 0xc2 && u[1] < 0xa0) {
		mem_printf(mem, "\\x%02x", u[1]);
		return 2;
	}
	for (i = 0; i < sizeof specials / sizeof specials[0]; i++) {
		n = strlen(specials[i].bytes);
		if (n <= len && memcmp(s, specials[i].bytes, n) == 0) {
			mem_puts(mem, specials[i].escape);
			return n;
		}
	}
	return 0;
}

void
quote_yaml(struct mem *mem, const char *s, size_t len)
{
	size_t i, taken;

	mem_putc(mem, '"');
	for (i = 0; i < len; i++) {
		if ((taken = escape_special(mem, s + i, len - i)) > 0) {
			i += taken - 1;
			continue;
		}
		if (s[i] == '"' || s[i] == '\\')
			mem_printf(mem, "\\%c", s[i]);
		else if (s[i] == '\n')
			mem_puts(mem, "\\n");
		else if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			mem_printf(mem, "\\x%02x", (unsigned char)s[i]);
		else
			mem_putc(mem, s[i]);
	}
	mem_putc(mem, '"');
}

void
quote_json(struct mem *mem, const char *s, size_t len)
{
	if (s == NULL || utf8_span(s, len) != len)
		mem_puts(mem, "null");
	else
		text_quote(mem, s, len);
}

void
quote_list(struct mem *mem, const struct mem *list)
{
	const char *s = mem_str(list), *const end = s + list->len;
	const char *comma = "";

	mem_putc(mem, '[');
	for (; s < end; s += strlen(s) + 1, comma = ",") {
		mem_puts(mem, comma);
		quote_json(mem, s, strlen(s));
	}
	mem_putc(mem, ']');
}
