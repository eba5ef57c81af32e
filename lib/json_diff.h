/* json_diff: the differences between two values as libjq holds them. */
#ifndef JSON_DIFF_H
#define JSON_DIFF_H

#include <jv.h>

#include <stddef.h>

struct why;

/* What a difference asks for at its pointer. */
enum json_change {
	JSON_SET,    /* hold this value */
	JSON_INSERT, /* a new element before this one, or at the end */
	JSON_DELETE  /* be gone; no value */
};

/*
 * What is called for each difference: the value is strict JSON.  Returns 0,
 * or -1 and why, which ends the comparison.
 */
typedef int json_emit(enum json_change change, const char *pointer,
    const char *value, size_t len, void *arg, struct why *why);

/*
 * Emit what makes old into new, such that one can be done after the other;
 * borrows both.  Returns 0, or -1 and why: WHY_INPUT for a name with NUL.
 */
int json_diff_values(
    jv old, jv new, json_emit *emit, void *arg, struct why *why);

#endif
