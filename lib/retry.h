/*
 * retry: whether a request is tried again, and when.
 *
 * A pure function of what is known, so that each case can be tested.
 */
#ifndef RETRY_H
#define RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "http.h"

struct limit;

enum {
	RETRY_TRIES_MAX = 100,
	RETRY_LOST_BASE = 250,    /* ms, after a connection that failed */
	RETRY_ANSWER_BASE = 2000, /* ms, after an answer that says: later */
	RETRY_WAIT_MAX = 30000,   /* ms, but for what the server wants */
	RETRY_FLOOR = 1000        /* ms, after 429, as PACE_FLOOR */
};

/* A try of a request, as it ended. */
struct retry {
	const char *method;
	enum http_end end;
	unsigned int status;       /* if it was answered */
	const struct limit *limit; /* if it was answered, what that says */
	unsigned int tries;        /* so far, with this one */
	unsigned int tries_max;
	bool unsafe;     /* --retry-unsafe: repeat whatever it is */
	int64_t left;    /* ms of its time */
	uint32_t random; /* any number */
};

/*
 * Is it to be tried again?  *wait is how many milliseconds later, then.
 *
 * A request that was not sent, and one that was answered 429, have had no
 * effect and may be tried again in any case.  One that was lost, or answered
 * 408, 425, 502, 503 or 504, only if its method is idempotent or with unsafe.
 * Any other answer is one, and no retry makes good what failed for sure.
 *
 * The wait is a random part of a time that doubles with each try ("full
 * jitter"), at least what the server asks for (Retry-After, else on a 429
 * X-RateLimit-Reset), and for a 429 at least RETRY_FLOOR: to obey
 * "Retry-After: 0" would be to spin.  What the server asks for is made up to a
 * tenth longer, as not all that were told the same shall come back at once.  A
 * wait that is not over before the time
 * is makes this try the last.
 */
bool retry_again(const struct retry *retry, int64_t *wait);

#endif
