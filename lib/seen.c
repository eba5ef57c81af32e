/* seen: what was met before, by a hash of it, with two numbers. */

#include <stdlib.h>
#include <string.h>

#include "seen.h"
#include "why.h"

#define SIZE_FIRST ((size_t)1 << 10) /* slots */
#define SIZE_LAST ((size_t)1 << 31)  /* as many as a slot's bits can number */

/* The bits of a slot that are a row's number; the others are of its hash. */
static inline uint32_t
number_bits(const struct seen_table *table)
{
	return (uint32_t)(table->size - 1);
}

static inline struct seen_row *
row_of(const struct seen_table *table, uint32_t slot)
{
	return &table->rows[(slot & number_bits(table)) - 1];
}

/* The slot of that hash, or the free one where it would be. */
static inline uint32_t *
find(const struct seen_table *table, uint64_t hash)
{
	const uint32_t bits = number_bits(table);
	size_t i;

	for (i = (size_t)hash;; i++) {
		uint32_t *const slot = &table->slots[i & bits];

		if (*slot == 0 ||
		    (((*slot ^ hash) & ~bits) == 0 &&
			row_of(table, *slot)->hash == hash))
			return slot;
	}
}

/* What a row's slot has. */
static inline uint32_t
slot_of(const struct seen_table *table, size_t row)
{
	const uint32_t bits = number_bits(table);

	return ((uint32_t)table->rows[row].hash & ~bits) | (uint32_t)(row + 1);
}

static int
grow(struct seen_table *table, struct why *why)
{
	const size_t size = table->size == 0 ? SIZE_FIRST : table->size * 2;
	struct seen_table bigger = { .size = size, .count = table->count };
	size_t i;

	if (table->size < SIZE_LAST)
		bigger.rows =
		    reallocarray(table->rows, size / 2, sizeof *bigger.rows);
	if (bigger.rows == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	table->rows = bigger.rows;
	if ((bigger.slots = calloc(size, sizeof *bigger.slots)) == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	for (i = 0; i < bigger.count; i++)
		*find(&bigger, bigger.rows[i].hash) = slot_of(&bigger, i);
	free(table->slots);
	*table = bigger;
	return 0;
}

/* The young ones become old, and the old ones are forgotten. */
static void
age(struct seen *seen)
{
	const struct seen_table gone = seen->old;

	seen->old = seen->young;
	seen->young = gone;
	seen->young.count = 0;
	if (gone.size > 0)
		memset(gone.slots, 0, gone.size * sizeof *gone.slots);
}

void
seen_expect(const struct seen *seen, uint64_t hash)
{
	const struct seen_table *const young = &seen->young, *old = &seen->old;

	if (young->count > 0)
		__builtin_prefetch(&young->slots[hash & number_bits(young)]);
	if (old->count > 0)
		__builtin_prefetch(&old->slots[hash & number_bits(old)]);
}

static struct seen_row *
find_in(const struct seen_table *table, uint64_t hash)
{
	uint32_t slot;

	if (table->count == 0)
		return NULL;
	slot = *find(table, hash);
	return slot == 0 ? NULL : row_of(table, slot);
}

struct seen_row *
seen_find(struct seen *seen, uint64_t hash)
{
	struct seen_row *const row = find_in(&seen->young, hash);

	return row != NULL ? row : find_in(&seen->old, hash);
}

int
seen_put(struct seen *seen, uint64_t hash, int64_t sequence, uint64_t mark,
    struct why *why)
{
	const struct seen_row row = { hash, sequence, mark };
	struct seen_table *const young = &seen->young;
	uint32_t *slot;

	if (seen->limit > 0 && young->count == seen->limit)
		age(seen);
	/* At most half full, so that a walk to a free slot is short. */
	if (young->count >= young->size / 2 && grow(young, why) == -1)
		return -1;
	slot = find(young, hash);
	if (*slot != 0) {
		*row_of(young, *slot) = row;
		return 0;
	}
	young->rows[young->count] = row;
	*slot = slot_of(young, young->count++);
	return 0;
}

static void
release(struct seen_table *table)
{
	free(table->slots);
	free(table->rows);
	*table = (struct seen_table){ 0 };
}

void
seen_release(struct seen *seen)
{
	release(&seen->young);
	release(&seen->old);
}
