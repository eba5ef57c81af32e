/* ingest_batch: records that go in one request. */
#ifndef INGEST_BATCH_H
#define INGEST_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

struct ingest_record;
struct record_kind;
struct why;

struct ingest_batch {
	const struct record_kind *kind; /* of all of them */
	struct mem frame; /* members around them: "properties":{…}, or empty */
	struct ingest_record **records;
	size_t count, size;
	size_t bytes, entities; /* of all of them */
	double began;           /* when the first came: clock_seconds() */
	struct ingest_batch *next;
};

/* What a batch may be. */
struct ingest_limits {
	size_t records; /* at most the kind's own */
	size_t bytes;   /* of the body, but for one record that has more */
};

/* Returns an empty batch, freed with ingest_batch_free(); or NULL and why. */
struct ingest_batch *ingest_batch_new(
    const struct record_kind *kind, const struct mem *frame, struct why *why);
void ingest_batch_free(struct ingest_batch *batch);

/* May a record go with the others of a batch? */
bool ingest_batch_fits(const struct ingest_batch *batch,
    const struct ingest_limits *limits, const struct record_kind *kind,
    const struct mem *frame, const struct ingest_record *record);

/* Is it full, whatever else may come? */
bool ingest_batch_is_full(
    const struct ingest_batch *batch, const struct ingest_limits *limits);

/* Returns 0, or -1 and why (WHY_LATER). */
int ingest_batch_add(
    struct ingest_batch *batch, struct ingest_record *record, struct why *why);

/* Take a record out that is in it. */
void ingest_batch_drop(
    struct ingest_batch *batch, struct ingest_record *record);

/* The record of that hash in it, or NULL. */
struct ingest_record *ingest_batch_find(
    const struct ingest_batch *batch, const struct ingest_record *like);

/* Compose the body of the request.  Returns 0, or -1 and why (WHY_LATER). */
int ingest_batch_compose(
    const struct ingest_batch *batch, struct mem *body, struct why *why);

/*
 * Move the second half of the records to a new batch.  Returns it, or NULL
 * and why (WHY_LATER).
 */
struct ingest_batch *ingest_batch_split(
    struct ingest_batch *batch, struct why *why);

#endif
