/*
 * ingest: a stream of records to the DevOps APIs of Jira Cloud, and what
 * became of each.
 *
 * Every record gets one verdict, in the order of the input.  Memory does not
 * grow with the input, but for the journal.
 */
#ifndef INGEST_H
#define INGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "verdict.h"
#include "why.h"

struct conn;
struct http_options;
struct mem;
struct record_kind;

enum {
	INGEST_BYTES = 1 << 20,     /* of a request, unless told otherwise */
	INGEST_HELD_MAX = 1 << 26,  /* bytes of records on their way */
	INGEST_BATCHES_MAX = 16,    /* for each job on their way */
	INGEST_REMEMBERED = 1 << 16 /* keys, at least, to find them twice */
};

/* All is borrowed. */
struct ingest_options {
	const struct record_kind *kind;
	const char *url;  /* a template for those that lack it, or NULL */
	bool trim;        /* cut texts that are too long */
	int64_t sequence; /* of the update; below 0: the time */
	const struct mem *frame; /* members around the records, or empty */
	size_t jobs;             /* requests at a time */
	size_t records, bytes;   /* of a request, at most */
	double linger;           /* seconds that a record may wait for others */
	const char *journal;     /* a path, or NULL */
	bool look;               /* only, also into the journal */
	const char *version;     /* of the API, or NULL */
	bool unknown;            /* records without a known issue are fine */
	int interrupt;           /* as interrupt_catch(), or -1 */

	/* Pass on a verdict, in order.  Returns 0, or -1 and why. */
	int (*deliver)(
	    void *arg, const struct verdict *verdict, struct why *why);
	/* Verdicts may be shown now: after some, and before waiting. */
	int (*flush)(void *arg, struct why *why);
	void *arg;
	/* Tell of what is odd and no record's; as warnx(3). */
	void (*say)(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
};

/* What became of them all. */
struct ingest_tally {
	uint64_t records; /* that have a verdict */
	uint64_t taken;   /* that were read */
	uint64_t verdicts[VERDICT_KINDS];
	uint64_t later;     /* failed, and may be tried again */
	uint64_t nonsense;  /* failed, for the server answered nonsense */
	uint64_t malformed; /* invalid, for they are no JSON */
	uint64_t read;      /* bytes of the input that these took */
};

struct ingest;

/*
 * conn NULL, or look, sends nothing: what can be sent is VERDICT_VALID.
 * conn and net are borrowed.  Returns it, freed with ingest_free(); or NULL
 * and why: as journal_open(), caller_new() and flight_new().
 */
struct ingest *ingest_new(const struct ingest_options *options,
    struct conn *conn, const struct http_options *net, struct why *why);
void ingest_free(struct ingest *ingest);

/*
 * Read the stream fd, called name, to its end, send, and deliver verdicts.
 * Returns 0 when every record has one; or -1 and why, with those delivered
 * that are known: WHY_IO; WHY_REFUSED, WHY_ABSENT or WHY_CONFIG when Jira
 * takes none of them, WHY_LATER when it cannot be reached: then records that
 * were read have VERDICT_FAILED, and the rest of the input is not read.  So it
 * is, with WHY_LATER, when options.interrupt can be read: what is under way has
 * a moment for its answer then.
 */
int ingest_run(
    struct ingest *ingest, int fd, const char *name, struct why *why);

/* What became of them all so far; borrowed, until ingest_free(). */
const struct ingest_tally *ingest_tally(const struct ingest *ingest);

/*
 * What the tally asks of a script, where the run came to its end: WHY_OK when
 * every record was accepted, WHY_LATER when some may be sent again,
 * WHY_NONSENSE, WHY_INPUT for what is no JSON, or WHY_NO.
 */
enum status ingest_status(const struct ingest *ingest);

#endif
