/* oauth1_base: the parameters of a request, and the string that is signed. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "oauth1_base.h"
#include "why.h"

enum {
	FIRST_PAIRS = 32,
	PORT_HTTP = 80,
	PORT_HTTPS = 443
};

int
oauth1_pairs_begin(struct oauth1_pairs *pairs, size_t bytes, struct why *why)
{
	pairs->count = 0;
	mem_cut(&pairs->bytes, 0);
	/* All the room at once: pieces point into it, so it must not move. */
	if (bytes > SIZE_MAX / 4 || mem_room(&pairs->bytes, 3 * bytes) == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	return 0;
}

void
oauth1_pairs_release(struct oauth1_pairs *pairs)
{
	mem_release(&pairs->bytes);
	free(pairs->at);
	*pairs = (struct oauth1_pairs){ 0 };
}

int
oauth1_pairs_add(struct oauth1_pairs *pairs, struct piece name,
    struct piece value, struct why *why)
{
	struct oauth1_pair *at;
	size_t size;

	if (pairs->count == OAUTH1_PAIRS_MAX)
		return why_setx(why, WHY_USAGE, "more than %d parameters",
		    OAUTH1_PAIRS_MAX);
	if (pairs->count == pairs->size) {
		size = pairs->size == 0 ? FIRST_PAIRS : 2 * pairs->size;
		at = reallocarray(pairs->at, size, sizeof *at);
		if (at == NULL)
			return why_setx(why, WHY_LATER, "out of memory");
		pairs->at = at;
		pairs->size = size;
	}
	pairs->at[pairs->count++] = (struct oauth1_pair){ name, value };
	return 0;
}

/* Decode and encode again, in place of the piece. */
static bool
recode(struct oauth1_pairs *pairs, struct piece *piece)
{
	struct mem *const bytes = &pairs->bytes;
	const size_t start = bytes->len;
	const bool clean = url_recode(bytes, piece->at, piece->len);

	*piece = (struct piece){ bytes->data + start, bytes->len - start };
	return clean;
}

int
oauth1_pairs_recode(struct oauth1_pairs *pairs, struct piece name,
    struct piece value, struct why *why)
{
	if (!recode(pairs, &name) || !recode(pairs, &value))
		return why_setx(why, WHY_USAGE,
		    "a parameter holds NUL, a carriage return or a line feed");
	return oauth1_pairs_add(pairs, name, value, why);
}

int
oauth1_pairs_parse(
    struct oauth1_pairs *pairs, const char *query, size_t len, struct why *why)
{
	struct piece rest = { query, len }, name, value;

	while (url_next_pair(&rest, &name, &value))
		if (oauth1_pairs_recode(pairs, name, value, why) == -1)
			return -1;
	return 0;
}

static bool
piece_is(struct piece piece, const char *s)
{
	return strncmp(piece.at, s, piece.len) == 0 && s[piece.len] == '\0';
}

const struct oauth1_pair *
oauth1_pairs_find(
    const struct oauth1_pairs *pairs, size_t index, const char *name)
{
	for (; index < pairs->count; index++)
		if (piece_is(pairs->at[index].name, name))
			return &pairs->at[index];
	return NULL;
}

static int
compare_pieces(const struct piece *a, const struct piece *b)
{
	const size_t len = a->len < b->len ? a->len : b->len;
	const int order = len == 0 ? 0 : memcmp(a->at, b->at, len);

	return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

int
oauth1_pair_compare(const struct oauth1_pair *a, const struct oauth1_pair *b)
{
	const int order = compare_pieces(&a->name, &b->name);

	return order != 0 ? order : compare_pieces(&a->value, &b->value);
}

static int
compare(const void *a, const void *b)
{
	return oauth1_pair_compare(a, b);
}

void
oauth1_pairs_sort(struct oauth1_pairs *pairs)
{
	if (pairs->count > 0)
		qsort(pairs->at, pairs->count, sizeof *pairs->at, compare);
}

bool
oauth1_signs_form(const char *method)
{
	return strcasecmp(method, "POST") == 0;
}

static int
add_method(struct mem *base, const char *method, struct why *why)
{
	char upper[OAUTH1_METHOD_MAX];
	size_t i;

	for (i = 0; method[i] != '\0'; i++) {
		if (i == sizeof upper)
			return why_setx(
			    why, WHY_USAGE, "the method is too long");
		upper[i] = method[i];
		if (method[i] >= 'a' && method[i] <= 'z')
			upper[i] = (char)(method[i] - 'a' + 'A');
		else if ((method[i] < 'A' || method[i] > 'Z') &&
		    method[i] != '-')
			return why_setx(why, WHY_USAGE,
			    "the method is not a word of letters");
	}
	if (i == 0)
		return why_setx(why, WHY_USAGE, "the method is empty");
	mem_add(base, upper, i);
	mem_putc(base, '&');
	return 0;
}

/* RFC 5849, 3.4.1.2.  The path is signed raw: the very bytes that are sent. */
static void
add_url(struct mem *base, const struct url *url)
{
	const unsigned int usual = url->tls ? PORT_HTTPS : PORT_HTTP;
	char host[256];
	size_t i, len;

	mem_puts(base, url->tls ? "https%3A%2F%2F" : "http%3A%2F%2F");
	for (i = 0; i < url->host.len; i += len) {
		for (len = 0; len < sizeof host && i + len < url->host.len;
		     len++) {
			host[len] = url->host.at[i + len];
			if (host[len] >= 'A' && host[len] <= 'Z')
				host[len] = (char)(host[len] - 'A' + 'a');
		}
		url_encode(base, host, len);
	}
	if (url->port != usual)
		mem_printf(base, "%%3A%u", url->port);
	if (url->path.len == 0)
		mem_puts(base, "%2F");
	else
		url_encode(base, url->path.at, url->path.len);
}

/* Encode what is encoded already: nothing but its % can need it. */
static char *
put_twice(char *p, struct piece piece)
{
	size_t i;

	for (i = 0; i < piece.len; i++) {
		*p++ = piece.at[i];
		if (piece.at[i] == '%') {
			*p++ = '2';
			*p++ = '5';
		}
	}
	return p;
}

static void
add_pair(struct mem *base, const struct oauth1_pair *pair, const char *before)
{
	const size_t max = 6 + 3 * (pair->name.len + pair->value.len);
	char *room, *p;

	if ((room = p = mem_room(base, max)) == NULL)
		return;
	while (*before != '\0')
		*p++ = *before++;
	p = put_twice(p, pair->name);
	*p++ = '%';
	*p++ = '3';
	*p++ = 'D';
	p = put_twice(p, pair->value);
	mem_grew(base, (size_t)(p - room));
}

int
oauth1_base(const char *method, const struct url *url,
    struct oauth1_pairs *pairs, struct mem *base, struct why *why)
{
	const char *before = "";
	size_t i;

	oauth1_pairs_sort(pairs);
	if (add_method(base, method, why) == -1)
		return -1;
	add_url(base, url);
	mem_putc(base, '&');
	for (i = 0; i < pairs->count; i++)
		if (!piece_is(pairs->at[i].name, "oauth_signature")) {
			add_pair(base, &pairs->at[i], before);
			before = "%26";
		}
	return mem_check(base, why);
}
