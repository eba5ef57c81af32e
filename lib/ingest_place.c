/* ingest_place: where a record stands among those of its key. */

#include "ingest_part.h"
#include "journal.h"
#include "record.h"
#include "siphash.h"
#include "text.h"

void
ingest_identify(struct ingest *ingest, struct ingest_record *record,
    const struct text *text)
{
	const struct mem *const key = &record->verdict.key;

	if (ingest->journal == NULL)
		record->hash = siphash(ingest->secret, mem_str(key), key->len);
	else {
		record->hash = journal_key(ingest->journal, key);
		record->contents = journal_contents(
		    ingest->journal, record->hash, text->data, text->len);
	}
	seen_expect(&ingest->keys, record->hash);
}

int64_t
ingest_choose_sequence(
    struct ingest *ingest, const struct ingest_record *record)
{
	const int64_t given = ingest->options->sequence;
	const int64_t now = given >= 0 ? given : ingest->now;
	const struct seen_row *row;

	if (ingest->journal != NULL) {
		row = seen_find(&ingest->journal->fates, record->contents);
		if (row != NULL && row->mark == JOURNAL_SENT)
			return row->sequence;
	}
	row = seen_find(&ingest->keys, record->hash);
	if (row == NULL && ingest->journal != NULL)
		row = seen_find(&ingest->journal->newest, record->hash);
	if (row == NULL || given >= 0 || row->sequence < now)
		return now;
	return row->sequence < INT64_MAX ? row->sequence + 1 : row->sequence;
}

bool
ingest_is_settled(struct ingest *ingest, struct ingest_record *record)
{
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
compare_with_others(struct ingest *ingest, struct ingest_record *record,
    bool *newest, struct why *why)
{
	const struct seen_row *row;

	*newest = true;
	if (record->kind->most_entities > 0) {
		if (ingest->filling != NULL &&
		    ingest_batch_find(ingest->filling, record) != NULL)
			ingest_close_batch(ingest);
		return 0;
	}
	row = seen_find(&ingest->keys, record->hash);
	if (row != NULL && row->sequence >= record->sequence) {
		*newest = false;
		record->verdict.by = row->mark;
		ingest_settle(ingest, record, VERDICT_SUPERSEDED);
		return 0;
	}
	if (row != NULL)
		supersede(ingest, record);
	return seen_put(&ingest->keys, record->hash, record->sequence,
	    record->verdict.number, why);
}

int
ingest_place(struct ingest *ingest, struct ingest_record *record,
    const struct mem *frame, struct why *why)
{
	bool newest;

	if (compare_with_others(ingest, record, &newest, why) == -1)
		return -1;
	if (!newest)
		return 0;
	if (ingest->conn == NULL) {
		ingest_settle(ingest, record, VERDICT_VALID);
		return 0;
	}
	if (ingest->filling != NULL &&
	    !ingest_batch_fits(
		ingest->filling, &ingest->limits, record->kind, frame, record))
		ingest_close_batch(ingest);
	if (ingest->filling == NULL &&
	    (ingest->filling = ingest_batch_new(record->kind, frame, why)) ==
		NULL)
		return -1;
	if (ingest_batch_add(ingest->filling, record, why) == -1)
		return -1;
	if (ingest_batch_is_full(ingest->filling, &ingest->limits))
		ingest_close_batch(ingest);
	return 0;
}
