/*
 * edit_runs: the elements of an array in runs, found by their index.
 *
 * The runs are a list, and in the same order a splay tree (Sleator and Tarjan,
 * "Self-Adjusting Binary Search Trees", 1985): to find one among n takes
 * log n steps in whatever order changes come, and few if they are near.
 */
#ifndef EDIT_RUNS_H
#define EDIT_RUNS_H

#include <stddef.h>

#include "text.h"

struct edit;
struct node;
struct why;

/* Elements in a row: count of them as they stand, or one that is a node. */
struct run {
	struct run *next;
	struct value before; /* the element before them in the text, or none */
	size_t count;
	struct node *node;
	/* private: the tree, and how many are not deleted here and below */
	struct run *up, *side[2];
	size_t live;
};

/* All zeros is empty. */
struct runs {
	struct run *first;
	struct run *top; /* private */
};

/*
 * Put a run behind another one, or with NULL in front of all.  Returns it,
 * which lives in the pool of the edit; or NULL and why.
 */
struct run *runs_add(struct edit *edit, struct runs *runs, struct run *behind,
    struct run run, struct why *why);

/* Say that a run has another count, or that its node came or went. */
void runs_update(struct runs *runs, struct run *run);

/* How many elements there are that are not deleted. */
size_t runs_length(const struct runs *runs);

/*
 * The run of an element, of which there have to be more than its index, and
 * how many come before it there.
 */
struct run *runs_find(struct runs *runs, size_t index, size_t *within);

#endif
