/*
 * crew: many workers on one stream of lines, its order kept.
 *
 * Lines are handed out in batches: what one read(2) brought, so that a slow
 * pipe gets each answer at once and a fast one is not slowed by handing out.
 * Memory depends on the number of workers and the longest line alone.
 */
#ifndef CREW_H
#define CREW_H

#include <stddef.h>

struct mem;
struct why;

enum {
	CREW_JOBS_MAX = 256,
	CREW_LINE_MAX = 16 << 20 /* bytes of a line, without its end */
};

/*
 * Work on a line, which has no NUL after it: add what it makes to out, whole
 * lines, and what there is to say on the way to talk.  Returns 0, or -1 and
 * why, which begins with the place; that ends the stream.
 */
typedef int crew_work(void *worker, const char *line, size_t len, size_t number,
    struct mem *out, struct mem *talk, struct why *why);

/* Pass on what some lines have made.  Returns 0, or -1 and why. */
typedef int crew_deliver(
    void *arg, const struct mem *out, const struct mem *talk, struct why *why);

/* All is borrowed. */
struct crew {
	int fd;               /* where lines come from */
	const char *name;     /* for messages, "<stdin>" */
	size_t jobs;          /* 1 to CREW_JOBS_MAX; 1 takes no thread */
	void *const *workers; /* one for each job, used by one thread */
	crew_work *work;
	crew_deliver *deliver; /* called by one thread at a time, in order */
	void *arg;             /* for deliver */
};

/*
 * Read lines to their end, work on those that are not empty, and deliver in
 * their order.  After a failure what the lines before it made is delivered,
 * and nothing else.  Returns 0, or -1 and why of the first line that failed;
 * WHY_IO; WHY_INPUT for a line above CREW_LINE_MAX; WHY_LATER.
 */
int crew_run(const struct crew *crew, struct why *why);

#endif
