/* ingest_end: what the end of a request means to the records in it. */

#include "caller.h"
#include "flight.h"
#include "ingest_answer.h"
#include "ingest_part.h"
#include "shape.h"

enum {
	LOST_MAX = 8,    /* batches without an answer: then it is the end */
	ALONE_MAX = 16,  /* records refused one by one: then it is not theirs */
	BYTES_MIN = 4096 /* of a request, however often it is too large */
};

/* Nothing more is sent. */
static void
stop(struct ingest *ingest, const struct why *why)
{
	if (ingest->end.status == WHY_OK)
		ingest->end = *why;
}

static void
fail(struct ingest *ingest, struct ingest_batch *batch, const struct why *why)
{
	if (why->status == WHY_NONSENSE)
		ingest->tally.nonsense += batch->count;
	else
		ingest->tally.later += batch->count;
	ingest_settle_all(ingest, batch, VERDICT_FAILED, why->msg);
	if (++ingest->lost >= LOST_MAX)
		stop(ingest, why);
}

/* Each half for itself: what is wrong is in one of them. */
static int
halve(struct ingest *ingest, struct ingest_batch *batch, struct why *why)
{
	struct ingest_batch *const half = ingest_batch_split(batch, why);
	struct ingest_batch *whole;

	if (half == NULL)
		return -1;
	/* The answered batch is the caller's, so that its records move. */
	if ((whole = ingest_batch_new(batch->kind, &batch->frame, why)) ==
	    NULL) {
		ingest_queue_first(ingest, half);
		return -1;
	}
	while (batch->count > 0) {
		struct ingest_record *const record = batch->records[0];

		ingest_batch_drop(batch, record);
		if (ingest_batch_add(whole, record, why) == -1)
			return -1;
	}
	ingest_queue_first(ingest, half);
	ingest_queue_first(ingest, whole);
	return 0;
}

static void
reject(struct ingest *ingest, struct ingest_batch *batch,
    const struct http_reply *reply, const char *words)
{
	struct mem errors = { 0 };
	size_t i;

	ingest_answer_errors(&reply->body, &errors);
	if (errors.len == 0)
		shape_say(&errors, NULL, "%s", words);
	for (i = 0; i < batch->count; i++)
		mem_add(&batch->records[i]->verdict.errors, errors.data,
		    errors.len);
	ingest_settle_all(ingest, batch, VERDICT_REJECTED, NULL);
	mem_release(&errors);
}

static int
refuse_large(struct ingest *ingest, struct ingest_batch *batch,
    const struct flight_end *end, struct why *why)
{
	const size_t half = end->request.len / 2;

	if (batch->count == 1) {
		reject(ingest, batch, &end->reply, "it is too large for Jira");
		return 0;
	}
	if (half < ingest->limits.bytes)
		ingest->limits.bytes = half > BYTES_MIN ? half : BYTES_MIN;
	return halve(ingest, batch, why);
}

/* One record may spoil a request in a way that nobody foresaw. */
static int
refuse_whole(struct ingest *ingest, struct ingest_batch *batch,
    const struct http_reply *reply, struct why *why)
{
	if (batch->count > 1 && ingest->alone < ALONE_MAX)
		return halve(ingest, batch, why);
	ingest->alone += (unsigned int)batch->count;
	reject(ingest, batch, reply, "Jira refuses the request");
	return 0;
}

static int
accept(struct ingest *ingest, struct ingest_batch *batch,
    const struct http_reply *reply, struct why *why)
{
	struct why wrong = { 0 };
	size_t strangers = 0, i;

	if (ingest_answer(batch, &reply->body, &strangers, &wrong) == -1) {
		if (wrong.status != WHY_NONSENSE) {
			*why = wrong;
			return -1;
		}
		fail(ingest, batch, &wrong);
		return 0;
	}
	if (strangers > 0 && ingest->options->say != NULL)
		ingest->options->say("an answer names %zu key%s that %s not "
				     "sent",
		    strangers, strangers == 1 ? "" : "s",
		    strangers == 1 ? "was" : "were");
	ingest->lost = 0;
	ingest->alone = 0;
	for (i = 0; i < batch->count; i++) {
		struct ingest_record *const record = batch->records[i];

		if (record->verdict.kind == VERDICT_FAILED)
			ingest->tally.later++;
		ingest_settle(ingest, record, record->verdict.kind);
	}
	return 0;
}

/* What an answer that is none of records asks of us. */
static void
judge(struct ingest *ingest, struct ingest_batch *batch,
    const struct flight_end *end)
{
	struct why why = { 0 };

	if (caller_verdict(ingest->caller, &end->request, &end->reply, &why) ==
	    0)
		why_setx(&why, WHY_NONSENSE, "the server answered %u",
		    end->reply.status);
	fail(ingest, batch, &why);
	if (why.status != WHY_LATER && why.status != WHY_NONSENSE)
		stop(ingest, &why);
}

/* It is back, as the first that went of those under way. */
static void
land(struct ingest *ingest, const struct ingest_batch *batch)
{
	if ((ingest->away = batch->next) == NULL)
		ingest->newest = &ingest->away;
	ingest->flying--;
}

int
ingest_end(struct ingest *ingest, struct flight_end *end, struct why *why)
{
	struct ingest_batch *const batch = end->tag;
	int rv = 0;

	land(ingest, batch);
	if (end->rv == -1) {
		fail(ingest, batch, &end->why);
		if (end->why.status != WHY_LATER &&
		    end->why.status != WHY_NONSENSE)
			stop(ingest, &end->why);
	} else if (end->reply.status == 202 || end->reply.status == 200)
		rv = accept(ingest, batch, &end->reply, why);
	else if (end->reply.status == 413)
		rv = refuse_large(ingest, batch, end, why);
	else if (end->reply.status == 400 || end->reply.status == 422)
		rv = refuse_whole(ingest, batch, &end->reply, why);
	else
		judge(ingest, batch, end);
	flight_end_release(end);
	ingest_batch_free(batch);
	return rv;
}
