/*
 * items: what comes of pages: the pages themselves, the items of all of them
 * as lines, or one document; and what a program of jq makes of it.
 */
#ifndef ITEMS_H
#define ITEMS_H

#include <stdbool.h>
#include <stdint.h>

#include "mem.h"

struct json;
struct output;
struct page;
struct text;
struct why;

enum {
	ITEMS_DOCUMENT_MAX = 1 << 28 /* bytes of one that a program gets */
};

enum items_form {
	ITEMS_PAGES, /* each body as it came */
	ITEMS_LINES, /* each item on a line of its own */
	ITEMS_SLURP  /* one array of all */
};

/* The caller sets the first four, which are borrowed. */
struct items {
	enum items_form form;
	struct json *program; /* or NULL */
	struct output *output;
	uint64_t limit; /* items, 0: none */
	uint64_t count; /* so far, earlier runs' included */
	struct mem page, document;
};

/*
 * Write what comes of a page, which stands in text; with a limit no more items
 * than that, and no page after the one that reaches it.  Nothing but white
 * space between tokens is taken out of an item.  Returns 0, or -1 and why:
 * WHY_NONSENSE for a page without a list where one is needed; WHY_IO; or as
 * json_print(), with the item's number.
 */
int items_put(struct items *items, const struct page *page,
    const struct text *text, struct why *why);

/* Has the limit been reached? */
bool items_enough(const struct items *items);

/* End the document, if it is one.  Returns 0, or -1 and why, as above. */
int items_finish(struct items *items, struct why *why);
void items_release(struct items *items);

#endif
