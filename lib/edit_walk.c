/* edit_tree: walking through containers as they are after changes. */

#include <stdlib.h>

#include "edit_tree.h"

/* Those that were there in the order of the text, then those that are new. */
static int
by_place(const void *a, const void *b)
{
	const struct node *x = *(struct node *const *)a;
	const struct node *y = *(struct node *const *)b;

	if ((x->name == NULL) != (y->name == NULL))
		return x->name == NULL ? -1 : 1;
	if (x->name == NULL)
		return (x->label.at > y->label.at) -
		    (x->label.at < y->label.at);
	return (x->seq > y->seq) - (x->seq < y->seq);
}

void
walk_begin(struct walk *walk, const struct node *container)
{
	struct kids *const kids = container->kids;

	*walk = (struct walk){ .in = container };
	if (kids == NULL)
		return;
	walk->run = kids->runs.first;
	if (kids->count > 1)
		qsort(kids->list, kids->count, sizeof(*kids->list), by_place);
}

static bool
next_member(struct walk *walk, const struct kids *kids)
{
	const struct place in = walk->in->now;
	struct node *kid = NULL;

	if (kids != NULL && walk->kid < kids->count)
		kid = kids->list[walk->kid];
	walk->label = (struct value){ 0 };
	if (text_next(in.text, in.value, &walk->member)) {
		walk->label = walk->member.name;
		if (kid == NULL || kid->name != NULL ||
		    kid->label.at != walk->label.at)
			kid = NULL;
	} else if (kid == NULL)
		return false;
	walk->kid += kid != NULL;
	walk->node = kid;
	return true;
}

static bool
next_element(struct walk *walk)
{
	const struct place in = walk->in->now;
	const struct run *run = walk->run;

	if (walk->in->kids == NULL || walk->in->kids->runs.first == NULL)
		return text_next(in.text, in.value, &walk->member);
	for (; run != NULL && walk->done == run->count; run = run->next)
		walk->done = 0;
	if ((walk->run = run) == NULL)
		return false;
	if ((walk->node = run->node) == NULL) {
		if (walk->done == 0)
			walk->member.value = run->before;
		text_next(in.text, in.value, &walk->member);
	}
	walk->done++;
	return true;
}

bool
walk_next(struct walk *walk)
{
	const struct place in = walk->in->now;

	walk->node = NULL;
	if (in.value.kind == TEXT_ARRAY) {
		if (!next_element(walk))
			return false;
	} else if (!next_member(walk, walk->in->kids))
		return false;
	if (walk->node != NULL)
		walk->value = walk->node->now;
	else
		walk->value = (struct place){ in.text, walk->member.value };
	return true;
}

bool
walk_live(struct walk *walk)
{
	while (walk_next(walk))
		if (walk->node == NULL || !walk->node->deleted)
			return true;
	return false;
}
