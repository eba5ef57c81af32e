/* pager: all pages of a list, asked for one after the other. */

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

/* One run. */
struct run {
	struct pager *pager;
	const struct http_request *first;
	struct mem url, body;        /* of the next page */
	struct page_request request; /* those two */
	struct page_walk walk;
	struct resume resume;
	struct progress progress;
};

/* A page that came, which is read where it is. */
struct sheet {
	struct http_reply reply;
	struct text text;
	struct page page;
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

static int
get_sheet(struct run *run, struct sheet *sheet, struct why *why)
{
	const uint64_t number = run->walk.pages + 1;
	struct mem where = { 0 };

	if (ask(run, sheet, why) == -1)
		return -1;
	if (read_sheet(run, sheet, why) == 0)
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
	    !progress_due(progress, progress_clock()))
		return;
	progress->done = run->pager->items->count;
	progress->total = run->walk.total;
	run->pager->show(progress);
}

/* Returns 1 to go on, 0 at the end, or -1 and why. */
static int
turn(struct run *run, struct sheet *sheet, struct why *why)
{
	struct pager *pager = run->pager;

	if (get_sheet(run, sheet, why) == -1 ||
	    items_put(pager->items, &sheet->page, &sheet->text, why) == -1)
		return -1;
	show(run);
	if (sheet->page.last || items_enough(pager->items))
		return 0;
	if (pager->resume != NULL &&
	    resume_save(&run->resume, &run->walk, &run->request,
		pager->items->output, why) == -1)
		return -1;
	return 1;
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
warn_of_total(const struct run *run, struct why *warning)
{
	if (run->walk.moved)
		why_setx(warning, WHY_NO,
		    "the list changed while it was read, and has %ju items "
		    "now: some may be missing, or there twice",
		    (uintmax_t)run->walk.total);
	else if (run->walk.total > run->walk.items)
		why_setx(warning, WHY_NO,
		    "%ju of %ju items: the rest cannot be asked for",
		    (uintmax_t)run->walk.items, (uintmax_t)run->walk.total);
}

int
pager_run(struct pager *pager, const struct http_request *first,
    struct why *warning, struct why *why)
{
	struct run run = { .pager = pager, .first = first };
	struct sheet sheet = { 0 };
	int rv = -1, more;

	run.resume.file.fd = -1;
	if (begin(&run, why) == -1)
		goto out;
	while ((more = turn(&run, &sheet, why)) == 1)
		;
	if (more == -1 || items_finish(pager->items, why) == -1)
		goto out;
	if (!items_enough(pager->items))
		warn_of_total(&run, warning);
	rv = 0;
out:
	resume_release(&run.resume, rv == 0);
	http_reply_release(&sheet.reply);
	mem_release(&run.url);
	mem_release(&run.body);
	return rv;
}
