/* ingest_answer_part: what the readers of answers share, for them alone. */
#ifndef INGEST_ANSWER_PART_H
#define INGEST_ANSWER_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"
#include "sorted.h"
#include "text.h"
#include "verdict.h"
#include "why.h"

#define INGEST_NOT_NAMED                                                       \
	"the answer does not name it: whether it was taken is not known"

/* What the lists of an answer say of something. */
enum {
	INGEST_NAMED = 1,  /* it is accepted */
	INGEST_REFUSED = 2 /* it is not; its errors are there */
};

/* An answer at hand. */
struct ingest_answer {
	const struct ingest_batch *batch;
	struct text text;
	struct text_index index;
	struct mem rest;       /* what there is of it to be read, if not all */
	size_t next;           /* the record that may be named next */
	struct sorted keys;    /* of the records, with their numbers */
	struct sorted unknown; /* issues and the like */
	struct mem said;       /* a byte of the bits above for each record */
	struct mem key;
	size_t strangers;
	struct why lost; /* what was not sorted: no memory; or all zeros */
};

/* The record of a key in the answer, as its number; else SIZE_MAX. */
size_t ingest_answer_find(struct ingest_answer *answer, struct value key);

/*
 * Read an answer that begins with the list of what is accepted, and that with
 * the keys as we write them, in the order of the records: most do.  What is
 * noted already is then not in the text any more.  Returns false for any
 * other one, and if what is left is not well formed: neither is the answer.
 */
bool ingest_answer_shorten(
    struct ingest_answer *answer, const struct mem *body);

/* Add an array's errors, each with the path of what it is about, or NULL. */
void ingest_answer_add(const struct text *text, struct value array,
    const char *path, struct mem *errors);

/* What that makes of something none of whose issues may be known. */
enum verdict_kind ingest_answer_judge(
    bool unknown, int said, const struct mem *errors);

/* Read what the answer does not know, unsorted. */
void ingest_answer_read_unknown(
    const struct text *answer, struct sorted *unknown);

/*
 * Has an object associations, and are they all of what is unknown?  Those
 * that are unknown are added to list, as strings of JSON, each once.
 */
bool ingest_answer_unknown(const struct sorted *unknown,
    const struct text *text, struct value object, struct mem *list);

/* Judge repositories by what is said of all that is in them. */
int ingest_answer_devinfo(struct ingest_answer *answer, struct why *why);

#endif
