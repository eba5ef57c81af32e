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
	/* The caller's, and borrowed: pairs to add, percent-encoded, or NULL */
	const char *query_more, *form_more;

	struct mem method;  /* as written; GET, or POST where there is a body */
	struct mem url;     /* with the members of query, without fragment */
	struct mem headers; /* "Name: value" lines, each ended by LF */
	struct mem body;    /* what is sent; a form percent-encoded */
	bool has_body;
	bool has_form; /* body is application/x-www-form-urlencoded */
	struct mem authorization; /* the value that the line has, or empty */
	bool has_authorization;

	/* Where in the line its parts are; the line is borrowed. */
	struct text text;
	struct value url_at, headers_at;
	size_t url_own; /* bytes of url before the members of query */
};

/*
 * Read one line of len bytes, which stay the caller's as long as request.
 * Returns 0, or -1 and why: WHY_INPUT, "name:line:column: …", for what is no
 * such request: a part of a wrong type, or there twice; a control character
 * in a header, method or URL; form and body at once.
 * The URL is only as good as url_split() finds it.
 */
int request_read(struct request *request, const char *name, size_t line,
    const char *data, size_t len, struct why *why);
void request_release(struct request *request);

#endif
