/* record_fill: what a record lacks and can be told is put in. */
#ifndef RECORD_FILL_H
#define RECORD_FILL_H

#include <stdbool.h>
#include <stdint.h>

#include "record.h"

struct mem;
struct record_plan;
struct text;
struct why;

/* What is put in where nothing is; all is borrowed. */
struct record_fill {
	const char *sequence; /* the number of the update, as JSON */
	const char *time;     /* when it was updated, as JSON */
	/*
	 * With the record's own members in braces, {pipelineId} or
	 * {pipeline.id}, percent-encoded; or NULL.
	 */
	const char *url;
	bool trim; /* cut texts, too, to what they may be */
};

/* Is a template one?  Returns 0, or -1 and why (WHY_USAGE). */
int record_fill_check(const char *url, struct why *why);

/*
 * Fill in the record that is the root of text: schemaVersion, the sequence
 * and the time of the update, also of what is inside of it, and url.  Every
 * other byte stays; but associations that are too many are cut.  Adds it to
 * mem, which is empty, and to notes what was cut, as shape_trim(), and what
 * the record lacks for its url.  text is then read from mem.  Returns 0, or -1
 * and why: WHY_INPUT, WHY_LATER.
 */
int record_fill(const struct record_kind *kind, const struct record_fill *fill,
    struct text *text, struct mem *mem, struct mem *notes, struct why *why);

/*
 * Fill in the record that is the root of text, as record_fill(), and hold it
 * against its shape, as record_check(): a good one, which is the usual, is
 * walked once for both, and if one of its plan was good before, its scalars
 * are looked at and no more.  Returns 0 for one that can be sent, 1 for one
 * with errors, or -1 and why.
 */
int record_prepare(struct record_plan *plan, const struct record_fill *fill,
    struct text *text, struct mem *mem, struct mem *notes, struct mem *errors,
    struct why *why);

#endif
