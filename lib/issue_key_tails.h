/*
 * issue_key_tails: how the keys of one stem end, and how often each came.
 *
 * A tail is the last two characters of a key: two digits of its number, or the
 * hyphen and the only one.  Here it is a number below 100.
 */
#ifndef ISSUE_KEY_TAILS_H
#define ISSUE_KEY_TAILS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct why;

enum {
	ISSUE_KEY_TAIL = 2,                          /* characters */
	ISSUE_KEY_TAILS = 100,                       /* that there may be */
	ISSUE_KEY_TAILS_PLACE = ISSUE_KEY_TAILS - 64 /* in the second number */
};

/*
 * A bit for each tail that came.  Above them is the place of the times of the
 * first, where keys are counted; those of the others follow in order.
 */
struct issue_key_tails {
	uint64_t bits[2];
};

/*
 * How often each key came, and room for more of its stem.  All zeros is ready
 * for use; release with issue_key_times_release().
 */
struct issue_key_times {
	uint64_t *all;
	size_t used, size;
};

/*
 * Put down a tail that did not come yet, and in times, unless that is NULL,
 * that it came once.  Returns 0, or -1 and why (WHY_LATER).
 */
int issue_key_tails_put(struct issue_key_tails *tails, unsigned int tail,
    struct issue_key_times *times, struct why *why);

void issue_key_times_release(struct issue_key_times *times);

/* The number of a tail; those that differ, after one stem, have others. */
static inline unsigned int
issue_key_tail(const char *tail)
{
	return (((unsigned int)tail[0] & 15) * 10 +
		   ((unsigned int)tail[1] & 15)) %
	    128;
}

/* Which tail comes next is chance: so there is nothing to guess here. */
static inline bool
issue_key_tails_have(const struct issue_key_tails *tails, unsigned int tail)
{
	return tails->bits[tail / 64] >> tail % 64 & 1;
}

/* How many are there before this one?  Before ISSUE_KEY_TAILS, all. */
static inline size_t
issue_key_tails_before(const struct issue_key_tails *tails, unsigned int tail)
{
	const uint64_t below = ((uint64_t)1 << tail % 64) - 1;
	const uint64_t is_high = -(uint64_t)(tail / 64);

	return (size_t)__builtin_popcountll(
		   tails->bits[0] & (below | is_high)) +
	    (size_t)__builtin_popcountll(tails->bits[1] & below & is_high);
}

/* Where in times is that of a tail which came? */
static inline size_t
issue_key_tails_place(const struct issue_key_tails *tails, unsigned int tail)
{
	return (size_t)(tails->bits[1] >> ISSUE_KEY_TAILS_PLACE) +
	    issue_key_tails_before(tails, tail);
}

#endif
