/* verdict: what became of a record that was to be sent, as a line. */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stdint.h>

#include "mem.h"

enum {
	VERDICT_ROOM_MAX = 2048 /* bytes of a buffer that is used again */
};

enum verdict_kind {
	VERDICT_ACCEPTED,   /* Jira says so, by its key */
	VERDICT_FAILED,     /* nobody knows: it may be sent again */
	VERDICT_INVALID,    /* never sent */
	VERDICT_REJECTED,   /* Jira refuses it */
	VERDICT_SUPERSEDED, /* not sent: another of this key is newer */
	VERDICT_UNKNOWN,    /* none of its issues is known to Jira */
	VERDICT_VALID,      /* it was only looked at, and can be sent */
	VERDICT_KINDS
};

/* All zeros is an empty one; release with verdict_release(). */
struct verdict {
	enum verdict_kind kind;
	uint64_t number;    /* of the record in the input, from 1 */
	struct mem key;     /* an object of JSON, or empty: it has none */
	struct mem errors;  /* items as shape_say() makes them, or Jira */
	struct mem notes;   /* the same: what was cut, or not made */
	struct mem unknown; /* strings of JSON with commas: unknown issues */
	uint64_t by;  /* the record that superseded it, 0: one sent before */
	bool journal; /* it was so before this run */
};

const char *verdict_name(enum verdict_kind kind);

/*
 * Add a line of JSON: {"record":1,"verdict":"rejected","key":{…},
 * "errors":[{"message":"…"}]}, and more where there is more to say.
 */
void verdict_line(const struct verdict *verdict, struct mem *line);

/* Add lines for people: one, and an indented one for each thing to say. */
void verdict_words(const struct verdict *verdict, struct mem *lines);

/* Empty it, with room for another. */
void verdict_reuse(struct verdict *verdict);
void verdict_release(struct verdict *verdict);

#endif
