/* edit_tree: the elements of an array as they are after changes. */

#include "edit_tree.h"
#include "text.h"

enum {
	RUN_MAX = 256 /* elements, for one of them has to be found by walking */
};

/* All elements as runs, unless that was done before. */
static struct runs *
open_array(struct edit *edit, struct node *array, struct why *why)
{
	struct kids *const kids = tree_kids(edit, array, why);
	struct member member = { 0 };
	struct run run = { 0 }, *last = NULL;

	if (kids == NULL)
		return NULL;
	if (kids->runs.first != NULL)
		return &kids->runs;
	while (text_next(array->now.text, array->now.value, &member)) {
		if (++run.count < RUN_MAX)
			continue;
		last = runs_add(edit, &kids->runs, last, run, why);
		if (last == NULL)
			return NULL;
		run = (struct run){ .before = member.value };
	}
	if (run.count > 0 &&
	    runs_add(edit, &kids->runs, last, run, why) == NULL)
		return NULL;
	return &kids->runs;
}

int
tree_length(
    struct edit *edit, struct node *array, size_t *length, struct why *why)
{
	const struct runs *const runs = open_array(edit, array, why);

	if (runs == NULL)
		return -1;
	*length = runs_length(runs);
	return 0;
}

/* The n-th element of a run of bytes, from 1; or what is before it. */
static struct value
walk_to(const struct node *array, const struct run *run, size_t n)
{
	struct member member = { .value = run->before };

	while (n-- > 0)
		text_next(array->now.text, array->now.value, &member);
	return member.value;
}

/*
 * Cut a run of bytes so that one, which is returned, ends behind its first n
 * elements.  It is walked no further than to its middle: who walks over an
 * element leaves it in a run of half the size, so that it is not many times,
 * in whatever order the elements are cut out.
 */
static struct run *
cut(struct edit *edit, const struct node *array, struct run *run, size_t n,
    struct why *why)
{
	struct runs *const runs = &array->kids->runs;
	struct run rest, *next;
	size_t first;

	for (; n < run->count; run = next) {
		first = n > run->count / 2 ? run->count / 2 : n;
		rest = (struct run){ .before = walk_to(array, run, first),
			.count = run->count - first };
		run->count = first;
		if ((next = runs_add(edit, runs, run, rest, why)) == NULL)
			return NULL;
		if (first == n)
			break;
		n -= first;
	}
	return run;
}

static struct node *
original(struct edit *edit, const struct node *array, struct run *run,
    struct why *why)
{
	const struct text *const text = array->now.text;
	struct node *node;

	if ((node = tree_alloc(edit, sizeof(*node), why)) == NULL)
		return NULL;
	node->origin = (struct place){ text, walk_to(array, run, 1) };
	node->now = node->origin;
	node->run = run;
	run->node = node;
	return node;
}

int
tree_element(struct edit *edit, struct node *array, size_t index,
    struct node **node, struct why *why)
{
	struct runs *const runs = open_array(edit, array, why);
	struct run *run;
	size_t within;

	*node = NULL;
	if (runs == NULL)
		return -1;
	if (index >= runs_length(runs))
		return 0;
	run = runs_find(runs, index, &within);
	if (within > 0) {
		if ((run = cut(edit, array, run, within, why)) == NULL)
			return -1;
		run = run->next;
	}
	if (run->node == NULL &&
	    (cut(edit, array, run, 1, why) == NULL ||
		original(edit, array, run, why) == NULL))
		return -1;
	*node = run->node;
	return 0;
}

/* The run that a new element goes behind, or NULL for the first place. */
static int
find_gap(struct edit *edit, const struct node *array, size_t index,
    struct run **behind, struct why *why)
{
	size_t within;

	*behind = NULL;
	if (index == 0)
		return 0;
	*behind = runs_find(&array->kids->runs, index - 1, &within);
	*behind = cut(edit, array, *behind, within + 1, why);
	return *behind == NULL ? -1 : 0;
}

/* A deleted element in the same place gives its own up to the new one. */
struct node *
tree_insert(
    struct edit *edit, struct node *array, size_t index, struct why *why)
{
	struct runs *const runs = open_array(edit, array, why);
	struct run *behind, *run;
	struct node *node;

	if (runs == NULL || find_gap(edit, array, index, &behind, why) == -1)
		return NULL;
	run = behind == NULL ? runs->first : behind->next;
	if (run != NULL && run->node != NULL && run->node->deleted) {
		run->node->deleted = false;
		run->node->now = (struct place){ 0 };
		runs_update(runs, run);
		return run->node;
	}
	if ((node = tree_alloc(edit, sizeof(*node), why)) == NULL)
		return NULL;
	node->run = runs_add(
	    edit, runs, behind, (struct run){ .count = 1, .node = node }, why);
	return node->run == NULL ? NULL : node;
}
