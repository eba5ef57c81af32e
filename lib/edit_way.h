/*
 * edit_way: the way that a pointer (RFC 6901) shows through a tree of values.
 */
#ifndef EDIT_WAY_H
#define EDIT_WAY_H

#include "edit_tree.h"

/* Is it a pointer?  Returns the number of its steps, or -1 and why. */
int way_check(const struct edit *edit, const char *pointer, struct why *why);

/*
 * Take the next step, from its slash, with ~1 and ~0 resolved, into the
 * edit's scratch buffer.  Returns what follows the step.
 */
const char *way_take(struct edit *edit, const char *pointer);

/*
 * The child that the step leads to: NULL if there is none, or made.  Returns
 * 0, or -1 and why.
 */
int way_look(
    struct edit *edit, struct node *node, struct node **child, struct why *why);
int way_make(struct edit *edit, struct node *node, const char *pointer,
    struct node **child, struct why *why);

/* A new element: where the step says, or with "-" behind the last one. */
int way_insert(struct edit *edit, struct node *array, const char *pointer,
    struct node **child, struct why *why);

/* What a pointer leads to, or NULL. */
int way_find(struct edit *edit, const char *pointer, struct node **node,
    struct why *why);

/* Fail at a value, which may stand in a text that nobody has seen. */
int way_fail(const struct edit *edit, const struct node *node,
    const char *pointer, const char *wrong, struct why *why);

#endif
