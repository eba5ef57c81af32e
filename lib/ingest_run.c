/* ingest_run: read, send, take answers, deliver: all at once. */

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "clock.h"
#include "flight.h"
#include "ingest_part.h"
#include "journal.h"
#include "progress.h"
#include "shape.h"

enum {
	CHECKED = 1024, /* records that are looked at before any is shown */
	MOMENT = 2000   /* ms for what is under way when it is to end */
};

static bool
has_room(const struct ingest *ingest)
{
	const size_t jobs = ingest->options->jobs;

	if (ingest->conn == NULL)
		return ingest->ring.count < CHECKED;
	return ingest->ring.bytes < INGEST_HELD_MAX &&
	    ingest->queued + ingest->flying < INGEST_BATCHES_MAX * jobs &&
	    ingest->ring.count <
	    INGEST_BATCHES_MAX * jobs * ingest->limits.records;
}

/* Take from the input what is there, as far as there is room. */
static int
take_values(struct ingest *ingest, enum split_found *found, struct why *why)
{
	struct split_item item;

	ingest_tick(ingest);
	while (*found != SPLIT_END && ingest->end.status == WHY_OK &&
	    has_room(ingest)) {
		*found = split_next(&ingest->split, &item);
		if (*found == SPLIT_MORE || *found == SPLIT_END)
			break;
		if ((*found == SPLIT_VALUE
			    ? ingest_take(ingest, &item, why)
			    : ingest_take_bad(ingest, &item, why)) == -1)
			return -1;
	}
	if (*found == SPLIT_END)
		ingest_close_batch(ingest);
	return 0;
}

/* The journal has what is sent before it is. */
static int
note(struct ingest *ingest, const struct ingest_batch *batch, struct why *why)
{
	size_t i;

	if (ingest->journal == NULL)
		return 0;
	for (i = 0; i < batch->count; i++)
		if (batch->records[i]->made)
			journal_send(ingest->journal,
			    &batch->records[i]->verdict.key,
			    batch->records[i]->contents,
			    batch->records[i]->sequence);
	/* A kill loses nothing that was written; a crash may, and no more. */
	return journal_write(ingest->journal, false, why);
}

static int
put_batch(struct ingest *ingest, struct ingest_batch *batch, struct why *why)
{
	const struct http_request request = {
		.method = "POST",
		.url = mem_str(&ingest->url),
		.headers = &ingest->headers,
	};

	if (ingest_batch_compose(batch, &ingest->body, why) == -1 ||
	    note(ingest, batch, why) == -1 ||
	    flight_put(ingest->flight, &request, &ingest->body, batch, why) ==
		-1)
		return -1;
	batch->next = NULL;
	*ingest->newest = batch;
	ingest->newest = &batch->next;
	ingest->flying++;
	return 0;
}

static int
put_batches(struct ingest *ingest, struct why *why)
{
	struct ingest_batch *batch;

	while (ingest->end.status == WHY_OK && ingest->queue != NULL &&
	    flight_has_room(ingest->flight)) {
		batch = ingest_unqueue(ingest);
		if (put_batch(ingest, batch, why) == -1) {
			ingest_queue_first(ingest, batch);
			return -1;
		}
	}
	return 0;
}

/* What is known is kept before it is told. */
static int
deliver(struct ingest *ingest, struct why *why)
{
	const struct ingest_options *const options = ingest->options;
	struct ingest_record *record;
	int rv = 0;

	ingest->tally.taken = ingest->ring.number;
	ingest->tally.read = ingest->read - split_left(&ingest->split);
	if (ingest->journal != NULL &&
	    journal_write(ingest->journal, true, why) == -1)
		return -1;
	while (rv == 0 && (record = ingest_ring_take(&ingest->ring)) != NULL) {
		ingest->tally.records++;
		ingest->tally.verdicts[record->verdict.kind]++;
		rv = options->deliver(options->arg, &record->verdict, why);
		ingest_ring_reuse(&ingest->ring, record);
	}
	return rv;
}

/* Milliseconds that the batch which is being filled may wait, -1: for ever. */
static int
linger(const struct ingest *ingest)
{
	double left;

	if (ingest->filling == NULL)
		return -1;
	left =
	    ingest->filling->began + ingest->options->linger - clock_seconds();
	return left <= 0 ? 0 : (int)(left * 1000) + 1;
}

/* Wait until one of two descriptors can be read that are not -1. */
static bool
can_read(int fd, int other, int milliseconds)
{
	struct pollfd fds[] = {
		{ .fd = fd, .events = POLLIN },
		{ .fd = other, .events = POLLIN },
	};

	return poll(fds, 2, milliseconds) > 0;
}

static int
read_more(struct ingest *ingest, int fd, struct why *why)
{
	char *const room = split_room(&ingest->split, why);
	ssize_t n;

	if (room == NULL)
		return -1;
	while ((n = read(fd, room, SPLIT_BLOCK)) == -1 && errno == EINTR)
		;
	if (n == -1)
		return why_set(why, errno == EISDIR ? WHY_OPEN : WHY_IO, "%s",
		    ingest->name);
	split_grew(&ingest->split, (size_t)n);
	ingest->read += (uint64_t)n;
	return 0;
}

/* Everything that was read has a verdict, and be it that it has none. */
static int
give_up(struct ingest *ingest, struct why *why)
{
	struct why lost = { 0 };
	size_t i;

	for (i = 0; i < ingest->ring.count; i++) {
		struct ingest_record *const record =
		    ingest->ring.records[(ingest->ring.head + i) &
			(ingest->ring.size - 1)];

		if (record->done)
			continue;
		shape_say(&record->verdict.errors, NULL, "%s", why->msg);
		ingest_settle(ingest, record, VERDICT_FAILED);
	}
	(void)deliver(ingest, &lost);
	if (ingest->options->flush != NULL)
		(void)ingest->options->flush(ingest->options->arg, &lost);
	return -1;
}

/* Nothing more is sent, but what is under way may still have its answer. */
static int
interrupt(struct ingest *ingest, struct why *why)
{
	struct flight_end end = { 0 };

	if (ingest->flight != NULL)
		flight_stop(ingest->flight, MOMENT);
	while (ingest->flying > 0)
		if (flight_take(ingest->flight, -1, -1, &end, why) != 1 ||
		    ingest_end(ingest, &end, why) == -1)
			return -1;
	why_setx(why, WHY_LATER, "interrupted; it was not sent");
	(void)give_up(ingest, why);
	return why_setx(why, WHY_LATER,
	    "interrupted: %ju of %ju records failed, and no more is read",
	    (uintmax_t)ingest->tally.verdicts[VERDICT_FAILED],
	    (uintmax_t)ingest->tally.records);
}

/* There is more to read, or a signal. */
static int
wait_input(struct ingest *ingest, int fd, struct why *why)
{
	(void)can_read(fd, ingest->options->interrupt, -1);
	return can_read(fd, -1, 0) ? read_more(ingest, fd, why) : 0;
}

/* Take the answer that has come, and those that came with it. */
static int
take_ends(struct ingest *ingest, struct flight_end *end, struct why *why)
{
	int rv = 1;

	while (rv == 1) {
		if (ingest_end(ingest, end, why) == -1)
			return -1;
		if (!flight_has_end(ingest->flight) ||
		    ingest->end.status != WHY_OK)
			return 0;
		rv = flight_take(ingest->flight, -1, 0, end, why);
	}
	return rv;
}

/* Wait for an answer, for input if it is wanted, or for the linger's end. */
static int
wait_for(struct ingest *ingest, int fd, bool hungry, struct why *why)
{
	struct flight_end end = { 0 };
	int rv;

	if (ingest->flight == NULL)
		return hungry ? wait_input(ingest, fd, why) : 0;
	if (!hungry && ingest->flying == 0) {
		ingest_close_batch(ingest);
		return 0;
	}
	rv = flight_take(ingest->flight, hungry ? fd : -1,
	    hungry ? linger(ingest) : -1, &end, why);
	if (rv == 1)
		return take_ends(ingest, &end, why);
	if (rv == -1)
		return -1;
	if (hungry && can_read(fd, -1, 0))
		return read_more(ingest, fd, why);
	if (hungry && linger(ingest) == 0)
		ingest_close_batch(ingest);
	return 0;
}

static int
run(struct ingest *ingest, int fd, struct why *why)
{
	const struct ingest_options *const options = ingest->options;
	enum split_found found = SPLIT_VALUE;

	for (;;) {
		if (can_read(options->interrupt, -1, 0))
			return interrupt(ingest, why);
		if (take_values(ingest, &found, why) == -1 ||
		    put_batches(ingest, why) == -1 ||
		    deliver(ingest, why) == -1 ||
		    options->flush(options->arg, why) == -1)
			return -1;
		if (ingest->end.status != WHY_OK) {
			*why = ingest->end;
			return -1;
		}
		if (found == SPLIT_END && ingest->ring.count == 0)
			return 0;
		if (wait_for(ingest, fd, found == SPLIT_MORE, why) == -1)
			return -1;
		if (found == SPLIT_MORE)
			found = SPLIT_VALUE;
	}
}

int
ingest_run(struct ingest *ingest, int fd, const char *name, struct why *why)
{
	ingest->name = ingest->split.name = name;
	if (ingest->flight != NULL)
		flight_watch(ingest->flight, ingest->options->interrupt);
	if (run(ingest, fd, why) == 0)
		return 0;
	/* What cannot be kept or told is not told in another way. */
	return why->status == WHY_IO ? -1 : give_up(ingest, why);
}
