/*
 * page: a page of a list, and how the list goes on, in every shape that Jira
 * has.
 *
 * No API of Jira sends a Link header (RFC 8288): all that there is to know is
 * in the body.  Which shape a list has is found by what its pages say, and
 * not by their address.
 */
#ifndef PAGE_H
#define PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

struct why;

#define PAGE_NUMBER_MAX INT64_C(999999999999999) /* items, or startAt */

enum page_shape {
	PAGE_WHOLE,  /* says nothing of other pages */
	PAGE_OFFSET, /* startAt, start or offset: how many items came before */
	PAGE_ARRAY,  /* an array and nothing else, which startAt may move */
	PAGE_TOKEN,  /* nextPageToken, or nextPageCursor */
	PAGE_LINK    /* nextPage, next or _links.next: a URL */
};

/* All zeros is none.  Nothing is held: the values are the text's. */
struct page {
	enum page_shape shape;
	bool last;          /* there is no other page after it */
	struct value items; /* an array; none: which is the list? */
	uint64_t count;     /* of the items */
	bool has_total;
	uint64_t total;        /* of all pages' items, as this page has it */
	uint64_t offset;       /* PAGE_OFFSET: how many items came before */
	const char *parameter; /* of the next page's request; NULL: a link's */
	struct value next;     /* PAGE_TOKEN, PAGE_LINK: a string */
};

/*
 * Tell what a page, a text of strict JSON, says.  Returns 0, or -1 and why:
 * WHY_NONSENSE for a number of items that is negative, huge or a fraction, or
 * an empty page, or one that does not tell the next, that is not the last.
 */
int page_read(struct page *page, const struct text *text, struct why *why);

#endif
