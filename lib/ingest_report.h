/*
 * ingest_report: tell of a run: its verdicts, how far it is, and what came of
 * it all.
 */
#ifndef INGEST_REPORT_H
#define INGEST_REPORT_H

#include <stdint.h>

#include "mem.h"
#include "progress.h"

struct ingest;
struct verdict;
struct why;

enum {
	INGEST_REPORT_BYTES = 1 << 16 /* that are written at once */
};

/* Begin with the first three set; release with ingest_report_release(). */
struct ingest_report {
	/* Add a verdict: verdict_line() or verdict_words(). */
	void (*form)(const struct verdict *verdict, struct mem *out);
	/* Write what is there.  Returns 0, or -1 and why. */
	int (*write)(const struct mem *out, struct why *why);
	/* Show how far it is, now and then; or NULL. */
	void (*show)(const struct progress *progress);

	const struct ingest *run; /* borrowed */
	uint64_t size;            /* bytes of the input; 0: not known */
	struct progress progress;
	struct mem out; /* not written yet */
};

/* The run whose input is fd begins. */
void ingest_report_begin(
    struct ingest_report *report, const struct ingest *run, int fd);

/* What the run calls, as deliver and flush of its options; arg is a report. */
int ingest_report_deliver(
    void *arg, const struct verdict *verdict, struct why *why);
int ingest_report_flush(void *arg, struct why *why);

/*
 * The run came to its end.  Returns 0 when every record was accepted, or -1
 * and why, as ingest_status(): "3 of 100 records not accepted: 2 rejected, 1
 * unknown".
 */
int ingest_report_end(const struct ingest_report *report, struct why *why);

void ingest_report_release(struct ingest_report *report);

#endif
