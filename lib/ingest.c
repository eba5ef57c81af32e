/* ingest: a stream of records to the DevOps APIs of Jira Cloud. */

#include <stdlib.h>
#include <string.h>

#include "caller.h"
#include "endpoint.h"
#include "flight.h"
#include "ingest_part.h"
#include "journal.h"
#include "record.h"
#include "shape.h"

/* Whom to send to, and what of theirs is known already. */
static int
open_way(struct ingest *ingest, const struct http_options *net, struct why *why)
{
	const struct ingest_options *const options = ingest->options;
	struct http_options safe = *net;

	if (endpoint_ingest(ingest->conn, options->kind->service,
		options->version, "bulk", &ingest->url, why) == -1)
		return -1;
	mem_puts(&ingest->headers,
	    "Accept: application/json\nContent-Type: application/json\n");
	if (mem_check(&ingest->headers, why) == -1)
		return -1;
	if (options->journal != NULL &&
	    (ingest->journal = journal_open(options->journal,
		 mem_str(&ingest->url), options->look, why)) == NULL)
		return -1;
	if (options->look) {
		ingest->conn = NULL;
		return 0;
	}
	/* A record that comes twice with its number is taken once. */
	safe.unsafe = true;
	if ((ingest->caller = caller_new(ingest->conn, &safe, why)) == NULL ||
	    (ingest->flight = flight_new(&safe, caller_signer(ingest->caller),
		 options->jobs, why)) == NULL)
		return -1;
	return 0;
}

struct ingest *
ingest_new(const struct ingest_options *options, struct conn *conn,
    const struct http_options *net, struct why *why)
{
	struct ingest *ingest;

	if ((ingest = calloc(1, sizeof *ingest)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	ingest->options = options;
	ingest->limits =
	    (struct ingest_limits){ options->records, options->bytes };
	ingest->last = &ingest->queue;
	ingest->newest = &ingest->away;
	ingest->conn = conn;
	/* With a journal there is memory for each record anyway. */
	ingest->keys.limit = options->journal == NULL ? INGEST_REMEMBERED : 0;
	arc4random_buf(ingest->secret, sizeof ingest->secret);
	ingest->whole.syntax = ingest->part.syntax = TEXT_JSON;
	ingest->whole.index = &ingest->of_whole;
	ingest->part.index = &ingest->of_part;
	if (conn != NULL && open_way(ingest, net, why) == -1) {
		ingest_free(ingest);
		return NULL;
	}
	return ingest;
}

static void
free_batches(struct ingest_batch *batch)
{
	struct ingest_batch *next;

	for (; batch != NULL; batch = next) {
		next = batch->next;
		ingest_batch_free(batch);
	}
}

void
ingest_free(struct ingest *ingest)
{
	if (ingest == NULL)
		return;
	flight_free(ingest->flight);
	caller_free(ingest->caller);
	journal_free(ingest->journal);
	ingest_batch_free(ingest->filling);
	free_batches(ingest->queue);
	free_batches(ingest->away);
	split_release(&ingest->split);
	text_index_release(&ingest->of_whole);
	text_index_release(&ingest->of_part);
	mem_release(&ingest->time);
	ingest_ring_release(&ingest->ring);
	seen_release(&ingest->keys);
	mem_release(&ingest->url);
	mem_release(&ingest->headers);
	mem_release(&ingest->body);
	free(ingest);
}

void
ingest_queue(struct ingest *ingest, struct ingest_batch *batch)
{
	batch->next = NULL;
	*ingest->last = batch;
	ingest->last = &batch->next;
	ingest->queued++;
}

void
ingest_queue_first(struct ingest *ingest, struct ingest_batch *batch)
{
	batch->next = ingest->queue;
	ingest->queue = batch;
	if (batch->next == NULL)
		ingest->last = &batch->next;
	ingest->queued++;
}

struct ingest_batch *
ingest_unqueue(struct ingest *ingest)
{
	struct ingest_batch *const batch = ingest->queue;

	if (batch == NULL)
		return NULL;
	if ((ingest->queue = batch->next) == NULL)
		ingest->last = &ingest->queue;
	ingest->queued--;
	return batch;
}

void
ingest_close_batch(struct ingest *ingest)
{
	struct ingest_batch *const batch = ingest->filling;

	ingest->filling = NULL;
	if (batch != NULL && batch->count > 0)
		ingest_queue(ingest, batch);
	else
		ingest_batch_free(batch);
}

void
ingest_settle(
    struct ingest *ingest, struct ingest_record *record, enum verdict_kind kind)
{
	ingest_ring_settle(&ingest->ring, record, kind);
	if (ingest->journal != NULL && !ingest->options->look &&
	    !record->verdict.journal)
		journal_settle(ingest->journal, &record->verdict,
		    record->contents, record->sequence);
}

void
ingest_settle_all(struct ingest *ingest, const struct ingest_batch *batch,
    enum verdict_kind kind, const char *message)
{
	size_t i;

	for (i = 0; i < batch->count; i++) {
		struct ingest_record *const record = batch->records[i];

		if (message != NULL)
			shape_say(&record->verdict.errors, NULL, "%s", message);
		ingest_settle(ingest, record, kind);
	}
}

const struct ingest_tally *
ingest_tally(const struct ingest *ingest)
{
	return &ingest->tally;
}

enum status
ingest_status(const struct ingest *ingest)
{
	const struct ingest_tally *const tally = &ingest->tally;
	const uint64_t *const verdicts = tally->verdicts;

	if (tally->later > 0)
		return WHY_LATER;
	if (tally->nonsense > 0)
		return WHY_NONSENSE;
	if (tally->malformed > 0)
		return WHY_INPUT;
	if (verdicts[VERDICT_REJECTED] + verdicts[VERDICT_INVALID] > 0 ||
	    (verdicts[VERDICT_UNKNOWN] > 0 && !ingest->options->unknown))
		return WHY_NO;
	return WHY_OK;
}
