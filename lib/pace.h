/*
 * pace: how fast requests may follow one another.
 *
 * Learnt from each answer, so that the limit of a server is kept before it
 * has to say no; and from each no.  All requests of one client share it, but
 * for the limit of a single issue, which is the business of the request.
 */
#ifndef PACE_H
#define PACE_H

#include <stdint.h>

struct limit;

enum {
	PACE_NEAR_GAP = 200,  /* ms, where a limit is near that says no more */
	PACE_GAP_MAX = 30000, /* ms between two requests that no wait is due */
	PACE_FLOOR = 1000     /* ms after a no, whatever Retry-After says, and
				 until there is more, where nobody says */
};

/* All zeros is as fast as can be.  Times are those of clock_tick(). */
struct pace {
	int64_t until; /* nothing is sent before */
	int64_t gap;   /* at least between two */
	int64_t next;  /* nor before that, because of the gap */
};

/* An answer of this status has come: 429 is a no, and 503 that says a time. */
void pace_learn(struct pace *pace, unsigned int status,
    const struct limit *limit, int64_t now);

/* How many milliseconds to wait before the next request; 0: none. */
int64_t pace_wait(const struct pace *pace, int64_t now);

/* A request leaves now. */
void pace_go(struct pace *pace, int64_t now);

#endif
