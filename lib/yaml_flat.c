/* yaml_flat: a flat mapping of YAML, line by line. */

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "mem.h"
#include "utf8.h"
#include "yaml_flat.h"

static uint32_t
hex(const char *s, size_t digits)
{
	uint32_t rune = 0;

	for (; digits > 0; digits--, s++)
		rune = rune * 16 +
		    (uint32_t)(isdigit((unsigned char)*s)
			    ? *s - '0'
			    : tolower((unsigned char)*s) - 'a' + 10);
	return rune;
}

/* The escapes of quote_yaml(), and those that others use most. */
static bool
take_escape(const char **s, struct mem *out)
{
	static const char names[] = "nrt0\"\\/LPxu";
	static const char xdigits[] = "0123456789abcdefABCDEF";
	static const uint32_t runes[] = { '\n', '\r', '\t', 0, '"', '\\', '/',
		0x2028, 0x2029 };
	const char *at = strchr(names, **s);
	char bytes[UTF8_MAX];
	uint32_t rune;
	size_t digits;

	if (**s == '\0' || at == NULL)
		return false;
	if (*at == 'x' || *at == 'u') {
		digits = *at == 'x' ? 2 : 4;
		/* Fewer may be the end of the text. */
		if (strspn(*s + 1, xdigits) < digits)
			return false;
		rune = hex(*s + 1, digits);
		*s += digits;
	} else
		rune = runes[at - names];
	mem_add(out, bytes, utf8_put(bytes, rune));
	return true;
}

static bool
take_scalar(const char *s, struct mem *out)
{
	const char quote = *s;
	size_t len = strcspn(s, "\n");

	if (quote != '"' && quote != '\'') {
		while (len > 0 && isspace((unsigned char)s[len - 1]))
			len--;
		for (size_t i = 1; i < len; i++)
			if (s[i] == '#' && isspace((unsigned char)s[i - 1])) {
				for (len = i; len > 0 &&
				     isspace((unsigned char)s[len - 1]);)
					len--;
				break;
			}
		mem_add(out, s, len);
		return len == 0 || strchr("&*{|>%@`", *s) == NULL;
	}
	for (s++; *s != '\n' && *s != '\0'; s++) {
		if (*s == quote && (quote == '"' || s[1] != quote))
			return true;
		if (quote == '\'' && *s == '\'')
			s++;
		if (quote == '"' && *s == '\\') {
			s++;
			if (!take_escape(&s, out))
				return false;
		} else
			mem_putc(out, *s);
	}
	return false;
}

/* The lines of a block, whose indentation is cut. */
static const char *
take_block(const char *s, struct mem *out)
{
	const size_t indent = strspn(s, " ");

	while (indent > 0 && strspn(s, " ") >= indent) {
		mem_add(out, s + indent, strcspn(s + indent, "\n"));
		mem_putc(out, '\n');
		s += strcspn(s, "\n");
		s += *s == '\n';
	}
	return s;
}

bool
yaml_flat_next(const char **s, struct yaml_flat *entry)
{
	const char *p = *s, *end;
	size_t len;

	for (; *p != '\0'; p = end + (*end == '\n')) {
		entry->line++;
		end = p + strcspn(p, "\n");
		len = strcspn(p, ":\n#");
		if (p[len] != ':' || len == 0 || isspace((unsigned char)*p) ||
		    (p[len + 1] != ' ' && p[len + 1] != '\n'))
			continue;
		entry->name = p;
		entry->name_len = len;
		mem_cut(&entry->value, 0);
		p += len + 1;
		p += strspn(p, " ");
		if (strncmp(p, "!vault |", 8) == 0) {
			*s = take_block(end + (*end == '\n'), &entry->value);
			for (p = end + 1; p < *s; p++)
				entry->line += *p == '\n';
			return true;
		}
		entry->bad = !take_scalar(p, &entry->value);
		*s = end + (*end == '\n');
		return true;
	}
	return false;
}

bool
yaml_flat_is(const struct yaml_flat *entry, const char *name)
{
	return strlen(name) == entry->name_len &&
	    strncmp(name, entry->name, entry->name_len) == 0;
}
