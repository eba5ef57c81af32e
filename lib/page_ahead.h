/*
 * page_ahead: ask for a page while the one before it is read and put out.
 */
#ifndef PAGE_AHEAD_H
#define PAGE_AHEAD_H

#include <stdbool.h>

#include "http.h"

struct page;
struct page_request;
struct why;

/*
 * Ask for a page, as often as it takes to get a good answer.  Returns 0, or
 * -1 and why.
 */
typedef int page_ask(void *arg, const struct http_request *request,
    struct http_reply *reply, struct why *why);

/* A thread that asks; freed with page_ahead_free(), which waits for it. */
struct page_ahead;

/*
 * Have pages asked for with how(arg, ...), one call after the other, all of
 * them as first is but for URL and body.  Borrows first and arg, which is the
 * thread's until the end.  Returns NULL and why (WHY_LATER) without memory or
 * threads.
 */
struct page_ahead *page_ahead_new(page_ask *how, void *arg,
    const struct http_request *first, struct why *why);
void page_ahead_free(struct page_ahead *ahead);

/* Have a page asked for, unless it was guessed that it would be wanted. */
void page_ahead_order(
    struct page_ahead *ahead, const struct page_request *request);

/*
 * Have the page after that asked for, too, should page, which came before it
 * and is not needed any more, tell which that will be.  A guess that was wrong
 * costs the server one answer, which is dropped, and is the last one; so only
 * GET is sent on a guess.
 */
void page_ahead_guess(struct page_ahead *ahead,
    const struct page_request *request, const struct page *page);

/*
 * Wait for the page that was ordered.  *reply is good until the next order but
 * one.  Returns 0, or -1 and why, as how().
 */
int page_ahead_take(struct page_ahead *ahead,
    const struct page_request *request, const struct http_reply **reply,
    struct why *why);

#endif
