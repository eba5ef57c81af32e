/*
 * ingest_ring: records on their way, in the order of the input.
 */
#ifndef INGEST_RING_H
#define INGEST_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"
#include "verdict.h"

struct ingest_batch;
struct record_kind;
struct why;

struct ingest_record {
	struct verdict verdict; /* its kind counts once it is done */
	struct mem json;        /* what is sent; let go when done */
	/* All zeros in a new one from here on. */
	const struct record_kind *kind;
	bool done;
	size_t held;                /* bytes of it, once the ring keeps it */
	size_t entities;            /* in it */
	struct ingest_batch *batch; /* that it waits in, or NULL */
	uint64_t hash, contents;    /* of its key; and of what came in */
	int64_t sequence;
	bool made; /* the sequence is ours */
};

/* All zeros is empty; release with ingest_ring_release(). */
struct ingest_ring {
	struct ingest_record **records;
	size_t size, head, count;
	uint64_t number; /* of the record that came last */
	size_t bytes;    /* of what is to be sent, of all of them */
	struct ingest_record **spare; /* to be used again; as many as size */
	size_t spares;
};

/* Returns a new record at the end, which the ring owns; or NULL and why. */
struct ingest_record *ingest_ring_add(
    struct ingest_ring *ring, struct why *why);

/* Its json is what is to be sent. */
void ingest_ring_keep(struct ingest_ring *ring, struct ingest_record *record);

/* Its verdict is found: the rest of it is let go. */
void ingest_ring_settle(struct ingest_ring *ring, struct ingest_record *record,
    enum verdict_kind kind);

/*
 * Take the first record off, if it is done; the caller gives it back with
 * ingest_ring_reuse(), or frees it with ingest_record_free().
 */
struct ingest_record *ingest_ring_take(struct ingest_ring *ring);
void ingest_ring_reuse(struct ingest_ring *ring, struct ingest_record *record);

void ingest_record_free(struct ingest_record *record);
void ingest_ring_release(struct ingest_ring *ring);

#endif
