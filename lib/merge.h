/*
 * merge: JSON merge patches (RFC 7396), and ways to merge arrays.
 */
#ifndef MERGE_H
#define MERGE_H

#include <stdbool.h>

struct edit;
struct text;
struct value;
struct why;

/* What becomes of an array that the patch has a value for. */
enum merge_arrays {
	MERGE_CAREFUL, /* replaced by an array or a scalar; no object may */
	MERGE_REPLACE, /* replaced by whatever it is, to the letter of the RFC
			*/
	MERGE_APPEND,  /* an array's elements are added at its end */
	MERGE_UNION,   /* those that it does not hold yet are */
	MERGE_BY       /* objects are merged with those of the same key */
};

struct merge {
	struct edit *edit;
	enum merge_arrays arrays;
	const char
	    *key; /* for MERGE_BY: the member that tells which is which */
};

/*
 * Merge a patch, a text that the caller keeps until edit_free().  Returns 0,
 * or -1 and why: WHY_INPUT for a name that occurs twice in an object of the
 * patch, an object in place of an array unless MERGE_REPLACE, with MERGE_BY
 * an element without the key, or what edit_put() refuses.
 */
int merge_patch(
    const struct merge *merge, const struct text *patch, struct why *why);

#endif
