/*
 * line_run: lines through workers to standard output: the one that the command
 * line describes, or those of standard input.
 */
#ifndef LINE_RUN_H
#define LINE_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "crew.h"

struct mem;
struct why;

/* All is borrowed. */
struct line_run {
	const struct mem *line; /* NULL: lines of standard input */
	size_t jobs; /* how many workers there are; a line takes one */
	void *const *workers;
	crew_work *work;
	const char *skip; /* what the very first output loses in front, or "" */
	bool quiet;       /* write no output at all */
};

/* What work calls its input in messages. */
const char *line_run_name(const struct mem *line);

/*
 * Run them.  Output goes to standard output, in order, and what there is to
 * say to standard error, before it.  Returns 0, or -1 and why, as crew_run();
 * but what is wrong with the one line is a wrong call, WHY_USAGE.
 */
int line_run(const struct line_run *run, struct why *why);

#endif
