/*
 * sorted: strings that are found again, each with a number.
 *
 * They are added, sorted once, and then looked for.
 */
#ifndef SORTED_H
#define SORTED_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

struct why;

struct sorted_row {
	size_t at, len; /* of the string, in text */
	size_t number;
};

/* All zeros is none; release with sorted_release(). */
struct sorted {
	struct mem text, rows;
	size_t count;
};

/* Add len bytes, which are copied; whether all went well sorted_sort() says. */
void sorted_add(
    struct sorted *sorted, const char *s, size_t len, size_t number);

/*
 * Sort them, after which they can be found.  Those that are the same keep the
 * order in which they came.  Returns 0, or -1 and why (WHY_LATER).
 */
int sorted_sort(struct sorted *sorted, struct why *why);

/* The first row of that string, or NULL. */
const struct sorted_row *sorted_find(
    const struct sorted *sorted, const char *s, size_t len);

/* Is there a string more than once? */
bool sorted_has_twin(const struct sorted *sorted);

/* Empty it, but keep the room. */
void sorted_clear(struct sorted *sorted);
void sorted_release(struct sorted *sorted);

#endif
