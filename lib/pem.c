/* pem: blocks of PEM (RFC 7468), read as leniently as people paste them. */

#include <stdint.h>
#include <string.h>

#include <openssl/evp.h>

#include "mem.h"
#include "pem.h"
#include "why.h"

enum {
	LINE_BYTES = 48, /* they make the 64 columns of RFC 7468, 2 */
	LABEL_MAX = 64   /* characters; the longest in use has 22 */
};

static const char begin[] = "-----BEGIN ";
static const char end[] = "-----END ";
static const char dashes[] = "-----";

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The line that a place in the text is on, counted from 1. */
static size_t
line_of(const struct pem *pem, const char *place)
{
	const char *p;
	size_t line = 1;

	for (p = pem->text; p < place; p++)
		line += *p == '\n';
	return line;
}

/* The label of the block whose "-----BEGIN " ends at p: NULL if it has none. */
static const char *
find_label(const char *p, const char *stop, size_t *len)
{
	const char *q;

	if (stop - p > LABEL_MAX)
		stop = p + LABEL_MAX;
	if ((q = memmem(p, (size_t)(stop - p), dashes, strlen(dashes))) == NULL)
		return NULL;
	*len = (size_t)(q - p);
	return memchr(p, '\n', *len) == NULL ? p : NULL;
}

/* Where the block ends: the "-----END LABEL-----" that its label asks for. */
static const char *
find_end(const struct pem *pem, const char *p, const char *stop)
{
	const size_t skip = strlen(end), len = pem->label_len;

	while ((p = memmem(p, (size_t)(stop - p), end, skip)) != NULL) {
		if ((size_t)(stop - p) >= skip + len + strlen(dashes) &&
		    memcmp(p + skip, pem->label, len) == 0 &&
		    memcmp(p + skip + len, dashes, strlen(dashes)) == 0)
			return p;
		p += skip;
	}
	return NULL;
}

static bool
is_blank(const char *p, const char *stop)
{
	while (p < stop && is_space(*p))
		p++;
	return p == stop;
}

/* RFC 1421, 4.4: headers have a colon each, and an empty line after them. */
static void
split_head(struct pem *pem, const char *p, const char *stop)
{
	const char *line, *q;
	bool seen = false;

	pem->head = pem->body = p;
	pem->head_len = 0;
	pem->body_len = (size_t)(stop - p);
	for (line = p; line < stop; line = q + 1) {
		if ((q = memchr(line, '\n', (size_t)(stop - line))) == NULL)
			return;
		if (!is_blank(line, q)) {
			if (memchr(line, ':', (size_t)(q - line)) == NULL)
				return;
			seen = true;
		} else if (seen) {
			pem->head_len = (size_t)(line - p);
			pem->body = q + 1;
			pem->body_len = (size_t)(stop - pem->body);
			return;
		}
	}
}

int
pem_next(struct pem *pem, struct why *why)
{
	const char *stop = pem->text + pem->len, *p = pem->text + pem->at, *q;

	for (;;) {
		if (p == stop ||
		    (p = memmem(p, (size_t)(stop - p), begin, strlen(begin))) ==
			NULL)
			return 0;
		p += strlen(begin);
		pem->label = find_label(p, stop, &pem->label_len);
		if (pem->label != NULL)
			break;
	}
	p = pem->label + pem->label_len + strlen(dashes);
	if ((q = find_end(pem, p, stop)) == NULL)
		return why_setx(why, WHY_INPUT,
		    "line %zu: a BEGIN line without its END line: cut short",
		    line_of(pem, pem->label));
	split_head(pem, p, q);
	q += strlen(end) + pem->label_len + strlen(dashes);
	pem->at = (size_t)(q - pem->text);
	return 1;
}

bool
pem_is(const struct pem *pem, const char *label)
{
	return pem->label_len == strlen(label) &&
	    memcmp(pem->label, label, pem->label_len) == 0;
}

void
pem_headers(const struct pem *pem, struct mem *mem)
{
	const char *p = pem->head, *stop = pem->head + pem->head_len, *q, *last;

	for (; p < stop; p = q + 1) {
		q = memchr(p, '\n', (size_t)(stop - p));
		for (; p < q && is_space(*p); p++)
			continue;
		for (last = q; last > p && is_space(last[-1]); last--)
			continue;
		if (last == p)
			continue;
		mem_add(mem, p, (size_t)(last - p));
		mem_putc(mem, '\n');
	}
}

/* RFC 4648, table 1; -1 for what is not in it. */
static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static int
not_base64(const struct pem *pem, const char *p, struct why *why)
{
	const size_t line = line_of(pem, p);

	if (*p == '\\')
		return why_setx(why, WHY_INPUT,
		    "line %zu: a \\n written out, where a line should end",
		    line);
	return why_setx(why, WHY_INPUT, "line %zu: not base64", line);
}

int
pem_decode(const struct pem *pem, struct mem *der, struct why *why)
{
	const char *p = pem->body, *stop = pem->body + pem->body_len;
	uint32_t bits = 0;
	size_t count = 0, padding = 0;
	int value;

	for (; p < stop; p++) {
		if (is_space(*p))
			continue;
		value = base64_value(*p);
		if (*p == '=' && padding < 2)
			padding++;
		else if (value == -1 || padding > 0)
			return not_base64(pem, p, why);
		else {
			bits = bits << 6 | (uint32_t)value;
			if (count++ % 4 != 0)
				mem_putc(der,
				    (char)(bits >>
					(6 - 2 * ((count - 1) % 4))));
		}
	}
	if (count == 0 || (count + padding) % 4 != 0 || count % 4 == 1)
		return why_setx(why, WHY_INPUT,
		    "line %zu: base64 that is cut short", line_of(pem, stop));
	return mem_check(der, why);
}

void
pem_base64(struct mem *mem, const void *data, size_t len)
{
	char *room;

	if ((room = mem_room(mem, (len + 2) / 3 * 4)) == NULL)
		return;
	mem_grew(mem,
	    (size_t)EVP_EncodeBlock((unsigned char *)room, data, (int)len));
}

void
pem_add(struct mem *mem, const char *label, const void *der, size_t len)
{
	const char *p = der;
	size_t n;

	mem_printf(mem, "%s%s%s\n", begin, label, dashes);
	for (; len > 0; p += n, len -= n) {
		n = len < LINE_BYTES ? len : LINE_BYTES;
		pem_base64(mem, p, n);
		mem_putc(mem, '\n');
	}
	mem_printf(mem, "%s%s%s\n", end, label, dashes);
}
