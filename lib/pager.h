/* pager: all pages of a list, asked for one after the other. */
#ifndef PAGER_H
#define PAGER_H

#include <stdbool.h>

#include "http.h"
#include "items.h"
#include "page_ahead.h"
#include "progress.h"

struct why;

/* All of it is the caller's, and borrowed. */
struct pager {
	page_ask *ask;
	void *arg; /* for ask */
	struct items *items;
	const char *resume; /* a file to note in how far it got, or NULL */
	const char *key;    /* stands for what is asked, where there is one */
	/* Called now and then, for whoever is waiting; NULL: nobody is. */
	void (*show)(const struct progress *progress);
};

/*
 * Ask for the page that first wants and for all that follow it, as page_ahead
 * does, and put each of them out before the next but one is asked for.  A
 * warning is left where all went well, but the list may not be whole: its total
 * changed on the way, or it is more than came.
 * Returns 0, or -1 and why, as ask(), page_read(), page_next(),
 * page_walk_add(), items_put() and the functions of resume; WHY_NONSENSE,
 * with the number of the page, for an answer that is no JSON.
 */
int pager_run(struct pager *pager, const struct http_request *first,
    struct why *warning, struct why *why);

#endif
