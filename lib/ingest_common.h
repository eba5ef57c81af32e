/*
 * ingest_common: what all records of a run have in common, which stands around
 * them in each request.
 */
#ifndef INGEST_COMMON_H
#define INGEST_COMMON_H

#include <stdbool.h>

#include "ingest_property.h"

struct mem;
struct record_kind;
struct why;

/*
 * All zeros is nothing; what is not the properties' is borrowed.  Release with
 * ingest_common_release().
 */
struct ingest_common {
	struct ingest_properties properties;
	const char *product;   /* that they come from, or NULL */
	const char *operation; /* NORMAL, SCAN or BACKFILL, or NULL */
	bool prevent;          /* transitions of issues */
};

/*
 * Say whether records of a kind can have it: Jira ignores what it does not
 * know there, and nobody would notice.  Returns 0, or -1 and why (WHY_USAGE).
 */
int ingest_common_check(const struct ingest_common *common,
    const struct record_kind *kind, struct why *why);

/*
 * Add it to frame, as members of an object with commas between them.  Returns
 * 0, or -1 and why (WHY_LATER).
 */
int ingest_common_frame(
    const struct ingest_common *common, struct mem *frame, struct why *why);

void ingest_common_release(struct ingest_common *common);

#endif
