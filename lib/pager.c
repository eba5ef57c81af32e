/* pager: all pages of a list, asked for one after the other. */

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <string.h>

#include "http.h"
#include "items.h"
#include "mem.h"
#include "page.h"
#include "page_next.h"
#include "page_walk.h"
#include "pager.h"
#include "progress.h"
#include "resume.h"
#include "text.h"
#include "why.h"

enum {
	SHEETS = 2 /* one that is put out, and one that is asked for */
};

/* A page that came, or the reason why none did. */
struct sheet {
	struct http_reply reply;
	struct text text;
	struct page page;
	struct page_walk walk; /* with this page */
	struct mem url, body;  /* of the page after it */
	struct why why;
	int rv;
};

/*
 * One run.  A thread asks for a page while the one before is put out; what
 * it uses is its own until the end, and a sheet is either one's.
 */
struct run {
	struct pager *pager;
	const struct http_request *first;
	struct mem url, body;        /* of the next page */
	struct page_request request; /* those two */
	struct page_walk walk;
	struct sheet sheets[SHEETS];
	sem_t empty, full; /* sheets */
	atomic_bool stop;
	struct resume resume;
	struct progress progress;
};

static int
ask(struct run *run, struct sheet *sheet, struct why *why)
{
	struct http_request request = *run->first;

	request.url = mem_str(&run->url);
	request.body = request.body == NULL ? NULL : mem_str(&run->body);
	request.len = run->body.len;
	return run->pager->ask(run->pager->arg, &request, &sheet->reply, why);
}

static bool
is_html(const struct mem *body)
{
	const char *s = mem_str(body);

	return s[strspn(s, " \t\r\n")] == '<';
}

/* Read what came, and make the request the one for the page after it. */
static int
read_sheet(struct run *run, struct sheet *sheet, struct why *why)
{
	const struct mem *body = &sheet->reply.body;

	sheet->text = (struct text){
		.name = "<answer>",
		.syntax = TEXT_JSON,
	};
	if (is_html(body))
		return why_setx(why, WHY_NONSENSE,
		    "the answer is a page in HTML, and no JSON");
	if (text_read(&sheet->text, mem_str(body), body->len, why) == -1) {
		why->status = WHY_NONSENSE;
		return why_at(why, "the answer is no JSON");
	}
	if (page_read(&sheet->page, &sheet->text, why) == -1 ||
	    page_walk_add(&run->walk, &sheet->page, &sheet->text, &run->request,
		why) == -1)
		return -1;
	if (sheet->page.last)
		return 0;
	return page_next(&sheet->page, &sheet->text, &run->request, why);
}

/* The limit may be reached on a page that is not the last. */
static bool
is_last(const struct run *run, const struct sheet *sheet)
{
	const uint64_t limit = run->pager->items->limit;

	return sheet->page.last || (limit > 0 && sheet->walk.items >= limit);
}

static int
get_sheet(struct run *run, struct sheet *sheet, struct why *why)
{
	const uint64_t number = run->walk.pages + 1;
	struct mem where = { 0 };

	if (ask(run, sheet, why) == -1)
		return -1;
	if (read_sheet(run, sheet, why) == 0) {
		sheet->walk = run->walk;
		mem_cut(&sheet->url, 0);
		mem_cut(&sheet->body, 0);
		mem_add(&sheet->url, run->url.data, run->url.len);
		mem_add(&sheet->body, run->body.data, run->body.len);
		if (mem_check(&sheet->url, why) == -1)
			return -1;
		return mem_check(&sheet->body, why);
	}
	http_where(run->first->url, &where);
	why_at(why, "%s: page %ju", mem_str(&where), (uintmax_t)number);
	mem_release(&where);
	return -1;
}

static void
wait_for(sem_t *sheets)
{
	while (sem_wait(sheets) == -1)
		;
}

static void *
get_sheets(void *arg)
{
	struct run *run = arg;
	struct sheet *sheet;
	bool more = true;

	for (size_t i = 0; more; i = (i + 1) % SHEETS) {
		sheet = &run->sheets[i];
		wait_for(&run->empty);
		if (atomic_load(&run->stop))
			break;
		sheet->rv = get_sheet(run, sheet, &sheet->why);
		more = sheet->rv == 0 && !is_last(run, sheet);
		(void)sem_post(&run->full);
	}
	return NULL;
}

static void
show(struct run *run, const struct sheet *sheet)
{
	struct progress *progress = &run->progress;

	if (run->pager->show == NULL ||
	    !progress_due(progress, progress_clock()))
		return;
	progress->done = run->pager->items->count;
	progress->total = sheet->walk.total;
	run->pager->show(progress);
}

static int
put_sheet(struct run *run, struct sheet *sheet, struct why *why)
{
	struct pager *pager = run->pager;
	const struct page_request next = { &sheet->url, &sheet->body };

	if (sheet->rv == -1) {
		*why = sheet->why;
		return -1;
	}
	if (items_put(pager->items, &sheet->page, &sheet->text, why) == -1)
		return -1;
	show(run, sheet);
	if (pager->resume == NULL || is_last(run, sheet))
		return 0;
	return resume_save(
	    &run->resume, &sheet->walk, &next, pager->items->output, why);
}

/* Put out what the thread gets.  *end is the last sheet. */
static int
put_sheets(struct run *run, struct sheet **end, struct why *why)
{
	struct sheet *sheet;
	size_t i = 0;

	for (;;) {
		wait_for(&run->full);
		sheet = &run->sheets[i];
		if (put_sheet(run, sheet, why) == -1)
			return -1;
		if (is_last(run, sheet))
			break;
		i = (i + 1) % SHEETS;
		(void)sem_post(&run->empty);
	}
	*end = sheet;
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
	progress_begin(&run->progress, "items", progress_clock());
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
warn_of_total(
    const struct pager *pager, const struct sheet *last, struct why *warning)
{
	const struct page_walk *walk = &last->walk;

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
	struct sheet *last = NULL;
	pthread_t thread;
	int rv;

	(void)sem_init(&run->empty, 0, SHEETS);
	(void)sem_init(&run->full, 0, 0);
	if (pthread_create(&thread, NULL, get_sheets, run) != 0)
		return why_setx(why, WHY_LATER, "no thread can be made");
	rv = put_sheets(run, &last, why);
	atomic_store(&run->stop, true);
	(void)sem_post(&run->empty);
	(void)pthread_join(thread, NULL);
	(void)sem_destroy(&run->empty);
	(void)sem_destroy(&run->full);
	if (rv == -1 || items_finish(run->pager->items, why) == -1)
		return -1;
	warn_of_total(run->pager, last, warning);
	return 0;
}

static void
release(struct run *run, bool done)
{
	resume_release(&run->resume, done);
	for (size_t i = 0; i < SHEETS; i++) {
		http_reply_release(&run->sheets[i].reply);
		mem_release(&run->sheets[i].url);
		mem_release(&run->sheets[i].body);
	}
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
