/*
 * outcome: what a change came to, looked at before it is written.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include <stdbool.h>

#include "mem.h"
#include "text.h"

struct edit;
struct profile;
struct why;

enum {
	OUTCOME_RECHECKED_MAX = 1 << 20 /* bytes of text that is read again */
};

/* Release with outcome_release(). */
struct outcome {
	bool changed;
	struct mem paths; /* pointers, each ended by NUL */
	struct mem bytes; /* the result, if anybody looks at it, */
	struct text text; /* and what it is then */
	struct mem diff;  /* a unified diff, without secrets */
};

/* Whether it is to be judged, how, and whether the diff is wanted. */
struct outcome_wish {
	const struct profile *profile; /* or NULL */
	bool env;                      /* see profile_check() */
	bool diff;
	bool check;        /* the result, as big as it may be */
	struct mem hidden; /* pointers, as paths, to what it does not show */
};

/*
 * Look at what edit makes of old.  A result is read and compared, lest a fault
 * of ours gets any further; but not a big one, unless there is a wish for it
 * or it is needed here.  Returns 0, or -1 and why: as profile_check(), or
 * WHY_BUG.
 */
int outcome_look(struct outcome *outcome, const struct text *old,
    struct edit *edit, const struct outcome_wish *wish, struct why *why);

/*
 * Add {"changed":…,"paths":[…],"backup":…} and a line feed to mem, with the
 * diff if there is a wish for it.  A backup that is NULL, or no UTF-8, is
 * null.
 */
void outcome_json(const struct outcome *outcome,
    const struct outcome_wish *wish, const char *backup, struct mem *mem);

void outcome_release(struct outcome *outcome);

#endif
