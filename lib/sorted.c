/* sorted: strings that are found again, each with a number. */

#include <stdlib.h>
#include <string.h>

#include "sorted.h"
#include "why.h"

void
sorted_add(struct sorted *sorted, const char *s, size_t len, size_t number)
{
	const struct sorted_row row = { sorted->text.len, len, number };

	mem_add(&sorted->text, s, len);
	mem_add(&sorted->rows, &row, sizeof row);
	sorted->count++;
}

static int
compare(const char *a, size_t alen, const char *b, size_t blen)
{
	const int rv = memcmp(a, b, alen < blen ? alen : blen);

	return rv != 0 ? rv : (alen > blen) - (alen < blen);
}

static int
compare_rows(const void *x, const void *y, void *text)
{
	const struct sorted_row *a = x, *b = y;
	const int rv = compare((const char *)text + a->at, a->len,
	    (const char *)text + b->at, b->len);

	return rv != 0 ? rv : (a->at > b->at) - (a->at < b->at);
}

int
sorted_sort(struct sorted *sorted, struct why *why)
{
	if (mem_check(&sorted->text, why) == -1 ||
	    mem_check(&sorted->rows, why) == -1)
		return -1;
	/* A string of no bytes still needs a place to be at. */
	mem_putc(&sorted->text, '\0');
	if (sorted->count > 1)
		qsort_r(sorted->rows.data, sorted->count,
		    sizeof(struct sorted_row), compare_rows, sorted->text.data);
	return mem_check(&sorted->text, why);
}

static const struct sorted_row *
row_at(const struct sorted *sorted, size_t i)
{
	const struct sorted_row *const rows = (const void *)sorted->rows.data;

	return &rows[i];
}

const struct sorted_row *
sorted_find(const struct sorted *sorted, const char *s, size_t len)
{
	size_t low = 0, high = sorted->count, middle;
	const struct sorted_row *row;

	while (low < high) {
		middle = low + (high - low) / 2;
		row = row_at(sorted, middle);
		if (compare(sorted->text.data + row->at, row->len, s, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == sorted->count)
		return NULL;
	row = row_at(sorted, low);
	return compare(sorted->text.data + row->at, row->len, s, len) == 0
	    ? row
	    : NULL;
}

bool
sorted_has_twin(const struct sorted *sorted)
{
	const struct sorted_row *a, *b;
	size_t i;

	for (i = 1; i < sorted->count; i++) {
		a = row_at(sorted, i - 1);
		b = row_at(sorted, i);
		if (compare(sorted->text.data + a->at, a->len,
			sorted->text.data + b->at, b->len) == 0)
			return true;
	}
	return false;
}

void
sorted_clear(struct sorted *sorted)
{
	mem_cut(&sorted->text, 0);
	mem_cut(&sorted->rows, 0);
	sorted->count = 0;
}

void
sorted_release(struct sorted *sorted)
{
	mem_release(&sorted->text);
	mem_release(&sorted->rows);
	*sorted = (struct sorted){ 0 };
}
