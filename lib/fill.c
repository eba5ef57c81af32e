/* fill: a text with members of a connection written into it. */

#include <string.h>

#include "conn.h"
#include "fill.h"
#include "mem.h"
#include "utf8.h"
#include "why.h"

enum {
	POINTER_MAX = 64 /* bytes of a pointer in a template */
};

/* What is wrong with it for a line elsewhere, or NULL. */
static const char *
find_wrong(const struct fill *fill, const struct mem *value, bool lines)
{
	const unsigned char *s = (const unsigned char *)mem_str(value);
	size_t i;

	for (i = 0; i < value->len; i++)
		if ((s[i] < 0x20 &&
			!(lines &&
			    (s[i] == '\n' || s[i] == '\r' || s[i] == '\t'))) ||
		    s[i] == 0x7f)
			return "has a control character in it";
	if (!fill->bytes && utf8_span(mem_str(value), value->len) != value->len)
		return "is not UTF-8, which this form has to be";
	return NULL;
}

int
fill_member(const struct fill *fill, const char *pointer, struct mem *out,
    struct why *why)
{
	const bool lines = strcmp(pointer, "/auth/privateKey") == 0;
	struct mem value = { 0 };
	const char *wrong;
	int rv = -1;

	if (conn_secret(fill->conn, pointer, &value, why) == -1)
		goto out;
	if ((wrong = find_wrong(fill, &value, lines)) != NULL) {
		why_setx(why, WHY_CONFIG, "%s: %s: %s", fill->conn->name,
		    pointer, wrong);
		goto out;
	}
	fill->quote(out, mem_str(&value), value.len);
	rv = 0;
out:
	mem_release(&value);
	return rv;
}

int
fill(const struct fill *fill, const char *template, struct mem *out,
    struct why *why)
{
	char pointer[POINTER_MAX];
	const char *open, *value;
	size_t len;

	for (; (open = strchr(template, '<')) != NULL; template = open + len) {
		mem_add(out, template, (size_t)(open - template));
		len = strcspn(open, ">") + 1;
		(void)strlcpy(pointer, open + 1,
		    len - 1 < sizeof pointer ? len - 1 : sizeof pointer);
		if (pointer[0] == '/') {
			if (fill_member(fill, pointer, out, why) == -1)
				return -1;
			continue;
		}
		value = fill->values[pointer[0] - '0'];
		fill->quote(out, value, strlen(value));
	}
	mem_puts(out, template);
	return mem_check(out, why);
}
