/* What is safe to repeat is, after a while; and the pace is kept. */

#include "limit.h"
#include "pace.h"
#include "retry.h"
#include "tap.h"

/* A limit that says nothing, unless it says something. */
#define LIMIT .left = -1

/* The random number is the largest: the wait is the longest. */
static const struct {
	const char *sentence, *method;
	enum http_end end;
	unsigned int status, tries;
	bool unsafe;
	struct limit limit;
	int64_t wait; /* -1: it is not tried again */
} cases[] = {
	{ "repeats a GET that was lost", "GET", HTTP_LOST, 0, 1, false,
	    { LIMIT }, 250 },
	{ "after twice the time the second time", "GET", HTTP_LOST, 0, 2, false,
	    { LIMIT }, 500 },
	{ "and so on", "GET", HTTP_LOST, 0, 4, false, { LIMIT }, 2000 },
	{ "but no more often than it may", "GET", HTTP_LOST, 0, 5, false,
	    { LIMIT }, -1 },
	{ "repeats a PUT", "PUT", HTTP_LOST, 0, 1, false, { LIMIT }, 250 },
	{ "a DELETE", "DELETE", HTTP_LOST, 0, 1, false, { LIMIT }, 250 },
	{ "a HEAD", "HEAD", HTTP_LOST, 0, 1, false, { LIMIT }, 250 },
	{ "and OPTIONS", "OPTIONS", HTTP_LOST, 0, 1, false, { LIMIT }, 250 },
	{ "not a POST", "POST", HTTP_LOST, 0, 1, false, { LIMIT }, -1 },
	{ "nor a PATCH", "PATCH", HTTP_LOST, 0, 1, false, { LIMIT }, -1 },
	{ "nor what only looks like a GET", "get", HTTP_LOST, 0, 1, false,
	    { LIMIT }, -1 },
	{ "unless it is told to", "POST", HTTP_LOST, 0, 1, true, { LIMIT },
	    250 },
	{ "or the POST was never sent", "POST", HTTP_UNSENT, 0, 1, false,
	    { LIMIT }, 250 },
	{ "or had no effect", "POST", HTTP_ANSWERED, 429, 1, false, { LIMIT },
	    2000 },
	{ "not one that may have had some", "POST", HTTP_ANSWERED, 503, 1,
	    false, { LIMIT }, -1 },
	{ "unless it is told to", "POST", HTTP_ANSWERED, 503, 1, true,
	    { LIMIT }, 2000 },
	{ "repeats no failure that would come again", "GET", HTTP_FAILED, 0, 1,
	    true, { LIMIT }, -1 },
	{ "repeats after 408", "GET", HTTP_ANSWERED, 408, 1, false, { LIMIT },
	    2000 },
	{ "425", "GET", HTTP_ANSWERED, 425, 1, false, { LIMIT }, 2000 },
	{ "502", "GET", HTTP_ANSWERED, 502, 1, false, { LIMIT }, 2000 },
	{ "503", "GET", HTTP_ANSWERED, 503, 1, false, { LIMIT }, 2000 },
	{ "504", "GET", HTTP_ANSWERED, 504, 1, false, { LIMIT }, 2000 },
	{ "not after 200", "GET", HTTP_ANSWERED, 200, 1, true, { LIMIT }, -1 },
	{ "nor 401", "GET", HTTP_ANSWERED, 401, 1, true, { LIMIT }, -1 },
	{ "nor 404", "GET", HTTP_ANSWERED, 404, 1, true, { LIMIT }, -1 },
	{ "nor 500, which is a fault that stays", "GET", HTTP_ANSWERED, 500, 1,
	    true, { LIMIT }, -1 },
	{ "waits as long as the server wants", "GET", HTTP_ANSWERED, 503, 1,
	    false, { LIMIT, .wait = 5000 }, 5500 },
	{ "also after its no", "POST", HTTP_ANSWERED, 429, 1, false,
	    { LIMIT, .wait = 7000 }, 7700 },
	{ "or until there is more", "POST", HTTP_ANSWERED, 429, 1, false,
	    { LIMIT, .reset = 7000 }, 7700 },
	{ "not less than its own time", "GET", HTTP_ANSWERED, 503, 3, false,
	    { LIMIT, .wait = 5000 }, 8000 },
	{ "not for a 404 that says when", "GET", HTTP_ANSWERED, 404, 1, false,
	    { LIMIT, .wait = 1000 }, -1 },
	{ "and never beyond its time", "GET", HTTP_ANSWERED, 429, 1, false,
	    { LIMIT, .wait = 60000 }, -1 },
	{ "however long that is", "GET", HTTP_ANSWERED, 429, 1, false,
	    { LIMIT, .wait = LIMIT_WAIT_MAX }, -1 },
};

static bool
again(size_t i, uint32_t random, int64_t *wait)
{
	const struct retry retry = {
		.method = cases[i].method,
		.end = cases[i].end,
		.status = cases[i].status,
		.limit = &cases[i].limit,
		.tries = cases[i].tries,
		.tries_max = HTTP_TRIES,
		.unsafe = cases[i].unsafe,
		.left = 59000,
		.random = random,
	};

	return retry_again(&retry, wait);
}

static void
test_retry(void)
{
	struct limit none = { .left = -1 };
	struct retry retry = {
		.method = "GET",
		.end = HTTP_ANSWERED,
		.status = 429,
		.limit = &none,
		.tries = 1,
		.tries_max = RETRY_TRIES_MAX,
		.left = INT64_MAX,
	};
	int64_t wait;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		if (!again(i, UINT32_MAX, &wait))
			wait = -1;
		it(cases[i].sentence, wait == cases[i].wait);
	}
	it("does not spin after a no",
	    retry_again(&retry, &wait) && wait == RETRY_FLOOR);
	retry.status = 503;
	it("may come back at once otherwise",
	    retry_again(&retry, &wait) && wait == 0);
	retry.random = UINT32_MAX;
	retry.tries = RETRY_TRIES_MAX - 1;
	it("does not wait for ever",
	    retry_again(&retry, &wait) && wait == RETRY_WAIT_MAX);
}

static void
test_pace(void)
{
	const struct limit none = { .left = -1 },
			   plenty = { .left = 90, .size = 100, .gap = 500 },
			   few = { .left = 9, .size = 100, .gap = 500 },
			   out = { .left = 0, .size = 100, .wait = 4000 },
			   near = { .left = -1, .near = true },
			   spread = { .left = 3, .size = 100, .reset = 8000 },
			   wait = { .left = -1, .wait = 7000 },
			   single = {
				   .left = -1, .wait = 7000, .single = true
			   };
	struct pace pace = { 0 };

	it("is in no hurry to wait", pace_wait(&pace, 1000) == 0);
	pace_learn(&pace, 200, &plenty, 1000);
	it("nor while there is plenty", pace_wait(&pace, 1000) == 0);
	pace_learn(&pace, 200, &few, 1000);
	it("slows down while there is little", pace_wait(&pace, 1000) == 500);
	it("to what comes in again", pace_wait(&pace, 1500) == 0);
	pace_go(&pace, 1600);
	it("from one request to the next", pace_wait(&pace, 1600) == 500);
	pace_learn(&pace, 200, &few, 1700);
	it("which is not made longer by an answer",
	    pace_wait(&pace, 1700) == 400);
	pace_go(&pace, 2100);
	pace_learn(&pace, 200, &plenty, 2200);
	pace_go(&pace, 2600);
	it("and recovers", pace_wait(&pace, 2600) == 0);

	pace = (struct pace){ 0 };
	pace_learn(&pace, 200, &out, 0);
	it("waits when nothing is left", pace_wait(&pace, 0) == 4000);
	pace = (struct pace){ 0 };
	pace_learn(&pace, 200, &near, 0);
	it("slows down when it is told to, and no more",
	    pace_wait(&pace, 0) == PACE_NEAR_GAP);
	pace = (struct pace){ 0 };
	pace_learn(&pace, 200, &spread, 0);
	it("spreads what is left", pace_wait(&pace, 0) == 2000);
	pace = (struct pace){ 0 };
	pace_learn(&pace, 429, &none, 0);
	it("waits after a no that says nothing",
	    pace_wait(&pace, 0) == PACE_FLOOR);
	pace_learn(&pace, 429, &wait, 0);
	it("and as long as one says", pace_wait(&pace, 0) == 7000);
	pace_learn(&pace, 429, &none, 0);
	it("which a later one does not shorten", pace_wait(&pace, 0) == 7000);
	pace = (struct pace){ 0 };
	pace_learn(&pace, 503, &wait, 0);
	it("for a server that is away, too", pace_wait(&pace, 0) == 7000);
	pace = (struct pace){ 0 };
	pace_learn(&pace, 503, &none, 0);
	it("not where that says nothing", pace_wait(&pace, 0) == 0);
	pace_learn(&pace, 429, &single, 0);
	it("nor for the limit of one issue", pace_wait(&pace, 0) == 0);
}

int
main(void)
{
	test_retry();
	test_pace();
	return finish();
}
