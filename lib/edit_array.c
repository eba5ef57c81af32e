/* edit_tree: the elements of an array as they are after changes. */

#include "edit_tree.h"
#include "text.h"

enum {
	RUN_MAX = 256 /* elements, for one of them has to be found by walking */
};

/* Put a run behind another one, or in front of all. */
static struct run *
add_run(
    struct edit *edit, struct kids *kids, struct run *behind, struct why *why)
{
	struct run *run;

	if ((run = tree_alloc(edit, sizeof(*run), why)) == NULL)
		return NULL;
	if (behind == NULL) {
		run->next = kids->runs;
		kids->runs = run;
	} else {
		run->next = behind->next;
		behind->next = run;
	}
	if (behind == kids->last)
		kids->last = run;
	return run;
}

/* All elements as runs, unless that was done before. */
static struct kids *
open_array(struct edit *edit, struct node *array, struct why *why)
{
	struct kids *const kids = tree_kids(edit, array, why);
	struct member member = { 0 };
	struct value before = { 0 };
	struct run *last = NULL;

	if (kids == NULL || kids->runs != NULL)
		return kids;
	while (text_next(array->now.text, array->now.value, &member)) {
		if (last == NULL || last->count == RUN_MAX) {
			last = add_run(edit, kids, last, why);
			if (last == NULL)
				return NULL;
			last->before = before;
		}
		last->count++;
		kids->length++;
		before = member.value;
	}
	return kids;
}

static size_t
live(const struct run *run)
{
	return run->node != NULL && run->node->deleted ? 0 : run->count;
}

int
tree_length(
    struct edit *edit, struct node *array, size_t *length, struct why *why)
{
	const struct kids *const kids = open_array(edit, array, why);

	if (kids == NULL)
		return -1;
	*length = kids->length;
	return 0;
}

/* Cut a run of bytes behind its first n elements.  Returns the rest. */
static struct run *
cut(struct edit *edit, const struct node *array, struct run *run, size_t n,
    struct why *why)
{
	struct member member = { .value = run->before };
	struct run *rest;

	for (size_t i = 0; i < n; i++)
		text_next(array->now.text, array->now.value, &member);
	if ((rest = add_run(edit, array->kids, run, why)) == NULL)
		return NULL;
	rest->before = member.value;
	rest->count = run->count - n;
	run->count = n;
	return rest;
}

/*
 * The run that an element is in, and how many come before it there.  It is
 * looked for from where the last change was, if that is in front of it: so
 * changes in order take no longer the more there were.
 */
static struct run *
find_run(struct kids *kids, size_t index, size_t *within)
{
	struct run *run = kids->runs;
	size_t at = 0;

	if (kids->near != NULL && kids->near_at <= index) {
		run = kids->near;
		at = kids->near_at;
	}
	for (; index - at >= live(run); run = run->next)
		at += live(run);
	kids->near = run;
	kids->near_at = at;
	*within = index - at;
	return run;
}

static struct node *
original(struct edit *edit, const struct node *array, const struct run *run,
    struct why *why)
{
	const struct text *const text = array->now.text;
	struct member member = { .value = run->before };
	struct node *node;

	if ((node = tree_alloc(edit, sizeof(*node), why)) == NULL)
		return NULL;
	text_next(text, array->now.value, &member);
	node->origin = (struct place){ text, member.value };
	node->now = node->origin;
	return node;
}

int
tree_element(struct edit *edit, struct node *array, size_t index,
    struct node **node, struct why *why)
{
	struct kids *const kids = open_array(edit, array, why);
	struct run *run;
	size_t within;

	*node = NULL;
	if (kids == NULL)
		return -1;
	if (index >= kids->length)
		return 0;
	run = find_run(kids, index, &within);
	if (run->node == NULL) {
		if (within > 0 &&
		    (run = cut(edit, array, run, within, why)) == NULL)
			return -1;
		if (run->count > 1 && cut(edit, array, run, 1, why) == NULL)
			return -1;
		run->node = original(edit, array, run, why);
	}
	*node = run->node;
	return *node == NULL ? -1 : 0;
}

/* The run that a new element goes behind, or NULL for the first place. */
static int
find_gap(struct edit *edit, struct node *array, size_t index,
    struct run **behind, struct why *why)
{
	size_t within;
	struct run *run;

	*behind = NULL;
	if (index == 0)
		return 0;
	if (index == array->kids->length && live(array->kids->last) > 0) {
		*behind = array->kids->last;
		return 0;
	}
	run = find_run(array->kids, index - 1, &within);
	*behind = run;
	if (within + 1 < run->count &&
	    cut(edit, array, run, within + 1, why) == NULL)
		return -1;
	return 0;
}

/* A deleted element in the same place gives its own up to the new one. */
struct node *
tree_insert(
    struct edit *edit, struct node *array, size_t index, struct why *why)
{
	struct kids *const kids = open_array(edit, array, why);
	struct run *behind, *run;

	if (kids == NULL || find_gap(edit, array, index, &behind, why) == -1)
		return NULL;
	run = behind == NULL ? kids->runs : behind->next;
	if (run != NULL && run->node != NULL && run->node->deleted) {
		run->node->deleted = false;
		run->node->now = (struct place){ 0 };
	} else {
		if ((run = add_run(edit, kids, behind, why)) == NULL)
			return NULL;
		run->count = 1;
		run->node = tree_alloc(edit, sizeof(*run->node), why);
	}
	kids->length++;
	if (index == 0)
		kids->near = NULL;
	return run->node;
}
