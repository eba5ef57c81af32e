/*
 * request: a request of jira-request(5), one line of JSON.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"
#include "text.h"

struct why;

enum {
	REQUEST_HEADERS_MAX = 1 << 16 /* bytes of all headers */
};

/* All zeros is none; buffers are used again by the next request_read(). */
struct request {
	struct text text;   /* the line, borrowed */
	struct mem method;  /* as written; GET, or POST where there is a body */
	struct mem url;     /* with the members of query, without fragment */
	struct mem headers; /* "Name: value" lines, each ended by LF */
	struct mem body;    /* what is sent; a form percent-encoded */
	bool has_body;
	bool has_form; /* body is application/x-www-form-urlencoded */
	struct mem authorization; /* the value that the line has, or empty */
	bool has_authorization;

	/* Where in the text its parts are. */
	struct value url_at, headers_at;
	bool url_changed; /* by request_query() */
	struct mem scratch;
};

/*
 * Read one line of len bytes, which stay the caller's as long as request.
 * Returns 0, or -1 and why: WHY_INPUT, "name:line:column: …", for what is no
 * such request: a part of a wrong type, or there twice; NUL, CR or LF in a
 * header (or any control character), method or URL; form and body at once.
 * The URL is only as good as url_split() finds it.
 */
int request_read(struct request *request, const char *name, size_t line,
    const char *data, size_t len, struct why *why);
void request_release(struct request *request);

/* Add a parameter to the URL's query. */
void request_query(
    struct request *request, const char *name, const char *value);

/*
 * Add the line as it came, but with the header Authorization of this value
 * and the parameters that request_query() added, and no line end, to out.
 * The bytes that need not change do not.
 */
void request_authorize(const struct request *request,
    const struct mem *authorization, struct mem *out);

#endif
