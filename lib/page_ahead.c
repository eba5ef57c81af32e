/* page_ahead: ask for a page while the one before it is read and put out. */

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "http.h"
#include "mem.h"
#include "page_ahead.h"
#include "page_next.h"
#include "why.h"

enum {
	SHEETS = 2 /* one that is put out, and one that is asked for */
};

/* A page: the thread's from when it is ordered until it came. */
struct sheet {
	struct mem url, body; /* of its request */
	bool guessed;
	struct http_reply reply;
	struct why why;
	int rv;
};

struct page_ahead {
	page_ask *ask;
	void *arg;
	const struct http_request *first;
	struct sheet sheets[SHEETS];
	size_t ordered, taken; /* how many, so far */
	bool sure;             /* only of what is: no guesses */
	sem_t orders, came;
	atomic_bool stop;
	pthread_t thread;
};

static void
wait_for(sem_t *sheets)
{
	while (sem_wait(sheets) == -1)
		;
}

static int
ask(struct page_ahead *ahead, struct sheet *sheet, struct why *why)
{
	struct http_request request = *ahead->first;

	if (mem_check(&sheet->url, why) == -1 ||
	    mem_check(&sheet->body, why) == -1)
		return -1;
	request.url = mem_str(&sheet->url);
	request.body = request.body == NULL ? NULL : mem_str(&sheet->body);
	request.len = sheet->body.len;
	return ahead->ask(ahead->arg, &request, &sheet->reply, why);
}

/* After a failure nothing is asked for that was only guessed. */
static void *
ask_for_sheets(void *arg)
{
	struct page_ahead *ahead = arg;
	struct sheet *sheet;
	int rv = 0;

	for (size_t i = 0;; i = (i + 1) % SHEETS) {
		wait_for(&ahead->orders);
		if (atomic_load(&ahead->stop))
			return NULL;
		sheet = &ahead->sheets[i];
		if (rv == 0 || !sheet->guessed)
			rv = ask(ahead, sheet, &sheet->why);
		sheet->rv = rv;
		(void)sem_post(&ahead->came);
	}
}

struct page_ahead *
page_ahead_new(
    page_ask *how, void *arg, const struct http_request *first, struct why *why)
{
	struct page_ahead *ahead;

	if ((ahead = calloc(1, sizeof *ahead)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	ahead->ask = how;
	ahead->arg = arg;
	ahead->first = first;
	ahead->sure = strcmp(first->method, "GET") != 0;
	(void)sem_init(&ahead->orders, 0, 0);
	(void)sem_init(&ahead->came, 0, 0);
	if (pthread_create(&ahead->thread, NULL, ask_for_sheets, ahead) == 0)
		return ahead;
	why_setx(why, WHY_LATER, "no thread can be made");
	free(ahead);
	return NULL;
}

void
page_ahead_free(struct page_ahead *ahead)
{
	if (ahead == NULL)
		return;
	atomic_store(&ahead->stop, true);
	(void)sem_post(&ahead->orders);
	(void)pthread_join(ahead->thread, NULL);
	(void)sem_destroy(&ahead->orders);
	(void)sem_destroy(&ahead->came);
	for (size_t i = 0; i < SHEETS; i++) {
		http_reply_release(&ahead->sheets[i].reply);
		mem_release(&ahead->sheets[i].url);
		mem_release(&ahead->sheets[i].body);
	}
	free(ahead);
}

static struct sheet *
fill(struct page_ahead *ahead, const struct page_request *request)
{
	struct sheet *sheet = &ahead->sheets[ahead->ordered % SHEETS];

	mem_cut(&sheet->url, 0);
	mem_cut(&sheet->body, 0);
	mem_add(&sheet->url, request->url->data, request->url->len);
	mem_add(&sheet->body, request->body->data, request->body->len);
	return sheet;
}

static void
hand_over(struct page_ahead *ahead, struct sheet *sheet, bool guessed)
{
	sheet->guessed = guessed;
	ahead->ordered++;
	(void)sem_post(&ahead->orders);
}

/* Only GET was guessed, which has no body. */
static bool
is_wrong(const struct sheet *sheet, const struct page_request *request)
{
	return sheet->guessed &&
	    strcmp(mem_str(&sheet->url), mem_str(request->url)) != 0;
}

void
page_ahead_order(struct page_ahead *ahead, const struct page_request *request)
{
	if (ahead->ordered == ahead->taken)
		hand_over(ahead, fill(ahead, request), false);
	else if (is_wrong(&ahead->sheets[ahead->taken % SHEETS], request))
		ahead->sure = true;
}

void
page_ahead_guess(struct page_ahead *ahead, const struct page_request *request,
    const struct page *page)
{
	struct sheet *sheet;
	struct page_request next;

	if (ahead->sure)
		return;
	sheet = fill(ahead, request);
	next = (struct page_request){ &sheet->url, &sheet->body };
	if (page_guess(page, &next))
		hand_over(ahead, sheet, true);
}

int
page_ahead_take(struct page_ahead *ahead, const struct page_request *request,
    const struct http_reply **reply, struct why *why)
{
	struct sheet *sheet;

	for (;;) {
		wait_for(&ahead->came);
		sheet = &ahead->sheets[ahead->taken++ % SHEETS];
		if (!is_wrong(sheet, request))
			break;
		page_ahead_order(ahead, request);
	}
	*reply = &sheet->reply;
	if (sheet->rv == -1)
		*why = sheet->why;
	return sheet->rv;
}
