/* seen: what was met before, by a hash of it, with two numbers. */

#include <stdlib.h>

#include "seen.h"
#include "why.h"

enum {
	FIRST_SIZE = 1024 /* rows */
};

/* The row of that hash, or the free one where it would be. */
static struct seen_row *
find(const struct seen_table *table, uint64_t hash)
{
	size_t i;

	for (i = (size_t)hash;; i++) {
		struct seen_row *const row =
		    &table->rows[i & (table->size - 1)];

		if (row->hash == hash || row->hash == 0)
			return row;
	}
}

static int
grow(struct seen_table *table, struct why *why)
{
	const size_t size = table->size == 0 ? FIRST_SIZE : table->size * 2;
	struct seen_table bigger = { NULL, size, table->count };
	size_t i;

	if ((bigger.rows = calloc(size, sizeof *bigger.rows)) == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	for (i = 0; i < table->size; i++)
		if (table->rows[i].hash != 0)
			*find(&bigger, table->rows[i].hash) = table->rows[i];
	free(table->rows);
	*table = bigger;
	return 0;
}

/* No hash is 0, which a free row has. */
static uint64_t
whole(uint64_t hash)
{
	return hash == 0 ? 1 : hash;
}

static struct seen_row *
find_in(const struct seen_table *table, uint64_t hash)
{
	struct seen_row *row;

	if (table->size == 0)
		return NULL;
	row = find(table, whole(hash));
	return row->hash == 0 ? NULL : row;
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
	struct seen_table *const young = &seen->young;
	struct seen_row *row;

	if (seen->limit > 0 && young->count == seen->limit) {
		free(seen->old.rows);
		seen->old = *young;
		*young = (struct seen_table){ 0 };
	}
	/* At most half full, so that a walk to a free row is short. */
	if (young->count >= young->size / 2 && grow(young, why) == -1)
		return -1;
	row = find(young, whole(hash));
	young->count += row->hash == 0;
	*row = (struct seen_row){ whole(hash), sequence, mark };
	return 0;
}

void
seen_release(struct seen *seen)
{
	free(seen->young.rows);
	free(seen->old.rows);
	*seen = (struct seen){ .limit = seen->limit };
}
