/* ingest_ring: records on their way, in the order of the input. */

#include <stdlib.h>
#include <string.h>

#include "ingest_ring.h"
#include "why.h"

enum {
	FIRST_SIZE = 256 /* records; a power of two, as all sizes */
};

static int
grow(struct ingest_ring *ring, struct why *why)
{
	const size_t size = ring->size == 0 ? FIRST_SIZE : ring->size * 2;
	struct ingest_record **records, **spare;
	size_t i;

	spare = reallocarray(ring->spare, size, sizeof(*spare));
	if (spare != NULL)
		ring->spare = spare;
	if (spare == NULL || (records = calloc(size, sizeof(*records))) == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	for (i = 0; i < ring->count; i++)
		records[i] = ring->records[(ring->head + i) & (ring->size - 1)];
	free(ring->records);
	ring->records = records;
	ring->size = size;
	ring->head = 0;
	return 0;
}

struct ingest_record *
ingest_ring_add(struct ingest_ring *ring, struct why *why)
{
	struct ingest_record *record;

	if (ring->count == ring->size && grow(ring, why) == -1)
		return NULL;
	if (ring->spares > 0)
		record = ring->spare[--ring->spares];
	else if ((record = calloc(1, sizeof *record)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	record->verdict.number = ++ring->number;
	ring->records[(ring->head + ring->count++) & (ring->size - 1)] = record;
	return record;
}

void
ingest_ring_keep(struct ingest_ring *ring, struct ingest_record *record)
{
	record->held = record->json.len;
	ring->bytes += record->held;
}

void
ingest_ring_settle(struct ingest_ring *ring, struct ingest_record *record,
    enum verdict_kind kind)
{
	ring->bytes -= record->held;
	record->held = 0;
	mem_reuse(&record->json, VERDICT_ROOM_MAX);
	record->verdict.kind = kind;
	record->batch = NULL;
	record->done = true;
}

struct ingest_record *
ingest_ring_take(struct ingest_ring *ring)
{
	struct ingest_record *record;

	if (ring->count == 0 || !ring->records[ring->head]->done)
		return NULL;
	record = ring->records[ring->head];
	ring->head = (ring->head + 1) & (ring->size - 1);
	ring->count--;
	return record;
}

void
ingest_ring_reuse(struct ingest_ring *ring, struct ingest_record *record)
{
	const size_t kept = offsetof(struct ingest_record, kind);

	verdict_reuse(&record->verdict);
	memset((char *)record + kept, 0, sizeof *record - kept);
	ring->spare[ring->spares++] = record;
}

void
ingest_record_free(struct ingest_record *record)
{
	verdict_release(&record->verdict);
	mem_release(&record->json);
	free(record);
}

void
ingest_ring_release(struct ingest_ring *ring)
{
	size_t i;

	for (i = 0; i < ring->count; i++)
		ingest_record_free(
		    ring->records[(ring->head + i) & (ring->size - 1)]);
	while (ring->spares > 0)
		ingest_record_free(ring->spare[--ring->spares]);
	free(ring->spare);
	free(ring->records);
	*ring = (struct ingest_ring){ 0 };
}
