/* flight: many requests under way at once, their answers in order. */

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "clock.h"
#include "flight_part.h"
#include "http_exchange.h"

enum {
	WAIT_MAX = 60000, /* ms at once */
	/*
	 * Bytes read at once.  libcurl takes room for them with each request,
	 * and wipes it after that; most answers are small, and TLS gives no
	 * more at a time.
	 */
	READ_SIZE = 16384,
	ROOM_MAX = 1 << 17 /* bytes of each */
};

static void
passage_release(struct passage *passage)
{
	mem_release(&passage->method);
	mem_release(&passage->url);
	mem_release(&passage->headers);
	mem_release(&passage->body);
	errand_release(&passage->errand);
	http_reply_release(&passage->reply);
}

static int
fail_memory(struct why *why)
{
	return why_setx(why, WHY_LATER, "out of memory");
}

/* Find room, and one handle for each job. */
static int
furnish(struct flight *flight, struct why *why)
{
	struct http_exchange *exchange;

	flight->window = flight->jobs * FLIGHT_WINDOW;
	if (flight_pool_open(&flight->pool, flight->jobs, why) == -1)
		return -1;
	if ((flight->ring = calloc(flight->window, sizeof *flight->ring)) ==
		NULL ||
	    (flight->idle = calloc(flight->jobs, sizeof *flight->idle)) == NULL)
		return fail_memory(why);
	while (flight->idle_count < flight->jobs) {
		exchange = http_exchange_new(&flight->http->options, why);
		if (exchange == NULL)
			return -1;
		(void)curl_easy_setopt(
		    exchange->curl, CURLOPT_BUFFERSIZE, (long)READ_SIZE);
		flight->idle[flight->idle_count++] = exchange;
	}
	return 0;
}

struct flight *
flight_new(const struct http_options *options, const struct http_signer *signer,
    size_t jobs, struct why *why)
{
	struct flight *flight;

	if ((flight = calloc(1, sizeof *flight)) == NULL) {
		fail_memory(why);
		return NULL;
	}
	flight->signer = signer;
	flight->jobs = jobs;
	flight->watched = -1;
	if ((flight->http = http_new(options, why)) == NULL ||
	    furnish(flight, why) == -1) {
		flight_free(flight);
		return NULL;
	}
	return flight;
}

struct http_exchange *
flight_land(struct flight *flight, struct passage *passage)
{
	struct http_exchange *exchange = passage->exchange;

	flight_pool_remove(&flight->pool, exchange);
	flight->idle[flight->idle_count++] = exchange;
	flight->flying--;
	passage->exchange = NULL;
	return exchange;
}

void
flight_free(struct flight *flight)
{
	struct passage *passage;
	size_t i;

	if (flight == NULL)
		return;
	for (i = 0; i < flight->inside; i++) {
		passage = passage_at(flight, i);
		if (passage->state == FLYING)
			(void)flight_land(flight, passage);
		passage_release(passage);
	}
	passage_release(&flight->last);
	for (i = 0; i < flight->room_count; i++)
		mem_release(&flight->rooms[i]);
	for (i = 0; i < flight->idle_count; i++)
		http_exchange_free(flight->idle[i]);
	flight_pool_close(&flight->pool);
	http_free(flight->http);
	free(flight->idle);
	free(flight->ring);
	free(flight);
}

bool
flight_has_room(const struct flight *flight)
{
	return flight->inside < flight->window;
}

size_t
flight_inside(const struct flight *flight)
{
	return flight->inside;
}

bool
flight_has_end(const struct flight *flight)
{
	return flight->inside > 0 && passage_at(flight, 0)->state == ENDED;
}

static void
keep_room(struct flight *flight, struct mem *body)
{
	if (body->size == 0 || body->size > ROOM_MAX ||
	    flight->room_count == FLIGHT_ROOMS)
		return;
	body->len = 0;
	body->data[0] = '\0';
	flight->rooms[flight->room_count++] = *body;
	*body = (struct mem){ 0 };
}

static struct mem
take_room(struct flight *flight)
{
	return flight->room_count == 0 ? (struct mem){ 0 }
				       : flight->rooms[--flight->room_count];
}

int
flight_put(struct flight *flight, const struct http_request *request,
    struct mem *body, void *tag, struct why *why)
{
	struct passage *passage = passage_at(flight, flight->inside);

	*passage = (struct passage){ .request = *request, .tag = tag };
	mem_puts(&passage->method, request->method);
	mem_puts(&passage->url, request->url);
	if (request->headers != NULL)
		mem_add(&passage->headers, request->headers->data,
		    request->headers->len);
	if (mem_check(&passage->method, why) == -1 ||
	    mem_check(&passage->url, why) == -1 ||
	    mem_check(&passage->headers, why) == -1) {
		passage_release(passage);
		return -1;
	}
	passage->request.method = mem_str(&passage->method);
	passage->request.url = mem_str(&passage->url);
	passage->request.headers = &passage->headers;
	if (body != NULL) {
		passage->body = *body;
		*body = take_room(flight);
		passage->request.body = mem_str(&passage->body);
		passage->request.len = passage->body.len;
	}
	errand_begin(&passage->errand, &passage->request);
	flight->inside++;
	return 0;
}

void
flight_settle(struct flight *flight, struct passage *passage)
{
	passage->state = ENDED;
	flight->held += passage->reply.head.len + passage->reply.body.len;
}

void
flight_put_failed(struct flight *flight, void *tag, const struct why *failed)
{
	*passage_at(flight, flight->inside++) = (struct passage){
		.state = ENDED, .tag = tag, .rv = -1, .why = *failed
	};
}

/* What the last try has come to decides. */
static void
judge(struct flight *flight, struct passage *passage)
{
	switch (errand_next(&passage->errand, flight->http, flight->signer,
	    &passage->reply, &passage->why)) {
	case 1:
		if (flight->stop == 0) {
			passage->state = WAITING;
			break;
		}
		/* FALLTHROUGH */
	case 0:
		flight_settle(flight, passage);
		break;
	default:
		passage->rv = -1;
		flight_settle(flight, passage);
	}
}

static void
start(struct flight *flight, struct passage *passage)
{
	struct http_exchange *exchange = flight->idle[flight->idle_count - 1];

	passage->rv = http_exchange_begin(exchange, &passage->errand.request,
	    flight->signer, true, &passage->reply, &passage->why);
	if (passage->rv == -1) {
		judge(flight, passage);
		return;
	}
	(void)curl_easy_setopt(exchange->curl, CURLOPT_PRIVATE, passage);
	flight->idle_count--;
	flight->flying++;
	passage->exchange = exchange;
	passage->state = FLYING;
	if (flight_pool_add(&flight->pool, exchange) == 0)
		return;
	passage->rv = http_exchange_end(
	    flight_land(flight, passage), CURLE_OUT_OF_MEMORY, &passage->why);
	judge(flight, passage);
}

/* Those not tried yet hold back while too many answers are waiting. */
static bool
may_start(const struct flight *flight, const struct passage *passage)
{
	const bool single = http_exchange_is_single(
	    &flight->http->options, passage->request.method);

	return flight_pool_has_room(&flight->pool, single) &&
	    (passage->errand.tries > 0 || passage == passage_at(flight, 0) ||
		flight->held < FLIGHT_HELD_MAX);
}

/*
 * Start who is next, as far as jobs and pace allow.  Returns in how many
 * milliseconds there may be more to start, or -1.  The time of those that
 * wait behind one for the pace has not begun.
 */
static int64_t
start_some(struct flight *flight)
{
	struct passage *passage;
	bool fresh, blocked = false;
	int64_t wait, least = -1;
	size_t i;

	for (i = 0; i < flight->inside && flight->flying < flight->jobs; i++) {
		passage = passage_at(flight, i);
		fresh = passage->errand.tries == 0;
		if (passage->state != WAITING || (fresh && blocked) ||
		    !may_start(flight, passage))
			continue;
		switch (errand_ready(&passage->errand, flight->http,
		    flight->signer, &wait, &passage->why)) {
		case 1:
			start(flight, passage);
			break;
		case 0:
			blocked = blocked || fresh;
			if (least == -1 || wait < least)
				least = wait;
			break;
		default:
			/* There is no time: the last try counts. */
			if (fresh)
				passage->rv = -1;
			flight_settle(flight, passage);
		}
	}
	return least;
}

/* See to those that are done.  Returns whether there were any. */
static bool
collect(struct flight *flight)
{
	struct passage *passage;
	bool some = false;
	CURLcode code;

	while ((passage = flight_pool_done(&flight->pool, &code)) != NULL) {
		flight_pool_learn(&flight->pool, passage->exchange);
		passage->rv = http_exchange_end(
		    flight_land(flight, passage), code, &passage->why);
		judge(flight, passage);
		some = true;
	}
	return some;
}

/* Can one of those be read that are not -1? */
static bool
can_read(int fd, int other)
{
	struct pollfd fds[] = {
		{ .fd = fd, .events = POLLIN },
		{ .fd = other, .events = POLLIN },
	};

	return (fd != -1 || other != -1) && poll(fds, 2, 0) > 0;
}

/* Of two times to wait, where -1 is for ever, the first. */
static int64_t
sooner(int64_t a, int64_t b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

/* Hand out the first, which has ended, and keep its request for a while. */
static void
hand_out(struct flight *flight, struct flight_end *given)
{
	struct passage *last = &flight->last;

	keep_room(flight, &last->body);
	passage_release(last);
	*last = *passage_at(flight, 0);
	flight->first = (flight->first + 1) % flight->window;
	flight->inside--;
	flight->held -= last->reply.head.len + last->reply.body.len;
	last->request.headers = &last->headers;
	*given = (struct flight_end){
		.tag = last->tag,
		.request = last->request,
		.reply = last->reply,
		.rv = last->rv,
	};
	if (last->rv == -1)
		given->why = last->why;
	last->reply = (struct http_reply){ 0 };
}

int
flight_take(struct flight *flight, int fd, int milliseconds,
    struct flight_end *given, struct why *why)
{
	const int64_t until = clock_tick() + milliseconds;
	int64_t wait, left;

	for (;;) {
		if (flight_has_end(flight)) {
			hand_out(flight, given);
			return 1;
		}
		wait = start_some(flight);
		if (flight_pool_work(&flight->pool, why) == -1)
			return -1;
		/* Who is done makes room for the next. */
		if (collect(flight))
			continue;
		if (flight->stop != 0)
			wait = sooner(wait, flight_time_left(flight));
		if (flight_has_end(flight))
			continue;
		left = milliseconds < 0 ? -1 : until - clock_tick();
		if (can_read(fd, flight->watched) ||
		    (milliseconds >= 0 && left <= 0) ||
		    (flight->inside == 0 && fd == -1 && milliseconds < 0))
			return 0;
		wait = sooner(sooner(wait, left), WAIT_MAX);
		if (flight_pool_wait(&flight->pool, fd, flight->watched,
			(int)wait, why) == -1)
			return -1;
	}
}

void
flight_end_release(struct flight_end *given)
{
	http_reply_release(&given->reply);
}
