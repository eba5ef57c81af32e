/*
 * progress: how far a long job has got, as one line.
 *
 * The caller shows the line with tool_status(), where there is a terminal.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct mem;

/* The caller adds to done, and sets the rest when it knows it. */
struct progress {
	const char *what; /* is counted: "items"; borrowed */
	uint64_t done;    /* so far */
	uint64_t total;   /* in the end; 0: not known */
	uint64_t earlier; /* of done, what was so before the beginning */
	uint64_t flawed;  /* of done, what is not as it should be */
	const char *flaw; /* and what it is: "not accepted"; borrowed */
	double began;     /* seconds of clock_seconds() */
	double shown;     /* when a line was last due */
};

/* Begin to count at a time. */
void progress_begin(struct progress *progress, const char *what, double now);

/*
 * Is it time to show a line?  It is after the first second, and then a few
 * times a second, so that this may be asked after every step.
 */
bool progress_due(struct progress *progress, double now);

/*
 * Add "12300 of 100000 items, 4100/s, 3 not accepted, 0:21 left" to line;
 * without a total there is no time left, and before anything was done no rate
 * either.
 */
void progress_line(
    const struct progress *progress, double now, struct mem *line);

#endif
