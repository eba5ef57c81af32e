/*
 * limit: what an answer says of the limit on the rate of requests.
 *
 * Jira Cloud and Jira Data Center each have headers of their own for it, and
 * some are of drafts of the IETF; all may stand with Beta- or X-Beta-.
 */
#ifndef LIMIT_H
#define LIMIT_H

#include <stdbool.h>
#include <stdint.h>

struct mem;

/* The longest wait that is told, in milliseconds: 366 days. */
#define LIMIT_WAIT_MAX (INT64_C(366) * 86400 * 1000)

/* All numbers are 0 or more; times are in milliseconds. */
struct limit {
	int64_t wait;  /* ask for nothing before; 0: not said */
	int64_t reset; /* until there is more, or all of it; 0: not said */
	int64_t gap;   /* between two requests that are let pass; 0: not said */
	int64_t size;  /* how many requests there are in all; 0: not said */
	int64_t left;  /* how many of them now; -1: not said */
	bool near;     /* the server says that there are few */
	bool single;   /* it is the limit of one issue, no other's */
};

/*
 * Read the head of an answer that came at now, in seconds since 1970: a time
 * of day is taken by the server's own clock (Date) where that is told.  What
 * makes no sense says nothing.
 *   wait    Retry-After, in seconds or as a date (RFC 9110, 10.2.3)
 *   reset   X-RateLimit-Reset, a time, as RFC 3339 or seconds since 1970;
 *           t of RateLimit
 *   gap     X-RateLimit-Interval-Seconds by X-RateLimit-FillRate
 *   size    X-RateLimit-Limit; q of RateLimit-Policy
 *   left    X-RateLimit-Remaining; r of RateLimit, the least of many
 *   near    X-RateLimit-NearLimit
 *   single  RateLimit-Reason: jira-per-issue-on-write
 */
void limit_read(struct limit *limit, const struct mem *head, int64_t now);

/* Is little left: a fifth of it, or less than 5 where the size is unknown? */
bool limit_is_low(const struct limit *limit);

#endif
