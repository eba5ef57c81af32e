/*
 * rotation_ids: which tokens are meant, one after the other; a part of
 * rotation.
 *
 * Ids stand in a buffer, each ended by NUL.
 */
#ifndef ROTATION_IDS_H
#define ROTATION_IDS_H

#include <stdbool.h>

struct mem;
struct pat;
struct rest;
struct why;

/* Add the token's id; is it there? */
void rotation_add(struct mem *ids, const struct pat *pat);
bool rotation_has(const struct mem *ids, const struct pat *pat);

/* Add them as one text with blanks between them. */
void rotation_join(const struct mem *ids, struct mem *text);

/* Have the server delete each.  Returns 0, or -1 and why, as pat_delete(). */
int rotation_delete(
    const struct mem *ids, const struct rest *rest, struct why *why);

#endif
