/*
 * listen: the loopback callback, where a browser brings back an answer.
 */
#ifndef LISTEN_H
#define LISTEN_H

#include "callback.h"

struct mem;
struct why;

enum {
	LISTEN_VISITORS_MAX = 64, /* at once; one more displaces the oldest */
	LISTEN_VISIT_SECONDS = 10 /* that one may take over its request */
};

struct listen;

/*
 * Listen where callback, an http URL on a loopback host, says; without a port
 * it takes a free one.  "localhost" is 127.0.0.1 and, where there is IPv6,
 * ::1.  Returns it, freed with listen_free(), or NULL and why: WHY_USAGE for
 * another kind of URL, WHY_LATER when the port is taken.
 */
struct listen *listen_new(const char *callback, struct why *why);
void listen_free(struct listen *listen);

/* The callback's URL with the port it really has; borrowed. */
const char *listen_url(const struct listen *listen);

/* What a query is; arg is the caller's. */
typedef enum callback listen_judge(const char *query, void *arg);

/*
 * Wait at most so many seconds for the answer: a GET of the callback's path
 * whose query judge() does not find strange.  Everything else gets 404 and is
 * no answer; strangers who say nothing keep nobody waiting.  The browser gets
 * a plain page that says the window can be closed.  Adds the query to query.
 * Returns 0, or -1 and why: WHY_LATER when the time is over.
 */
int listen_wait(struct listen *listen, unsigned int seconds,
    listen_judge *judge, void *arg, struct mem *query, struct why *why);

#endif
