/*
 * url: split, encode and decode http and https URLs (RFC 3986).
 *
 * A URL keeps its own bytes: what is signed is what is sent.
 */
#ifndef URL_H
#define URL_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct why;

enum {
	URL_MAX = 65536 /* bytes */
};

/* A piece of the URL's own text; borrowed from it. */
struct piece {
	const char *at;
	size_t len;
};

struct url {
	bool tls;          /* https */
	struct piece host; /* as written; an IPv6 address with its brackets */
	unsigned int port; /* 80 and 443 where none is written */
	struct piece path; /* as written, "" or beginning with a slash */
	bool has_query;
	struct piece query; /* without its question mark */
	struct piece base;  /* scheme, authority and path: no query */
};

/*
 * Split text, which the caller keeps as long as url.  A fragment is dropped.
 * Returns 0, or -1 and why (WHY_USAGE, never quoting the text): no http or
 * https, no host, userinfo, a bad port, a space, a control character or a
 * byte that is not ASCII, a bad percent escape, longer than URL_MAX.
 */
int url_split(struct url *url, const char *text, struct why *why);

/* The same scheme, host (whatever its case) and port? */
bool url_same_origin(const struct url *a, const struct url *b);

/* Is the host localhost, 127.0.0.0/8 or [::1]? */
bool url_is_loopback(const struct url *url);

/*
 * Percent-encode all but the unreserved characters of RFC 3986, 2.3, with
 * upper-case digits; this is also the encoding of RFC 5849, 3.6.
 */
void url_encode(struct mem *mem, const char *s, size_t len);

/*
 * Decode percent escapes, and with form a plus sign to a space.  An escape
 * that is none stays as it is, as servers leave it.
 */
void url_decode(struct mem *mem, const char *s, size_t len, bool form);

/*
 * Decode as in a query or form, and encode again: what a server signs of what
 * was sent.  Returns false where the decoded bytes hold NUL, CR or LF.
 */
bool url_recode(struct mem *mem, const char *s, size_t len);

/*
 * Take the next name=value of a query or form off *rest.  Empty
 * pieces are skipped; a name without = has an empty value.  Returns false at
 * the end.
 */
bool url_next_pair(struct piece *rest, struct piece *name, struct piece *value);

#endif
