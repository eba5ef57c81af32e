/*
 * draft: the members of a connection, as they are found elsewhere.
 */
#ifndef DRAFT_H
#define DRAFT_H

#include <stddef.h>

#include "compose.h"
#include "mem.h"

struct conn;
struct text;
struct value;
struct why;

enum {
	DRAFT_MAX = 24 /* members */
};

/* All zeros is an empty one.  Release with draft_release(). */
struct draft {
	struct compose members[DRAFT_MAX];
	struct mem values[DRAFT_MAX];
	size_t count;
};

/*
 * Let a member, which is not there yet and whose pointer is borrowed, be len
 * bytes.  An empty one is none.  One more than DRAFT_MAX is a fault of ours
 * that is not noticed.
 */
void draft_add(struct draft *draft, const char *pointer, enum compose_kind kind,
    const char *s, size_t len);

/* The same of a string's characters; of any other value nothing. */
void draft_take(struct draft *draft, const char *pointer,
    const struct text *text, struct value value);

/*
 * Make the draft the connection's document, with the product that follows
 * from its URL.  Returns 0, or -1 and why: as
 * compose(), or WHY_LATER.
 */
int draft_compose(struct draft *draft, struct conn *conn, struct why *why);

void draft_release(struct draft *draft);

#endif
