/*
 * rotation_left: which tokens belong to a connection, and what an earlier
 * rotation has left over; a part of rotation.
 */
#ifndef ROTATION_LEFT_H
#define ROTATION_LEFT_H

#include <stdbool.h>

struct conn;
struct mem;
struct pat;
struct rest;
struct rotation;
struct rotation_want;
struct why;

/* Is the token in a file of its own, which is written before the id? */
bool rotation_in_file(const struct conn *conn);

/*
 * Which of the known tokens is the connection's: by its id; else the one of
 * its name, or the only one.  NULL and why (WHY_CONFIG) when nobody can tell.
 * rotation_held() goes by the id alone, and NULL is no failure.
 */
const struct pat *rotation_own(
    const struct rotation *rotation, struct why *why);
const struct pat *rotation_held(const struct rotation *rotation);

/* Add the ids of what a rotation has left over, but the one that is held. */
void rotation_collect(
    const struct rotation *rotation, const struct pat *own, struct mem *ids);

/*
 * Delete what an earlier rotation has left over, as far as it cannot be what
 * the connection lives on, which is left to the end of this one.  What is
 * known after that is asked anew, and *own is found again in it.  Returns 0,
 * or -1 and why, as pat_delete().
 */
int rotation_tidy(struct rotation *rotation, const struct pat **own,
    const struct rest *rest, struct why *why);

/*
 * Of the tokens that have the new one's name, sort out which are old and
 * which are beside it.  Returns 0, or -1 and why (WHY_CREATE).
 */
int rotation_sort(struct rotation *rotation, const struct pat *own,
    const struct rotation_want *want, struct why *why);

/*
 * Delete the token that was made, or, if its id is not known, those of its
 * name that were not there before.  Returns 0, or -1 and why.
 */
int rotation_clean(
    struct rotation *rotation, const struct rest *rest, struct why *why);

#endif
