/*
 * values: a table of values, each once, by what they are as data.
 */
#ifndef VALUES_H
#define VALUES_H

#include <stddef.h>

struct text;
struct value;
struct why;

/* All zeros is an empty one; release with values_release(). */
struct values {
	struct values_slot *slots;
	size_t size, count;
};

/*
 * Look for a value that is the same as this one (see text_same()), and say
 * in *number what was given for it; or, if there is none, enter this one with
 * that *number.  The text is borrowed.  Returns 0, or -1 and why (WHY_LATER).
 */
int values_number(struct values *values, const struct text *text,
    struct value value, size_t *number, struct why *why);

void values_release(struct values *values);

#endif
