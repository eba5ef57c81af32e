/* crew: many workers on one stream of lines, its order kept. */

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crew.h"
#include "lines.h"
#include "mem.h"
#include "why.h"

enum {
	BLOCK_ALONE = 1 << 16,  /* bytes handed out at once, to one worker */
	BLOCK_SHARED = 1 << 13, /* to each of many: so they end together */
	BATCHES_EACH = 4,       /* batches under way, for each worker */
	KEPT_MAX = 1 << 20      /* a buffer larger than this is not kept */
};

enum state {
	EMPTY, /* belongs to the reader */
	FULL,  /* waits for a worker, or is with one */
	DONE   /* waits for those before it to be delivered */
};

struct batch {
	enum state state;
	struct mem in, out, talk;
	size_t first; /* number of the first line */
	struct why why;
};

/* What the threads share; batches are a ring, in the order of the stream. */
struct floor {
	const struct crew *crew;
	struct batch *batches;
	size_t count;
	pthread_mutex_t lock;
	pthread_cond_t filled, emptied;
	size_t filled_to, taken_to, delivered_to; /* batches so far */
	int wake[2];     /* a pipe: what is written ends the reading */
	bool delivering; /* a thread is at it, without the lock */
	bool stopped;    /* no more batches come */
	struct why why;  /* the first failure, in the order of the stream */
};

static void
batch_release(struct batch *batch)
{
	mem_release(&batch->in);
	mem_release(&batch->out);
	mem_release(&batch->talk);
}

/* Work on each line; what those before a failure have made stays. */
static void
work(const struct crew *crew, void *worker, struct batch *batch)
{
	const char *line = batch->in.data, *const end = line + batch->in.len;
	size_t number = batch->first, len, out, talk;
	const char *newline;

	for (; line < end; line = newline + 1, number++) {
		newline = memchr(line, '\n', (size_t)(end - line));
		if (newline == NULL)
			newline = end;
		len = (size_t)(newline - line);
		if (len == 0)
			continue;
		out = batch->out.len;
		talk = batch->talk.len;
		if (crew->work(worker, line, len, number, &batch->out,
			&batch->talk, &batch->why) == -1) {
			mem_cut(&batch->out, out);
			mem_cut(&batch->talk, talk);
			return;
		}
	}
}

/* Deliver, and make ready for the next lines. */
static int
deliver(const struct crew *crew, struct batch *batch, struct why *why)
{
	int rv;

	rv = mem_check(&batch->out, why);
	if (rv == 0)
		rv = crew->deliver(crew->arg, &batch->out, &batch->talk, why);
	if (rv == 0 && batch->why.status != WHY_OK) {
		*why = batch->why;
		rv = -1;
	}
	if (batch->in.size > KEPT_MAX || batch->out.size > KEPT_MAX)
		batch_release(batch);
	mem_cut(&batch->out, 0);
	mem_cut(&batch->talk, 0);
	return rv;
}

static int
run_alone(const struct crew *crew, struct lines *lines, struct why *why)
{
	struct batch batch = { 0 };
	int rv;

	while ((rv = lines_read(lines, &batch.in, &batch.first, why)) == 1) {
		work(crew, crew->workers[0], &batch);
		if ((rv = deliver(crew, &batch, why)) == -1)
			break;
	}
	batch_release(&batch);
	return rv;
}

/*
 * Deliver all that is next in order, unless another thread is at it.  Called,
 * and returns, with the lock held.
 */
static void
deliver_ready(struct floor *floor)
{
	struct why why = { 0 };
	struct batch *batch;
	int rv;

	while (!floor->delivering && floor->delivered_to < floor->filled_to) {
		batch = &floor->batches[floor->delivered_to % floor->count];
		if (batch->state != DONE)
			return;
		floor->delivering = true;
		rv = 0;
		if (floor->why.status == WHY_OK) {
			(void)pthread_mutex_unlock(&floor->lock);
			rv = deliver(floor->crew, batch, &why);
			(void)pthread_mutex_lock(&floor->lock);
		}
		floor->delivering = false;
		if (rv == -1) {
			floor->why = why;
			floor->stopped = true;
			(void)pthread_cond_broadcast(&floor->filled);
			/* The reader may be waiting for what never comes. */
			(void)!write(floor->wake[1], "", 1);
		}
		batch->state = EMPTY;
		floor->delivered_to++;
		(void)pthread_cond_signal(&floor->emptied);
	}
}

struct hand {
	struct floor *floor;
	void *worker;
	pthread_t thread;
};

static void *
run_hand(void *arg)
{
	struct hand *const hand = arg;
	struct floor *const floor = hand->floor;
	struct batch *batch;

	(void)pthread_mutex_lock(&floor->lock);
	for (;;) {
		while (floor->taken_to == floor->filled_to && !floor->stopped)
			(void)pthread_cond_wait(&floor->filled, &floor->lock);
		if (floor->taken_to == floor->filled_to ||
		    floor->why.status != WHY_OK)
			break;
		batch = &floor->batches[floor->taken_to++ % floor->count];
		(void)pthread_mutex_unlock(&floor->lock);
		work(floor->crew, hand->worker, batch);
		(void)pthread_mutex_lock(&floor->lock);
		batch->state = DONE;
		deliver_ready(floor);
	}
	(void)pthread_mutex_unlock(&floor->lock);
	return NULL;
}

/* Read, and hand out.  Returns 0 at the end, or -1 and why of the reading. */
static int
hand_out(struct floor *floor, struct lines *lines, struct why *why)
{
	struct batch *batch;
	int rv = 1;

	while (rv == 1) {
		(void)pthread_mutex_lock(&floor->lock);
		batch = &floor->batches[floor->filled_to % floor->count];
		while (batch->state != EMPTY && !floor->stopped)
			(void)pthread_cond_wait(&floor->emptied, &floor->lock);
		rv = floor->stopped ? 0 : 1;
		(void)pthread_mutex_unlock(&floor->lock);
		if (rv == 1)
			rv = lines_read(lines, &batch->in, &batch->first, why);

		(void)pthread_mutex_lock(&floor->lock);
		if (rv == 1) {
			batch->state = FULL;
			floor->filled_to++;
			(void)pthread_cond_signal(&floor->filled);
		} else {
			floor->stopped = true;
			(void)pthread_cond_broadcast(&floor->filled);
		}
		(void)pthread_mutex_unlock(&floor->lock);
	}
	return rv;
}

/* Start the hands; returns how many there are. */
static size_t
start(struct floor *floor, struct hand *hands, struct why *why)
{
	size_t i;

	for (i = 0; i < floor->crew->jobs; i++) {
		hands[i].floor = floor;
		hands[i].worker = floor->crew->workers[i];
		errno =
		    pthread_create(&hands[i].thread, NULL, run_hand, &hands[i]);
		if (errno != 0) {
			why_set(why, WHY_LATER, "cannot start a thread");
			break;
		}
	}
	return i;
}

static void
join(struct floor *floor, struct hand *hands, size_t count)
{
	size_t i;

	(void)pthread_mutex_lock(&floor->lock);
	floor->stopped = true;
	(void)pthread_cond_broadcast(&floor->filled);
	(void)pthread_mutex_unlock(&floor->lock);
	for (i = 0; i < count; i++)
		(void)pthread_join(hands[i].thread, NULL);
}

static int
run_together(const struct crew *crew, struct lines *lines, struct why *why)
{
	struct floor floor = { .crew = crew,
		.count = BATCHES_EACH * crew->jobs,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.wake = { -1, -1 },
		.filled = PTHREAD_COND_INITIALIZER,
		.emptied = PTHREAD_COND_INITIALIZER };
	struct hand *hands = NULL;
	size_t i, started;
	int rv = -1;

	floor.batches = calloc(floor.count, sizeof *floor.batches);
	hands = calloc(crew->jobs, sizeof *hands);
	if (floor.batches == NULL || hands == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		goto out;
	}
	if (pipe2(floor.wake, O_CLOEXEC) == -1) {
		why_set(why, WHY_LATER, "cannot make a pipe");
		goto out;
	}
	lines->wake = floor.wake[0];
	started = start(&floor, hands, why);
	if (started == crew->jobs)
		rv = hand_out(&floor, lines, why);
	join(&floor, hands, started);
	/* A line that failed comes before what could not be read. */
	if (floor.why.status != WHY_OK) {
		*why = floor.why;
		rv = -1;
	}
out:
	for (i = 0; floor.batches != NULL && i < floor.count; i++)
		batch_release(&floor.batches[i]);
	if (floor.wake[0] != -1) {
		(void)close(floor.wake[0]);
		(void)close(floor.wake[1]);
	}
	free(floor.batches);
	free(hands);
	return rv;
}

int
crew_run(const struct crew *crew, struct why *why)
{
	struct lines lines = { .fd = crew->fd,
		.wake = -1,
		.name = crew->name,
		.block = crew->jobs == 1 ? BLOCK_ALONE : BLOCK_SHARED,
		.max = CREW_LINE_MAX };
	int rv;

	rv = crew->jobs == 1 ? run_alone(crew, &lines, why)
			     : run_together(crew, &lines, why);
	lines_release(&lines);
	return rv;
}
