/*
 * seen: what was met before, by a hash of it, with two numbers.
 *
 * With a limit it forgets: of more than twice as many, those met longest ago.
 */
#ifndef SEEN_H
#define SEEN_H

#include <stddef.h>
#include <stdint.h>

struct why;

struct seen_row {
	uint64_t hash;
	int64_t sequence;
	uint64_t mark;
};

/*
 * The rows in the order in which they came, and slots by which they are found:
 * 0, or the row's number from 1 and above it bits of its hash.  So of what was
 * not met mostly nothing but a slot is looked at.
 */
struct seen_table {
	uint32_t *slots;
	struct seen_row *rows;
	size_t size,
	    count; /* slots: a power of two, or 0; rows: at most half */
};

/* All zeros is nothing, without a limit; release with seen_release(). */
struct seen {
	size_t limit; /* the caller's; a power of two, or 0 */
	struct seen_table young, old;
};

/* It will be looked for soon: fetch what that takes. */
void seen_expect(const struct seen *seen, uint64_t hash);

/* What was remembered of that, or NULL.  Valid until seen_put(). */
struct seen_row *seen_find(struct seen *seen, uint64_t hash);

/* Remember, instead of what was.  Returns 0, or -1 and why (WHY_LATER). */
int seen_put(struct seen *seen, uint64_t hash, int64_t sequence, uint64_t mark,
    struct why *why);

void seen_release(struct seen *seen);

#endif
