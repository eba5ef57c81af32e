/* errand: one request on its way to the answer that counts. */

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "errand.h"
#include "head.h"
#include "http.h"
#include "http_exchange.h"
#include "limit.h"
#include "pace.h"
#include "reply.h"
#include "retry.h"
#include "url.h"
#include "url_resolve.h"
#include "when.h"
#include "why.h"

void
errand_begin(struct errand *errand, const struct http_request *request)
{
	*errand = (struct errand){ .request = *request };
}

void
errand_release(struct errand *errand)
{
	mem_release(&errand->url);
}

/* Milliseconds of its time that are left. */
static int64_t
left(const struct errand *errand)
{
	return errand->deadline - clock_tick();
}

static int
fail_time(const struct errand *errand, int64_t wait, struct why *why)
{
	why_setx(why, WHY_LATER,
	    "not sent: the server has asked to be left alone for %lld seconds "
	    "more",
	    (long long)(wait + 999) / 1000);
	return http_at(errand->request.url, why);
}

/* Seconds that all tries together may take. */
static unsigned int
find_seconds(const struct errand *errand, const struct http *http)
{
	const unsigned int most = http->options.seconds != 0
	    ? http->options.seconds
	    : HTTP_TOTAL_SECONDS;
	const unsigned int own = errand->request.seconds;

	return own != 0 && own < most ? own : most;
}

int
errand_ready(struct errand *errand, struct http *http,
    const struct http_signer *signer, int64_t *wait, struct why *why)
{
	const int64_t now = clock_tick();
	int64_t pace;

	if (errand->deadline == 0)
		errand->deadline = now + find_seconds(errand, http) * 1000LL;
	pace = pace_wait(&http->pace, now);
	if (now + pace >= errand->deadline)
		return errand->tries > 0 ? -1 : fail_time(errand, pace, why);
	*wait = errand->ready > now ? errand->ready - now : 0;
	if (*wait < pace)
		*wait = pace;
	if (*wait > 0)
		return 0;
	pace_go(&http->pace, now);
	errand->tries++;
	errand->request.limit = (unsigned int)left(errand);
	errand->hope.round =
	    signer == NULL || signer->round == NULL ? 0 : *signer->round;
	return 1;
}

/* Where a redirect leads that stays within the origin of a GET or HEAD. */
static bool
leads_on(const struct http_request *request, const struct http_reply *reply,
    struct mem *target)
{
	struct mem location = { 0 };
	struct url from, to;
	struct why bad;
	bool leads;

	if (strcmp(request->method, "GET") != 0 &&
	    strcmp(request->method, "HEAD") != 0)
		return false;
	if (!reply_redirects(reply))
		return false;
	(void)head_get(&reply->head, "Location", &location);
	leads =
	    url_resolve(target, request->url, mem_str(&location), &bad) == 0 &&
	    url_split(&from, request->url, &bad) == 0 &&
	    url_split(&to, mem_str(target), &bad) == 0 &&
	    url_same_origin(&from, &to) && !reply_is_login(to.path);
	mem_release(&location);
	return leads;
}

/* Follow, with tries of its own. */
static int
follow(struct errand *errand, struct mem *target, struct why *why)
{
	if (errand->redirects++ == ERRAND_REDIRECTS_MAX) {
		why_setx(why, WHY_NONSENSE, "more than %d redirects",
		    ERRAND_REDIRECTS_MAX);
		return http_at(errand->request.url, why);
	}
	mem_release(&errand->url);
	errand->url = *target;
	*target = (struct mem){ 0 };
	errand->request.url = mem_str(&errand->url);
	errand->tries = 0;
	return 1;
}

static int
try_again(struct errand *errand, const struct http *http,
    const struct http_reply *reply, const struct limit *limit)
{
	const struct http_options *options = &http->options;
	const struct retry retry = {
		.method = errand->request.method,
		.end = reply->end,
		.status = reply->status,
		.limit = limit,
		.tries = errand->tries,
		.tries_max = options->tries != 0 ? options->tries : HTTP_TRIES,
		.unsafe = options->unsafe,
		.left = left(errand),
		.random = arc4random(),
	};
	int64_t wait;

	if (!retry_again(&retry, &wait))
		return 0;
	errand->ready = clock_tick() + wait;
	if (options->verbose)
		options->trace("* again in %.1f s", (double)wait / 1000);
	return 1;
}

int
errand_next(struct errand *errand, struct http *http,
    const struct http_signer *signer, const struct http_reply *reply,
    struct why *why)
{
	struct mem target = { 0 };
	struct limit limit = { .left = -1 };
	int rv;

	if (reply->end == HTTP_ANSWERED) {
		limit_read(&limit, &reply->head, when_now());
		pace_learn(&http->pace, reply->status, &limit, clock_tick());
		if (signer != NULL && signer->again != NULL &&
		    signer->again(reply, signer->arg, &errand->hope))
			return 1;
		if (!errand->request.stay &&
		    leads_on(&errand->request, reply, &target)) {
			rv = follow(errand, &target, why);
			mem_release(&target);
			return rv;
		}
		mem_release(&target);
		/* What went well is not tried again. */
		if (reply->status < 400)
			return 0;
	}
	return try_again(errand, http, reply, &limit);
}

static void
pause_for(int64_t milliseconds)
{
	struct timespec left_over = { .tv_sec = milliseconds / 1000,
		.tv_nsec = milliseconds % 1000 * 1000000 };

	while (nanosleep(&left_over, &left_over) == -1)
		;
}

int
errand_send(struct http *http, const struct http_request *request,
    const struct http_signer *signer, struct http_reply *reply, struct why *why)
{
	struct errand errand;
	struct why lost = { 0 };
	int64_t wait;
	int rv = -1, more;

	errand_begin(&errand, request);
	do {
		while ((more = errand_ready(
			    &errand, http, signer, &wait, &lost)) == 0)
			pause_for(wait);
		if (more == -1)
			break;
		rv = http_send(http, &errand.request, signer, reply, &lost);
		more = errand_next(&errand, http, signer, reply, &lost);
		if (more == -1)
			rv = -1;
	} while (more == 1);
	if (rv == -1)
		*why = lost;
	errand_release(&errand);
	return rv;
}
