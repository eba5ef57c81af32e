/* diff: two texts as a unified diff that shows no secret. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "diff.h"
#include "mask.h"
#include "mem.h"
#include "text.h"
#include "why.h"

enum {
	CONTEXT = 3,    /* lines around a change */
	EDITS_MAX = 800 /* that are looked for; the search is quadratic in it */
};

/* One of the two texts, as lines. */
struct side {
	const struct text *text;
	struct mask mask;
	size_t *lines;  /* where each begins, and at the end the length */
	size_t count;   /* of lines */
	bool *changed;  /* which are not on the other side */
	size_t printed; /* the first span of the mask not yet printed */
};

static int
side_open(struct side *side, const struct text *text, const struct mem *hidden,
    struct why *why)
{
	const char *at = text->data, *end = text->data + text->len, *eol;
	size_t count = 0, room = 64;
	size_t *more;

	*side = (struct side){ .text = text };
	if (mask_find(&side->mask, text, hidden, why) == -1)
		return -1;
	side->lines = calloc(room, sizeof *side->lines);
	while (side->lines != NULL && at < end) {
		side->lines[count++] = (size_t)(at - text->data);
		eol = memchr(at, '\n', (size_t)(end - at));
		at = eol == NULL ? end : eol + 1;
		if (count < room)
			continue;
		room *= 2;
		more = reallocarray(side->lines, room, sizeof *more);
		if (more == NULL)
			return why_setx(why, WHY_LATER, "out of memory");
		side->lines = more;
	}
	side->changed = calloc(count + 1, sizeof *side->changed);
	if (side->lines == NULL || side->changed == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	side->lines[count] = text->len;
	side->count = count;
	return 0;
}

static void
side_release(struct side *side)
{
	mask_release(&side->mask);
	free(side->lines);
	free(side->changed);
}

static bool
same_line(const struct side *a, size_t i, const struct side *b, size_t j)
{
	const size_t len = a->lines[i + 1] - a->lines[i];

	return len == b->lines[j + 1] - b->lines[j] &&
	    memcmp(a->text->data + a->lines[i], b->text->data + b->lines[j],
		len) == 0;
}

/*
 * The search of Myers, "An O(ND) Difference Algorithm and Its Variations"
 * (1986), figure 2, on the lines a from x0 to x1 and b from y0 to y1.  Round d
 * leaves in row d how far down each diagonal k = x - y, from -d to d, one gets
 * with d edits.
 */
struct search {
	const struct side *a, *b;
	long x0, y0, width, height;
	long *rows[EDITS_MAX + 1];
};

/* The row before d tells how diagonal k was reached: by a line of b? */
static bool
came_down(const long *before, long d, long k)
{
	return k == -d ||
	    (k != d && before[k - 1 + d - 1] < before[k + 1 + d - 1]);
}

static long
advance(const struct search *s, long x, long k)
{
	while (x < s->width && x - k < s->height &&
	    same_line(s->a, (size_t)(s->x0 + x), s->b, (size_t)(s->y0 + x - k)))
		x++;
	return x;
}

/* Returns the number of edits, -1 for too many, or -2 for no memory. */
static long
search_edits(struct search *s)
{
	const long *before = NULL;
	long d, k, x, *row;

	for (d = 0; d <= EDITS_MAX; d++, before = row) {
		row = calloc((size_t)(2 * d + 1), sizeof *row);
		if ((s->rows[d] = row) == NULL)
			return -2;
		for (k = -d; k <= d; k += 2) {
			if (d == 0)
				x = 0;
			else if (came_down(before, d, k))
				x = before[k + 1 + d - 1];
			else
				x = before[k - 1 + d - 1] + 1;
			row[k + d] = x = advance(s, x, k);
			if (x >= s->width && x - k >= s->height)
				return d;
		}
	}
	return -1;
}

/* Walk back from the end, and mark the line that each edit is. */
static void
mark_edits(const struct search *s, long d, struct side *a, struct side *b)
{
	long k = s->width - s->height, x;

	for (; d > 0; d--) {
		if (came_down(s->rows[d - 1], d, k)) {
			k++;
			x = s->rows[d - 1][k + d - 1];
			b->changed[s->y0 + x - k] = true;
		} else {
			k--;
			x = s->rows[d - 1][k + d - 1];
			a->changed[s->x0 + x] = true;
		}
	}
}

static int
compare(struct side *a, struct side *b, struct why *why)
{
	struct search s = { .a = a, .b = b };
	size_t from = 0, x = a->count, y = b->count, i;
	long d;

	while (from < x && from < y && same_line(a, from, b, from))
		from++;
	while (x > from && y > from && same_line(a, x - 1, b, y - 1)) {
		x--;
		y--;
	}
	s.x0 = s.y0 = (long)from;
	s.width = (long)(x - from);
	s.height = (long)(y - from);
	if ((d = search_edits(&s)) >= 0)
		mark_edits(&s, d, a, b);
	for (i = from; d == -1 && i < x; i++)
		a->changed[i] = true;
	for (i = from; d == -1 && i < y; i++)
		b->changed[i] = true;
	for (i = 0; i <= EDITS_MAX; i++)
		free(s.rows[i]);
	return d == -2 ? why_setx(why, WHY_LATER, "out of memory") : 0;
}

static void
print_line(struct side *side, size_t i, char mark, struct mem *mem)
{
	const size_t end = side->lines[i + 1];
	const bool whole = side->text->data[end - 1] == '\n';

	mem_putc(mem, mark);
	mask_print(&side->mask, side->text, side->lines[i], end - whole,
	    &side->printed, mem);
	mem_puts(mem, whole ? "\n" : "\n\\ No newline at end of file\n");
}

/* A line number and a count, as diff has them: before line 1 is line 0. */
static void
print_range(char mark, size_t from, size_t to, struct mem *mem)
{
	mem_printf(mem, " %c%zu", mark, from == to ? from : from + 1);
	if (to - from != 1)
		mem_printf(mem, ",%zu", to - from);
}

/* Print the hunk of a's lines i to x and b's lines j to y. */
static void
print_hunk(struct side *a, size_t i, size_t x, struct side *b, size_t j,
    size_t y, struct mem *mem)
{
	mem_puts(mem, "@@");
	print_range('-', i, x, mem);
	print_range('+', j, y, mem);
	mem_puts(mem, " @@\n");
	while (i < x || j < y) {
		if (i < x && a->changed[i])
			print_line(a, i++, '-', mem);
		else if (j < y && b->changed[j])
			print_line(b, j++, '+', mem);
		else {
			print_line(a, i++, ' ', mem);
			j++;
		}
	}
}

/* Past the changes at i and j, and those within twice the context of them. */
static void
find_end(const struct side *a, size_t *i, const struct side *b, size_t *j)
{
	size_t x = *i, y = *j, quiet = 0;

	while (quiet <= 2 * CONTEXT && (x < a->count || y < b->count)) {
		if (x < a->count && a->changed[x])
			x++;
		else if (y < b->count && b->changed[y])
			y++;
		else {
			x++;
			y++;
			quiet++;
			continue;
		}
		quiet = 0;
		*i = x;
		*j = y;
	}
}

static void
print_hunks(struct side *a, struct side *b, struct mem *mem)
{
	size_t i = 0, j = 0, before, after, x, y;

	while (i < a->count || j < b->count) {
		if ((i >= a->count || !a->changed[i]) &&
		    (j >= b->count || !b->changed[j])) {
			i++;
			j++;
			continue;
		}
		x = i;
		y = j;
		find_end(a, &x, b, &y);
		before = i < CONTEXT ? i : CONTEXT;
		after = a->count - x < CONTEXT ? a->count - x : CONTEXT;
		print_hunk(
		    a, i - before, x + after, b, j - before, y + after, mem);
		i = x;
		j = y;
	}
}

int
diff_unified(const struct text *old, const struct text *new,
    const struct mem *hidden, const char *name, struct mem *mem,
    struct why *why)
{
	struct side a = { 0 }, b = { 0 };
	int rv = -1;

	if (side_open(&a, old, hidden, why) == -1 ||
	    side_open(&b, new, hidden, why) == -1 || compare(&a, &b, why) == -1)
		goto out;
	if (old->len != new->len || memcmp(old->data, new->data, old->len) != 0)
		mem_printf(mem, "--- %s\n+++ %s\n", name, name);
	print_hunks(&a, &b, mem);
	rv = mem_check(mem, why);
out:
	side_release(&a);
	side_release(&b);
	return rv;
}
