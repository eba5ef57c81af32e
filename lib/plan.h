/*
 * plan: what one call merges, in its order.
 *
 * First fragments, each a merge patch (an object) or a JSON patch (an array);
 * then single values and jq programs as they were given.
 */
#ifndef PLAN_H
#define PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "merge.h"

struct edit;
struct mem;
struct profile;
struct why;

enum {
	PLAN_FRAGMENT_MAX = 1 << 28 /* bytes */
};

/* All zeros but for how to merge arrays; release with plan_release(). */
struct plan {
	enum merge_arrays arrays;
	const char *key; /* for MERGE_BY */
	struct plan_fragment *fragments;
	struct plan_step *steps;
	size_t fragment_count, step_count;
};

/*
 * Add a value (see assign), which is borrowed, or a jq program.  Returns 0,
 * or -1 and why: WHY_USAGE for what is no program.
 */
int plan_set(struct plan *plan, const char *arg, struct why *why);
int plan_program(struct plan *plan, const char *program, struct why *why);

/* Is there a jq program? */
bool plan_runs(const struct plan *plan);

/* How many of the paths and values are standard input? */
size_t plan_stdin(const struct plan *plan, char *const paths[], size_t count);

/*
 * Read all there is to read: the fragments of these paths, "-" for standard
 * input, and the files of values.  Returns 0, or -1 and why: WHY_OPEN,
 * WHY_IO, WHY_INPUT, or as assign_read().
 */
int plan_read(struct plan *plan, char *const paths[], size_t count,
    const struct profile *profile, struct why *why);

/*
 * Add where the values come to that were read from files, as pointers each
 * ended by NUL; of an element to be appended, where its array is.
 */
void plan_hidden(const struct plan *plan, struct mem *pointers);

/* Make all changes.  Returns 0, or -1 and why, and edit is not to be used. */
int plan_apply(const struct plan *plan, struct edit *edit, struct why *why);

/* Let go of it, after edit_free(). */
void plan_release(struct plan *plan);

#endif
