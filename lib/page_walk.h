/*
 * page_walk: the pages of one list, one after the other, and whether they can
 * come to an end.
 *
 * A server may send a token for ever, the same page for ever, or pages with
 * nothing on them: each of these is told, and in memory that does not grow
 * with the number of pages.
 */
#ifndef PAGE_WALK_H
#define PAGE_WALK_H

#include <stdbool.h>
#include <stdint.h>

struct page;
struct page_request;
struct text;
struct why;

enum {
	PAGE_WALK_EMPTY_MAX = 10, /* pages in a row with nothing on them */
	PAGE_WALK_MAX = 10000000  /* pages */
};

/* All zeros is before the first page. */
struct page_walk {
	uint64_t pages, items; /* that came */
	uint64_t total;        /* that the last page had; 0: none, or unknown */
	bool moved;            /* it was another one on a page before */
	uint64_t expected;     /* the offset asked for; 0: none was */
	unsigned int empty;    /* pages in a row */
	uint64_t last, mark;   /* what stands for a page before */
};

/*
 * Take the next page, which stands in text and was the answer to request.
 * An array that came before, and is not of the length that was asked for, is
 * of a resource that has no pages, and knows no startAt: it becomes an empty
 * last page.
 * Returns 0, or -1 and why: WHY_NONSENSE for the same page twice, another
 * than was asked for, more than PAGE_WALK_EMPTY_MAX empty ones in a row, or
 * more than PAGE_WALK_MAX.
 */
int page_walk_add(struct page_walk *walk, struct page *page,
    const struct text *text, const struct page_request *request,
    struct why *why);

#endif
