/*
 * callback: what a browser asks of a loopback callback, and the page it gets.
 */
#ifndef CALLBACK_H
#define CALLBACK_H

#include <stdbool.h>
#include <stddef.h>

struct mem;

enum {
	CALLBACK_HEAD_MAX = 16384 /* bytes of a request's head */
};

/* What a query that came to the callback is. */
enum callback {
	CALLBACK_STRANGE, /* not what was waited for: no answer */
	CALLBACK_GRANTED,
	CALLBACK_DENIED
};

/* Is the head of a request complete? */
bool callback_complete(const char *head, size_t len);

/*
 * Is this head, of len bytes, a GET of exactly that path ("/callback", bytes
 * as in its URL)?  Then add the query, without its question mark, to query
 * and return true.  Control characters and anything but HTTP/1 are refused.
 */
bool callback_query(
    const char *head, size_t len, const char *path, struct mem *query);

/*
 * The decoded value of a name that occurs once in a query, without NUL: adds
 * it to mem, and returns whether there is one.
 */
bool callback_take(const char *query, const char *name, struct mem *mem);

/*
 * Add to query what somebody pasted: the query of the URL that the browser
 * ended on, without a fragment, or all of it where there is no question mark.
 * Blanks around it are cut.
 */
void callback_typed(const char *answer, struct mem *query);

/*
 * Add the whole answer to mem: a plain page that needs nothing else, or 404.
 */
void callback_page(enum callback callback, struct mem *mem);

#endif
