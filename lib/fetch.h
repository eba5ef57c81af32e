/*
 * fetch: make a call with a connection, once or for each page of a list, and
 * put what comes where it is to be.
 */
#ifndef FETCH_H
#define FETCH_H

#include <stdbool.h>
#include <stdint.h>

#include "items.h"

struct call;
struct conn;
struct http_options;
struct progress;
struct why;

/* All of it is the caller's, and borrowed. */
struct fetch {
	struct call *call;
	const struct http_options *net;
	const char *output;  /* a file, or NULL: standard output */
	const char *program; /* of jq, for what comes, or NULL */
	bool paginate;       /* a list */

	/* Of one answer. */
	bool head; /* put it out, too */
	bool etag; /* leave output alone while the server has nothing new */

	/* Of a list. */
	enum items_form form;
	uint64_t limit;     /* items, 0: none */
	const char *resume; /* a file to note in how far it got, or NULL */
	void (*show)(const struct progress *progress); /* as pager's */
};

/*
 * Compose the call and do all that.  What can be refused is, before anything
 * is sent or an output touched.  A warning is left as by pager_run().
 * Returns 0, or -1 and why: as json_compile(), call_compose(), etag_ask(),
 * output_open(), caller_new(), and then caller_send(), caller_verdict() and
 * answer_put(), or pager_run() and output_finish().
 */
int fetch_run(const struct fetch *fetch, struct conn *conn, struct why *warning,
    struct why *why);

#endif
