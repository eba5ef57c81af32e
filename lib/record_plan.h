/*
 * record_plan: what is known of a record by how it is laid out.
 *
 * Whoever writes many records writes them alike.  So where the parts of one
 * are, and which of its scalars have to be looked at, is found once for all
 * records of its layout (text_layout()).
 */
#ifndef RECORD_PLAN_H
#define RECORD_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "record.h"
#include "shape.h"
#include "text.h"

/* The values are those of one text; text_again() finds them in another. */
struct record_plan {
	const struct text_index *index; /* that knows the layout */
	uint64_t layout;
	const struct record_kind *asked; /* for */
	const struct record_kind *kind;  /* that or its twin */
	/*
	 * The records, if it is a request of this kind or its twin: the array
	 * of them.
	 */
	struct value records;
	struct value key[RECORD_KEY_PARTS], sequence;
	size_t entities;         /* commits, branches and pull requests */
	bool good;               /* one was, and the shape tells how: */
	struct shape_plan shape; /* see shape_check_again() */
};

/* All zeros is empty.  The last one is for texts without a layout. */
struct record_plans {
	struct record_plan all[TEXT_LAYOUTS + 1];
};

/*
 * The plan of the record, or request of records, that is the root of text.  It
 * lasts until the next call.
 */
struct record_plan *record_plan(struct record_plans *plans,
    const struct record_kind *kind, const struct text *text);

/* Add the key of a record of this plan to mem, as record_key(). */
bool record_plan_key(
    const struct record_plan *plan, const struct text *text, struct mem *key);

/* Has it a sequence?  Then number becomes it, or -1 for one that is bad. */
bool record_plan_sequence(
    const struct record_plan *plan, const struct text *text, int64_t *number);

#endif
