/* ingest_take: from a value of the input to records that can be sent. */

#include <string.h>
#include <time.h>

#include "ingest_part.h"
#include "journal.h"
#include "record.h"
#include "record_fill.h"
#include "shape.h"
#include "siphash.h"
#include "text.h"

/* A record at hand, and what stands around it. */
struct taking {
	struct ingest *ingest;
	const struct record_kind *kind;
	const struct mem *frame;
	const struct text *text; /* of the record alone */
	struct ingest_record *record;
	struct why *why;
};

static int64_t
now_milliseconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int
refuse(struct ingest *ingest, struct ingest_record *record)
{
	ingest_settle(ingest, record, VERDICT_INVALID);
	return 0;
}

/* No memory is no fault of the record's. */
static int
refuse_for(struct taking *taking, const struct why *wrong)
{
	if (wrong->status != WHY_INPUT) {
		*taking->why = *wrong;
		return -1;
	}
	shape_say(&taking->record->verdict.errors, NULL, "%s", wrong->msg);
	return refuse(taking->ingest, taking->record);
}

int
ingest_take_bad(
    struct ingest *ingest, const struct split_item *item, struct why *why)
{
	struct ingest_record *record;

	if ((record = ingest_ring_add(&ingest->ring, why)) == NULL)
		return -1;
	ingest->tally.malformed++;
	shape_say(&record->verdict.errors, NULL, "%s:%zu: %s", ingest->name,
	    item->line, item->wrong);
	return refuse(ingest, record);
}

/* Find the hashes that it goes by, and the sequence it was given before. */
static void
identify(struct taking *taking)
{
	struct ingest *const ingest = taking->ingest;
	struct ingest_record *const record = taking->record;
	const struct mem *const key = &record->verdict.key;
	const char *const data = taking->text->data;
	const size_t len = taking->text->len;

	if (ingest->journal == NULL) {
		record->hash = siphash(ingest->secret, mem_str(key), key->len);
		return;
	}
	record->hash = journal_key(ingest->journal, key);
	record->contents =
	    journal_contents(ingest->journal, record->hash, data, len);
}

/*
 * The number of an update that has none: the one with which a killed run may
 * have sent it already, else the time, and more than that of any before.
 */
static int64_t
choose_sequence(const struct taking *taking)
{
	struct ingest *const ingest = taking->ingest;
	const struct ingest_record *const record = taking->record;
	const int64_t now = ingest->options->sequenced
	    ? ingest->options->sequence
	    : now_milliseconds();
	const struct seen_row *row;

	if (ingest->journal != NULL) {
		row = seen_find(&ingest->journal->fates, record->contents);
		if (row != NULL && row->mark == JOURNAL_SENT)
			return row->sequence;
	}
	row = seen_find(&ingest->keys, record->hash);
	if (row == NULL && ingest->journal != NULL)
		row = seen_find(&ingest->journal->newest, record->hash);
	if (row == NULL || ingest->options->sequenced || row->sequence < now)
		return now;
	return row->sequence < INT64_MAX ? row->sequence + 1 : row->sequence;
}

/* Is it settled by the journal?  Then so is its verdict. */
static bool
is_settled(const struct taking *taking)
{
	struct ingest *const ingest = taking->ingest;
	struct ingest_record *const record = taking->record;
	const struct seen_row *row;

	if (ingest->journal == NULL ||
	    (row = seen_find(&ingest->journal->fates, record->contents)) ==
		NULL ||
	    row->mark == JOURNAL_SENT)
		return false;
	record->verdict.journal = true;
	ingest_settle(ingest, record,
	    row->mark == JOURNAL_ACCEPTED ? VERDICT_ACCEPTED
					  : VERDICT_SUPERSEDED);
	return true;
}

/* The other one of this key is not to be sent, if it has not been. */
static void
supersede(struct ingest *ingest, const struct ingest_record *record)
{
	struct ingest_batch *const batch = ingest->filling;
	struct ingest_record *const other =
	    batch == NULL ? NULL : ingest_batch_find(batch, record);

	if (other == NULL)
		return;
	ingest_batch_drop(batch, other);
	other->verdict.by = record->verdict.number;
	ingest_settle(ingest, other, VERDICT_SUPERSEDED);
}

/*
 * Of records with the same key the one with the highest sequence counts.
 * Repositories are not like that: each brings other commits.
 * Returns whether this one is to be sent.
 */
static int
compare_with_others(struct taking *taking, bool *newest)
{
	struct ingest *const ingest = taking->ingest;
	struct ingest_record *const record = taking->record;
	const struct seen_row *const row =
	    seen_find(&ingest->keys, record->hash);

	*newest = true;
	if (taking->kind->most_entities > 0) {
		if (ingest->filling != NULL &&
		    ingest_batch_find(ingest->filling, record) != NULL)
			ingest_close_batch(ingest);
		return 0;
	}
	if (row != NULL && row->sequence >= record->sequence) {
		*newest = false;
		record->verdict.by = row->mark;
		ingest_settle(ingest, record, VERDICT_SUPERSEDED);
		return 0;
	}
	if (row != NULL)
		supersede(ingest, record);
	return seen_put(&ingest->keys, record->hash, record->sequence,
	    record->verdict.number, taking->why);
}

/* Into the batch that is being filled, or into a new one. */
static int
send(struct taking *taking)
{
	struct ingest *const ingest = taking->ingest;
	struct ingest_record *const record = taking->record;
	bool newest;

	if (compare_with_others(taking, &newest) == -1)
		return -1;
	if (!newest)
		return 0;
	if (ingest->conn == NULL) {
		ingest_settle(ingest, record, VERDICT_VALID);
		return 0;
	}
	if (ingest->filling != NULL &&
	    !ingest_batch_fits(ingest->filling, &ingest->limits, taking->kind,
		taking->frame, record))
		ingest_close_batch(ingest);
	if (ingest->filling == NULL &&
	    (ingest->filling = ingest_batch_new(
		 taking->kind, taking->frame, taking->why)) == NULL)
		return -1;
	if (ingest_batch_add(ingest->filling, record, taking->why) == -1)
		return -1;
	if (ingest_batch_is_full(ingest->filling, &ingest->limits))
		ingest_close_batch(ingest);
	return 0;
}

/* Fill in what is missing, and look at the outcome. */
static int
prepare(struct taking *taking, struct mem *json, struct why *wrong)
{
	struct ingest *const ingest = taking->ingest;
	struct ingest_record *const record = taking->record;
	const struct record_fill fill = {
		.sequence = choose_sequence(taking),
		.now = now_milliseconds() / 1000,
		.url = ingest->options->url,
		.trim = ingest->options->trim,
	};
	struct text text = { .name = ingest->name,
		.line = taking->text->line,
		.syntax = TEXT_JSON };

	record->made = text_member(taking->text, taking->text->root,
			   taking->kind->sequence)
			   .kind == TEXT_NONE;
	if (record_fill(taking->kind, &fill, taking->text, json,
		&record->verdict.notes, wrong) == -1 ||
	    text_read(&text, json->data, json->len, wrong) == -1)
		return -1;
	record->sequence = record_sequence(taking->kind, &text, text.root);
	record->entities = record_entities(taking->kind, &text, text.root);
	return record_check(
		   taking->kind, &text, text.root, &record->verdict.errors) > 0;
}

/* Returns 0, or -1 and why; a bad record has its verdict. */
static int
take_record(struct taking *taking)
{
	struct ingest *const ingest = taking->ingest;
	struct ingest_record *const record = taking->record;
	struct mem json = { 0 };
	struct why wrong = { 0 };
	int rv = 0;

	record->kind = taking->kind;
	(void)record_key(taking->kind, taking->text, taking->text->root,
	    &record->verdict.key);
	if (taking->text->len > RECORD_MAX) {
		(void)record_check(taking->kind, taking->text,
		    taking->text->root, &record->verdict.errors);
		return refuse(ingest, record);
	}
	identify(taking);
	if (is_settled(taking))
		return 0;
	switch (prepare(taking, &json, &wrong)) {
	case 0:
		ingest_ring_keep(&ingest->ring, record, &json);
		rv = send(taking);
		break;
	case 1:
		rv = refuse(ingest, record);
		break;
	default:
		rv = refuse_for(taking, &wrong);
	}
	mem_release(&json);
	return rv;
}

/* The record that is a value of text. */
static int
take_value(struct taking *taking, const struct text *text, struct value value)
{
	struct text part = {
		.name = text->name, .line = text->line, .syntax = TEXT_JSON
	};
	const struct record_kind *const kind = taking->kind;
	int rv;

	taking->record = ingest_ring_add(&taking->ingest->ring, taking->why);
	if (taking->record == NULL)
		return -1;
	taking->text = &part;
	if (value.end - value.at == text->len)
		taking->text = text;
	else if (text_read(&part, text->data + value.at, value.end - value.at,
		     taking->why) == -1)
		return -1;
	taking->kind = record_kind_of(kind, taking->text, taking->text->root);
	rv = take_record(taking);
	taking->kind = kind;
	return rv;
}

/* Each record of a request; what is wrong around them is wrong with each. */
static int
take_request(struct taking *taking, const struct text *text, struct value array)
{
	struct ingest *const ingest = taking->ingest;
	const struct record_kind *kind = taking->kind;
	struct mem frame = { 0 }, errors = { 0 };
	struct member item = { 0 };
	struct ingest_record *record;
	int rv = -1;

	if (text_member(text, text->root, kind->root).at != array.at)
		kind = kind->twin;
	if (ingest_frame(
		ingest, text, kind->root, &frame, &errors, taking->why) == -1)
		goto out;
	taking->frame = &frame;
	while (text_next(text, array, &item)) {
		if (errors.len == 0) {
			if (take_value(taking, text, item.value) == -1)
				goto out;
			continue;
		}
		record = ingest_ring_add(&ingest->ring, taking->why);
		if (record == NULL)
			goto out;
		mem_add(&record->verdict.errors, errors.data, errors.len);
		(void)refuse(ingest, record);
	}
	rv = 0;
out:
	mem_release(&frame);
	mem_release(&errors);
	return rv;
}

int
ingest_take(
    struct ingest *ingest, const struct split_item *item, struct why *why)
{
	struct text text = {
		.name = ingest->name, .line = item->line, .syntax = TEXT_JSON
	};
	struct taking taking = { .ingest = ingest,
		.kind = ingest->options->kind,
		.frame = ingest->options->frame,
		.why = why };
	struct why wrong = { 0 };
	struct value array;

	if (text_read(&text, item->data, item->len, &wrong) == -1) {
		taking.record = ingest_ring_add(&ingest->ring, why);
		if (taking.record == NULL)
			return -1;
		ingest->tally.malformed++;
		return refuse_for(&taking, &wrong);
	}
	array = record_request(taking.kind, &text, text.root);
	if (array.kind == TEXT_ARRAY)
		return take_request(&taking, &text, array);
	return take_value(&taking, &text, text.root);
}
