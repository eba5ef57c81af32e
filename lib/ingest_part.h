/* ingest_part: what the ingest modules share, for them alone. */
#ifndef INGEST_PART_H
#define INGEST_PART_H

#include "ingest.h"
#include "ingest_batch.h"
#include "ingest_ring.h"
#include "mem.h"
#include "record_plan.h"
#include "seen.h"
#include "split.h"
#include "text.h"

struct caller;
struct flight;
struct flight_end;
struct journal;

struct ingest {
	const struct ingest_options *options;
	struct ingest_limits limits;
	struct ingest_tally tally;
	const char *name; /* of the input */
	uint64_t read;    /* bytes of it */

	struct split split;
	struct text whole, part; /* what was not read already; and a record */
	struct text_index of_whole, of_part;
	struct record_plans plans; /* of their layouts */
	int64_t now;     /* milliseconds since 1970, by the last tick */
	struct mem time; /* the same as JSON */
	int64_t printed; /* in number */
	char number[24];
	struct why wrong; /* with the record at hand */
	struct ingest_ring ring;
	struct ingest_batch *filling;        /* what goes next, or NULL */
	struct ingest_batch *queue, **last;  /* what waits for its turn */
	struct ingest_batch *away, **newest; /* what is under way */
	size_t queued, flying;               /* batches */

	struct seen keys;   /* the newest of each key; mark: its record */
	uint64_t secret[2]; /* of their hashes, where there is no journal */
	struct journal *journal;

	struct conn *conn; /* NULL: nothing is sent */
	struct caller *caller;
	struct flight *flight;
	struct mem url, headers;
	struct mem body;    /* of the request that goes next */
	unsigned int alone; /* records refused one by one, and none taken */
	unsigned int lost;  /* batches without an answer, one after another */
	struct why end;     /* why nothing more is sent, or all zeros */
};

/* A value of the input: a record, or a request of them.  0, or -1 and why. */
int ingest_take(
    struct ingest *ingest, const struct split_item *item, struct why *why);

/* Something in the input that is no value. */
int ingest_take_bad(
    struct ingest *ingest, const struct split_item *item, struct why *why);

/* Look at the clock, for the records that are then taken. */
void ingest_tick(struct ingest *ingest);

/*
 * Find the hashes that a record goes by: that of its key and, for a journal,
 * of what came in.
 */
void ingest_identify(struct ingest *ingest, struct ingest_record *record,
    const struct text *text);

/* Is it settled by the journal?  Then so is its verdict. */
bool ingest_is_settled(struct ingest *ingest, struct ingest_record *record);

/*
 * The number of an update that has none: the one with which a killed run may
 * have sent it already, else the time, and more than that of any before.
 */
int64_t ingest_choose_sequence(
    struct ingest *ingest, const struct ingest_record *record);

/*
 * A record that can be sent goes into the batch that is being filled or into
 * a new one, unless another of its key is newer.  Returns 0, or -1 and why.
 */
int ingest_place(struct ingest *ingest, struct ingest_record *record,
    const struct mem *frame, struct why *why);

/*
 * Add the members that stand around the records of a kind in a request that
 * came in, and those of the options; and to errors what is wrong with them.
 * Returns 0, or -1 and why (WHY_LATER).
 */
int ingest_frame(const struct ingest *ingest, const struct record_kind *kind,
    const struct text *text, struct mem *frame, struct mem *errors,
    struct why *why);

/* A request has ended: settle its records, or send them in another way. */
int ingest_end(struct ingest *ingest, struct flight_end *end, struct why *why);

/* Close the batch that is being filled, if there is one. */
void ingest_close_batch(struct ingest *ingest);

/* Put a batch in line, or before all others; take the first, or NULL. */
void ingest_queue(struct ingest *ingest, struct ingest_batch *batch);
void ingest_queue_first(struct ingest *ingest, struct ingest_batch *batch);
struct ingest_batch *ingest_unqueue(struct ingest *ingest);

/* Settle one record; all of a batch; with a reason, or NULL. */
void ingest_settle(struct ingest *ingest, struct ingest_record *record,
    enum verdict_kind kind);
void ingest_settle_all(struct ingest *ingest, const struct ingest_batch *batch,
    enum verdict_kind kind, const char *message);

#endif
