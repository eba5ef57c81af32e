/* pager: all pages of a list, asked for one after the other. */

#include <string.h>

#include "clock.h"
#include "http.h"
#include "items.h"
#include "mem.h"
#include "page.h"
#include "page_ahead.h"
#include "page_next.h"
#include "page_walk.h"
#include "pager.h"
#include "progress.h"
#include "resume.h"
#include "text.h"
#include "why.h"

/* One run. */
struct run {
	struct pager *pager;
	const struct http_request *first;
	struct mem url, body;        /* of the next page */
	struct page_request request; /* those two */
	struct page_walk walk;
	struct page_ahead *ahead;
	struct text text; /* of the page that came last */
	struct page page;
	struct resume resume;
	struct progress progress;
};

static bool
is_html(const struct mem *body)
{
	const char *s = mem_str(body);

	return s[strspn(s, " \t\r\n")] == '<';
}

/* Read what came, and make the request the one for the page after it. */
static int
read_page(struct run *run, const struct mem *body, struct why *why)
{
	run->text = (struct text){
		.name = "<answer>",
		.syntax = TEXT_JSON,
	};
	if (is_html(body))
		return why_setx(why, WHY_NONSENSE,
		    "the answer is a page in HTML, and no JSON");
	if (text_read(&run->text, mem_str(body), body->len, why) == -1) {
		why->status = WHY_NONSENSE;
		return why_at(why, "the answer is no JSON");
	}
	if (page_read(&run->page, &run->text, why) == -1 ||
	    page_walk_add(
		&run->walk, &run->page, &run->text, &run->request, why) == -1)
		return -1;
	if (run->page.last)
		return 0;
	return page_next(&run->page, &run->text, &run->request, why);
}

/* The limit may be reached on a page that is not the last. */
static bool
is_last(const struct run *run)
{
	const uint64_t limit = run->pager->items->limit;

	return run->page.last || (limit > 0 && run->walk.items >= limit);
}

static int
get_page(struct run *run, struct why *why)
{
	const uint64_t number = run->walk.pages + 1;
	const struct http_reply *reply;
	struct mem where = { 0 };

	if (page_ahead_take(run->ahead, &run->request, &reply, why) == -1)
		return -1;
	if (read_page(run, &reply->body, why) == 0)
		return 0;
	http_where(run->first->url, &where);
	why_at(why, "%s: page %ju", mem_str(&where), (uintmax_t)number);
	mem_release(&where);
	return -1;
}

static void
show(struct run *run)
{
	struct progress *progress = &run->progress;

	if (run->pager->show == NULL ||
	    !progress_due(progress, clock_seconds()))
		return;
	progress->done = run->pager->items->count;
	progress->total = run->walk.total;
	run->pager->show(progress);
}

static int
put_page(struct run *run, struct why *why)
{
	struct pager *pager = run->pager;

	if (items_put(pager->items, &run->page, &run->text, why) == -1)
		return -1;
	show(run);
	if (pager->resume == NULL || is_last(run))
		return 0;
	return resume_save(
	    &run->resume, &run->walk, &run->request, pager->items->output, why);
}

/* Have the next pages asked for, with a limit no more than it takes. */
static void
look_ahead(struct run *run, bool guess)
{
	const uint64_t limit = run->pager->items->limit;

	if (is_last(run))
		return;
	if (!guess)
		page_ahead_order(run->ahead, &run->request);
	else if (limit == 0 || run->walk.items + run->page.count < limit)
		page_ahead_guess(run->ahead, &run->request, &run->page);
}

/* Put out one page after the other, while the next one comes. */
static int
walk(struct run *run, struct why *why)
{
	page_ahead_order(run->ahead, &run->request);
	do {
		if (get_page(run, why) == -1)
			return -1;
		look_ahead(run, false);
		if (put_page(run, why) == -1)
			return -1;
		look_ahead(run, true);
	} while (!is_last(run));
	return 0;
}

static int
begin(struct run *run, struct why *why)
{
	struct pager *pager = run->pager;

	run->request = (struct page_request){ &run->url, &run->body };
	mem_puts(&run->url, run->first->url);
	if (run->first->body != NULL)
		mem_add(&run->body, run->first->body, run->first->len);
	if (mem_check(&run->url, why) == -1 || mem_check(&run->body, why) == -1)
		return -1;
	progress_begin(&run->progress, "items", clock_seconds());
	if (pager->resume == NULL)
		return 0;
	if (resume_open(&run->resume, pager->resume, pager->key, why) == -1 ||
	    resume_load(&run->resume, &run->walk, &run->request,
		pager->items->output, why) == -1)
		return -1;
	pager->items->count = run->progress.earlier = run->walk.items;
	return 0;
}

/* All is well, but was that all? */
static void
warn_of_total(const struct pager *pager, const struct page_walk *walk,
    struct why *warning)
{
	if (items_enough(pager->items))
		return;
	if (walk->moved)
		why_setx(warning, WHY_NO,
		    "the list changed while it was read, and has %ju items "
		    "now: some may be missing, or there twice",
		    (uintmax_t)walk->total);
	else if (walk->total > walk->items)
		why_setx(warning, WHY_NO,
		    "%ju of %ju items: the rest cannot be asked for",
		    (uintmax_t)walk->items, (uintmax_t)walk->total);
}

static int
go(struct run *run, struct why *warning, struct why *why)
{
	struct pager *pager = run->pager;

	run->ahead = page_ahead_new(pager->ask, pager->arg, run->first, why);
	if (run->ahead == NULL || walk(run, why) == -1 ||
	    items_finish(pager->items, why) == -1)
		return -1;
	warn_of_total(pager, &run->walk, warning);
	return 0;
}

static void
release(struct run *run, bool done)
{
	resume_release(&run->resume, done);
	page_ahead_free(run->ahead);
	mem_release(&run->url);
	mem_release(&run->body);
}

int
pager_run(struct pager *pager, const struct http_request *first,
    struct why *warning, struct why *why)
{
	struct run run = { .pager = pager, .first = first };
	int rv;

	run.resume.file.fd = -1;
	if ((rv = begin(&run, why)) == 0)
		rv = go(&run, warning, why);
	release(&run, rv == 0);
	return rv;
}
