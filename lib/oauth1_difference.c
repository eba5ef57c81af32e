/* oauth1_difference: where two signature base strings part, in words. */

#include <string.h>
#include <strings.h>

#include "mem.h"
#include "oauth1_base.h"
#include "oauth1_difference.h"
#include "oauth1_parts.h"
#include "url.h"

enum {
	SHOWN_MAX = 200, /* bytes quoted of a URL or a name */
	AROUND = 12      /* bytes quoted of a value where it differs */
};

static bool
same(struct piece a, struct piece b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* Are they the same once both are decoded? */
static bool
same_decoded(struct piece a, struct piece b)
{
	struct mem x = { 0 }, y = { 0 };
	bool answer;

	url_decode(&x, a.at, a.len, true);
	url_decode(&y, b.at, b.len, true);
	answer = same((struct piece){ mem_str(&x), x.len },
	    (struct piece){ mem_str(&y), y.len });
	mem_release(&x);
	mem_release(&y);
	return answer;
}

/* Is twice what once becomes when it is encoded again? */
static bool
encoded_twice(struct piece once, struct piece twice)
{
	struct mem mem = { 0 };
	bool answer;

	url_encode(&mem, once.at, once.len);
	answer = memchr(once.at, '%', once.len) != NULL &&
	    same((struct piece){ mem_str(&mem), mem.len }, twice);
	mem_release(&mem);
	return answer;
}

/* Quote what another party wrote: cut, and without controls. */
static void
show(struct mem *words, struct piece piece)
{
	const size_t len = piece.len < SHOWN_MAX ? piece.len : SHOWN_MAX;
	size_t i;

	for (i = 0; i < len; i++)
		mem_putc(words,
		    piece.at[i] > ' ' && piece.at[i] < 0x7f ? piece.at[i]
							    : '?');
	if (len < piece.len)
		mem_puts(words, "...");
}

static void
show_origin(struct mem *words, const struct url *url)
{
	mem_puts(words, url->tls ? "https://" : "http://");
	show(words, url->host);
	if (url->port != (url->tls ? 443 : 80))
		mem_printf(words, ":%u", url->port);
}

/* Add the nth of count things to an enumeration. */
static void
list(struct mem *words, const char *thing, size_t n, size_t count)
{
	if (n > 0)
		mem_puts(words, n + 1 < count ? ", " : " and ");
	mem_puts(words, thing);
}

/*
 * The commonest cause: Jira believes what its connector is told, and a proxy
 * that ends TLS in front of it leaves it thinking of http and another port.
 */
static bool
say_origin(struct mem *words, const struct url *ours, const struct url *theirs)
{
	const char *things[3], *settings[3];
	size_t i, count = 0;

	if (url_same_origin(ours, theirs))
		return false;
	if (ours->tls != theirs->tls) {
		things[count] = "scheme";
		settings[count++] = "scheme";
	}
	if (ours->host.len != theirs->host.len ||
	    strncasecmp(ours->host.at, theirs->host.at, ours->host.len) != 0) {
		things[count] = "host";
		settings[count++] = "proxyName";
	}
	if (ours->port != theirs->port) {
		things[count] = "port";
		settings[count++] = "proxyPort";
	}

	for (i = 0; i < count; i++)
		list(words, things[i], i, count);
	mem_puts(words, count == 1 ? " differs: " : " differ: ");
	show_origin(words, ours);
	mem_puts(words, " was signed, but the server sees ");
	show_origin(words, theirs);
	mem_puts(words, ": a proxy hides the ");
	for (i = 0; i < count; i++)
		list(words, things[i], i, count);
	mem_puts(words, " from Jira; set ");
	for (i = 0; i < count; i++)
		list(words, settings[i], i, count);
	mem_puts(words,
	    " on the Connector in its server.xml to what was "
	    "signed, or sign the URL that it sees");
	return true;
}

/* Does whole end in tail, with something before it? */
static bool
ends_in(struct piece whole, struct piece tail)
{
	return whole.len > tail.len && tail.len > 0 &&
	    memcmp(whole.at + whole.len - tail.len, tail.at, tail.len) == 0;
}

static bool
say_path(struct mem *words, struct piece ours, struct piece theirs)
{
	if (same(ours, theirs))
		return false;
	mem_puts(words, "path differs: ");
	show(words, ours);
	mem_puts(words, " was signed, but the server sees ");
	show(words, theirs);
	if (same_decoded(ours, theirs) || encoded_twice(ours, theirs) ||
	    encoded_twice(theirs, ours))
		mem_puts(words,
		    ": it was encoded in another way on the way: "
		    "sign the very bytes that arrive");
	else if (ends_in(ours, theirs)) {
		mem_puts(words, ": the context path ");
		show(words, (struct piece){ ours.at, ours.len - theirs.len });
		mem_puts(words, " is missing there: a proxy takes it away");
	} else if (ends_in(theirs, ours)) {
		mem_puts(words, ": the context path ");
		show(words, (struct piece){ theirs.at, theirs.len - ours.len });
		mem_puts(words,
		    " was not signed: it belongs to the "
		    "connection's url");
	}
	return true;
}

/* Of a token and the like not even a part is shown. */
static bool
is_secret(struct piece name)
{
	return name.len >= 6 && memcmp(name.at, "oauth_", 6) == 0;
}

static void
say_value(struct mem *words, struct piece name, struct piece ours,
    struct piece theirs)
{
	size_t at = 0;

	mem_puts(words, "parameter ");
	show(words, name);
	if (same_decoded(ours, theirs))
		mem_puts(words, " is encoded in another way");
	else if (encoded_twice(ours, theirs))
		mem_puts(words,
		    " is encoded once more by the server, as if "
		    "it had been encoded twice");
	else if (encoded_twice(theirs, ours))
		mem_puts(words, " was encoded twice here");
	else if (is_secret(name)) {
		mem_puts(words,
		    " has another value: the server's string is "
		    "that of another request");
		return;
	} else
		mem_puts(words, " has another value");
	if (is_secret(name))
		return;

	/* An escape is shown whole, not from its middle. */
	while (at < ours.len && at < theirs.len && ours.at[at] == theirs.at[at])
		at++;
	while (at > 0 &&
	    (ours.at[at - 1] == '%' || (at > 1 && ours.at[at - 2] == '%')))
		at--;
	mem_printf(words, ": from its byte %zu on, \"", at + 1);
	ours = (struct piece){ ours.at + at, ours.len - at };
	theirs = (struct piece){ theirs.at + at, theirs.len - at };
	if (ours.len > AROUND)
		ours.len = AROUND;
	if (theirs.len > AROUND)
		theirs.len = AROUND;
	show(words, ours);
	mem_puts(words, "\" was signed, but the server has \"");
	show(words, theirs);
	mem_putc(words, '"');
}

static bool
has_pair(const struct oauth1_pairs *pairs, const struct oauth1_pair *pair)
{
	size_t i;

	for (i = 0; i < pairs->count; i++)
		if (oauth1_pair_compare(&pairs->at[i], pair) == 0)
			return true;
	return false;
}

/* A pair whose name is this one, but encoded in another way, or NULL. */
static const struct oauth1_pair *
other_spelling(const struct oauth1_pairs *pairs, struct piece name)
{
	size_t i;

	for (i = 0; i < pairs->count; i++)
		if (!same(pairs->at[i].name, name) &&
		    (same_decoded(pairs->at[i].name, name) ||
			encoded_twice(pairs->at[i].name, name) ||
			encoded_twice(name, pairs->at[i].name)))
			return &pairs->at[i];
	return NULL;
}

/*
 * Say why pair, which one side has, is not on the other: where, "is missing
 * there", is for the case that nothing like it is.
 */
static void
say_unmatched(struct mem *words, const struct oauth1_pair *pair,
    const struct oauth1_pairs *other, const char *where)
{
	const struct oauth1_pair *like = other_spelling(other, pair->name);

	mem_puts(words, "parameter ");
	show(words, pair->name);
	if (like == NULL) {
		mem_puts(words, where);
	} else {
		mem_puts(words, ": its name is encoded in another way, as ");
		show(words, like->name);
	}
}

/* Both are sorted, so the first place where they part can be walked to. */
static bool
say_parameters(struct mem *words, const struct oauth1_pairs *ours,
    const struct oauth1_pairs *theirs)
{
	static const char missing[] =
	    " was signed, but did not arrive at the server";
	static const char added[] =
	    " was not signed, but arrived at the server: it was added after "
	    "signing";
	const struct oauth1_pair *a, *b;
	size_t i = 0;
	int order;

	while (i < ours->count && i < theirs->count &&
	    oauth1_pair_compare(&ours->at[i], &theirs->at[i]) == 0)
		i++;
	a = i < ours->count ? &ours->at[i] : NULL;
	b = i < theirs->count ? &theirs->at[i] : NULL;
	if (a == NULL && b == NULL)
		return false;
	if (a != NULL && b != NULL && same(a->name, b->name) &&
	    !has_pair(ours, b) && !has_pair(theirs, a)) {
		say_value(words, a->name, a->value, b->value);
		return true;
	}
	order = a == NULL ? 1 : b == NULL ? -1 : oauth1_pair_compare(a, b);
	if (order < 0)
		say_unmatched(words, a, theirs, missing);
	else
		say_unmatched(words, b, ours, added);
	return true;
}

static void
say_method(struct mem *words, const struct mem *ours, const struct mem *theirs)
{
	mem_puts(words, "method differs: ");
	show(words, (struct piece){ ours->data, ours->len });
	mem_puts(words, " was signed, but the server sees ");
	show(words, (struct piece){ theirs->data, theirs->len });
}

static void
say_difference(
    struct mem *words, struct oauth1_parts *ours, struct oauth1_parts *theirs)
{
	oauth1_pairs_sort(&ours->pairs);
	oauth1_pairs_sort(&theirs->pairs);
	if (strcmp(mem_str(&ours->method), mem_str(&theirs->method)) != 0)
		say_method(words, &ours->method, &theirs->method);
	else if (!say_origin(words, &ours->url, &theirs->url) &&
	    !say_path(words, ours->url.path, theirs->url.path) &&
	    !say_parameters(words, &ours->pairs, &theirs->pairs))
		mem_puts(words,
		    "method, URL and parameters are the same, but "
		    "sorted or encoded in another way");
}

bool
oauth1_difference(const char *ours, const char *theirs, struct mem *words)
{
	const size_t len = strcspn(theirs, "\r\n");
	struct oauth1_parts a = { 0 }, b = { 0 };

	if (strncmp(ours, theirs, len) == 0 && ours[len] == '\0' &&
	    theirs[len + strspn(theirs + len, "\r\n")] == '\0')
		return false;
	if (!oauth1_parts_read(&a, ours))
		mem_puts(words,
		    "the string to compare with is not a "
		    "signature base string");
	else if (!oauth1_parts_read(&b, theirs))
		mem_puts(words,
		    "what the server sent is not a signature "
		    "base string");
	else
		say_difference(words, &a, &b);
	oauth1_parts_release(&a);
	oauth1_parts_release(&b);
	return true;
}

void
oauth1_explain(const char *base, struct mem *words)
{
	struct oauth1_parts parts = { 0 };
	size_t i;

	if (oauth1_parts_read(&parts, base)) {
		mem_puts(words, "method: ");
		show(words,
		    (struct piece){ mem_str(&parts.method), parts.method.len });
		mem_printf(words, "\nurl: %s\n", mem_str(&parts.address));
		for (i = 0; i < parts.pairs.count; i++)
			mem_printf(words, "parameter: %.*s=%.*s\n",
			    (int)parts.pairs.at[i].name.len,
			    parts.pairs.at[i].name.at,
			    (int)parts.pairs.at[i].value.len,
			    parts.pairs.at[i].value.at);
	}
	mem_printf(words, "base string: %s\n", base);
	oauth1_parts_release(&parts);
}
