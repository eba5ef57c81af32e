/* ingest_batch: records that go in one request. */

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "ingest_batch.h"
#include "ingest_ring.h"
#include "progress.h"
#include "record.h"
#include "why.h"

enum {
	AROUND = 64,     /* bytes of a body that are not records, at most */
	FIRST_SIZE = 128 /* records */
};

struct ingest_batch *
ingest_batch_new(
    const struct record_kind *kind, const struct mem *frame, struct why *why)
{
	struct ingest_batch *batch;

	if ((batch = calloc(1, sizeof *batch)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	batch->kind = kind;
	mem_add(&batch->frame, frame->data, frame->len);
	batch->bytes = AROUND + frame->len;
	batch->began = clock_seconds();
	return batch;
}

void
ingest_batch_free(struct ingest_batch *batch)
{
	if (batch == NULL)
		return;
	mem_release(&batch->frame);
	free(batch->records);
	free(batch);
}

static bool
has_same_frame(const struct ingest_batch *batch, const struct mem *frame)
{
	return batch->frame.len == frame->len &&
	    (frame->len == 0 ||
		memcmp(batch->frame.data, frame->data, frame->len) == 0);
}

bool
ingest_batch_fits(const struct ingest_batch *batch,
    const struct ingest_limits *limits, const struct record_kind *kind,
    const struct mem *frame, const struct ingest_record *record)
{
	return batch->kind == kind && batch->count < limits->records &&
	    batch->count < kind->most &&
	    batch->bytes + record->json.len + 1 <= limits->bytes &&
	    batch->entities + record->entities <= kind->most_entities &&
	    has_same_frame(batch, frame);
}

bool
ingest_batch_is_full(
    const struct ingest_batch *batch, const struct ingest_limits *limits)
{
	return batch->count >= limits->records ||
	    batch->count >= batch->kind->most || batch->bytes >= limits->bytes;
}

int
ingest_batch_add(
    struct ingest_batch *batch, struct ingest_record *record, struct why *why)
{
	const size_t size = batch->size == 0 ? FIRST_SIZE : batch->size * 2;
	struct ingest_record **records;

	if (batch->count == batch->size) {
		records = reallocarray(batch->records, size, sizeof(*records));
		if (records == NULL)
			return why_setx(why, WHY_LATER, "out of memory");
		batch->records = records;
		batch->size = size;
	}
	batch->records[batch->count++] = record;
	batch->bytes += record->json.len + 1;
	batch->entities += record->entities;
	record->batch = batch;
	return 0;
}

void
ingest_batch_drop(struct ingest_batch *batch, struct ingest_record *record)
{
	size_t i = 0;

	while (batch->records[i] != record)
		i++;
	batch->count--;
	memmove(batch->records + i, batch->records + i + 1,
	    (batch->count - i) * sizeof(*batch->records));
	batch->bytes -= record->json.len + 1;
	batch->entities -= record->entities;
	record->batch = NULL;
}

struct ingest_record *
ingest_batch_find(
    const struct ingest_batch *batch, const struct ingest_record *like)
{
	size_t i;

	for (i = 0; i < batch->count; i++)
		if (batch->records[i]->hash == like->hash)
			return batch->records[i];
	return NULL;
}

int
ingest_batch_compose(
    const struct ingest_batch *batch, struct mem *body, struct why *why)
{
	size_t i;

	mem_cut(body, 0);
	(void)mem_room(body, batch->bytes);
	mem_putc(body, '{');
	mem_add(body, batch->frame.data, batch->frame.len);
	mem_printf(body, "%s\"%s\":[", batch->frame.len > 0 ? "," : "",
	    batch->kind->root);
	for (i = 0; i < batch->count; i++) {
		if (i > 0)
			mem_putc(body, ',');
		mem_add(body, batch->records[i]->json.data,
		    batch->records[i]->json.len);
	}
	mem_puts(body, "]}");
	return mem_check(body, why);
}

struct ingest_batch *
ingest_batch_split(struct ingest_batch *batch, struct why *why)
{
	struct ingest_batch *half;

	if ((half = ingest_batch_new(batch->kind, &batch->frame, why)) == NULL)
		return NULL;
	while (batch->count > (half->count + 1)) {
		struct ingest_record *const record =
		    batch->records[batch->count - 1];

		ingest_batch_drop(batch, record);
		if (ingest_batch_add(half, record, why) == -1) {
			(void)ingest_batch_add(batch, record, why);
			ingest_batch_free(half);
			return NULL;
		}
	}
	return half;
}
