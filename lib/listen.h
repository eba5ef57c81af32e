/*
 * listen: the loopback callback, where a browser brings back an answer.
 */
#ifndef LISTEN_H
#define LISTEN_H

#include <stdbool.h>

struct mem;
struct why;

struct listen;

/*
 * Listen where callback, an http URL on a loopback host, says; port 0 takes
 * a free one.  Returns it, freed with listen_free(), or NULL and why:
 * WHY_USAGE for another kind of URL, WHY_LATER when the port is taken.
 */
struct listen *listen_new(const char *callback, struct why *why);
void listen_free(struct listen *listen);

/* The callback's URL with the port it really has; borrowed. */
const char *listen_url(const struct listen *listen);

/*
 * Wait at most so many seconds for the answer: a GET of the callback's path
 * whose query expected(query, arg) knows.  Everything else gets 404 and is
 * no answer; strangers who say nothing keep nobody waiting.  The browser gets
 * a plain page that says the window can be closed.  Adds the query to mem.
 * Returns 0, or -1 and why: WHY_LATER when the time is over.
 */
int listen_wait(struct listen *listen, unsigned int seconds,
    bool (*expected)(const char *query, void *arg), void *arg,
    struct mem *query, struct why *why);

#endif
