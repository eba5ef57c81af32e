/* page_next: the request for the page after one. */
#ifndef PAGE_NEXT_H
#define PAGE_NEXT_H

#include <stdbool.h>
#include <stdint.h>

struct mem;
struct page;
struct text;
struct why;

enum {
	PAGE_NEXT_MAX = 16384 /* bytes of a token, or of a link */
};

/*
 * What is asked for of a list: a URL, and the JSON object of its body, or an
 * empty one.
 */
struct page_request {
	struct mem *url, *body;
};

/*
 * Make the request for page, which is not the last and stands in text, the
 * one for the page after it.  The parameter goes where it was, and else into
 * the body if there is one; every other byte stays.  Of a link nothing but
 * the parameters in its query is taken: whatever host or path an answer
 * names, none but the first is asked.
 * Returns 0, or -1 and why: WHY_NONSENSE for a link to another resource or
 * without a query, or what is too long; WHY_USAGE for a body that is no JSON
 * object.
 */
int page_next(const struct page *page, const struct text *text,
    struct page_request *request, struct why *why);

/*
 * Make the request for the page after page the one for the page after that,
 * should that be as long, before it has come.  Returns whether there will be
 * one, as far as page can tell; if not, or without memory, the request is
 * nothing to go by.
 */
bool page_guess(const struct page *page, struct page_request *request);

/*
 * A parameter of the request that is a number; returns whether it is there,
 * and is one.
 */
bool page_asked(
    const struct page_request *request, const char *name, uint64_t *number);

#endif
