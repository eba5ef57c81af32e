/* edit_tree: making values equal to others, changing only what differs. */

#include <stdlib.h>

#include "edit_tree.h"
#include "text_chars.h"
#include "why.h"

/* Members to delete; found while walking, which changes must not disturb. */
struct doomed {
	struct doomed *next;
	struct node *node;
	struct value label;
};

static struct place
inner(struct place container, struct value value)
{
	return (struct place){ container.text, value };
}

static bool
is_same(struct place a, struct place b)
{
	return text_same(a.text, a.value, b.text, b.value);
}

/* The characters of a value's name in the edit's scratch buffer. */
static int
take_name(struct edit *edit, const struct text *text, struct value name,
    struct why *why)
{
	mem_cut(&edit->step, 0);
	text_string(text, name, &edit->step);
	return mem_check(&edit->step, why);
}

static int
set_member(struct edit *edit, struct node *object, struct place value,
    struct value label, struct why *why)
{
	struct mem *const name = &edit->step;
	struct node *node;
	struct found found;

	if (take_name(edit, value.text, label, why) == -1 ||
	    tree_look(edit, object, mem_str(name), name->len, &node, &found,
		why) == -1)
		return -1;
	if (found.member.value.kind != TEXT_NONE &&
	    is_same(inner(object->now, found.member.value), value))
		return 0;
	if (tree_member(edit, object, mem_str(name), name->len, &node, why) ==
	    -1)
		return -1;
	if (node == NULL)
		node = tree_add(edit, object, mem_str(name), name->len, why);
	return node == NULL ? -1 : tree_set(edit, node, value, why);
}

/* Those that an object has and the value, whose names are known, has not. */
static int
find_doomed(struct edit *edit, const struct node *object, struct place value,
    const struct names *names, struct doomed **doomed, struct why *why)
{
	struct mem *const name = &edit->step;
	const struct node *node;
	struct doomed *one;
	struct walk walk;
	struct found found;

	for (walk_begin(&walk, object); walk_live(&walk);) {
		node = walk.node;
		mem_cut(name, 0);
		if (node != NULL && node->name != NULL)
			mem_add(name, node->name, node->len);
		else
			text_string(object->now.text, walk.label, name);
		if (mem_check(name, why) == -1)
			return -1;
		found = names_find(
		    names, value.text, value.value, mem_str(name), name->len);
		if (found.member.value.kind != TEXT_NONE)
			continue;
		if ((one = tree_alloc(edit, sizeof(*one), why)) == NULL)
			return -1;
		*one = (struct doomed){ *doomed, walk.node, walk.label };
		*doomed = one;
	}
	return 0;
}

static int
delete_doomed(struct edit *edit, struct node *object,
    const struct doomed *doomed, struct why *why)
{
	struct mem *const name = &edit->step;
	struct node *node;

	for (; doomed != NULL; doomed = doomed->next) {
		node = doomed->node;
		if (node == NULL &&
		    (take_name(edit, object->now.text, doomed->label, why) ==
			    -1 ||
			tree_member(edit, object, mem_str(name), name->len,
			    &node, why) == -1))
			return -1;
		if (node != NULL && tree_delete(edit, object, node, why) == -1)
			return -1;
	}
	return 0;
}

static int
set_object(
    struct edit *edit, struct node *object, struct place value, struct why *why)
{
	struct doomed *doomed = NULL;
	struct names names = { 0 };
	struct member member = { 0 };
	int rv = -1;

	if (names_build(&names, value.text, value.value, why) == -1)
		goto out;
	if (find_doomed(edit, object, value, &names, &doomed, why) == -1 ||
	    delete_doomed(edit, object, doomed, why) == -1)
		goto out;
	while (text_next(value.text, value.value, &member))
		if (set_member(edit, object, inner(value, member.value),
			member.name, why) == -1)
			goto out;
	rv = 0;
out:
	names_release(&names);
	return rv;
}

/* Two arrays side by side: one as it is now, and the one it shall be. */
struct both {
	struct walk walk;
	struct place value;
	struct member member;
};

/* An element to set; found while walking, as above. */
struct differing {
	struct differing *next;
	size_t index;
	struct place value;
};

static struct both
both_begin(const struct node *array, struct place value)
{
	struct both both = { .value = value };

	walk_begin(&both.walk, array);
	return both;
}

static void
both_skip(struct both *both, size_t old, size_t new)
{
	while (old-- > 0)
		walk_live(&both->walk);
	while (new -- > 0)
		text_next(both->value.text, both->value.value, &both->member);
}

/* Step on both sides.  Are these elements the same? */
static bool
both_next(struct both *both)
{
	const struct node *node;

	both_skip(both, 1, 1);
	node = both->walk.node;
	return (node == NULL || node->kids == NULL) &&
	    is_same(both->walk.value, inner(both->value, both->member.value));
}

/* Set the first count elements after start that are not the same. */
static int
set_elements(struct edit *edit, struct node *array, struct place value,
    size_t start, size_t count, struct why *why)
{
	struct both both = both_begin(array, value);
	struct differing *list = NULL, **last = &list, *one;
	struct node *node;

	both_skip(&both, start, start);
	for (size_t i = start; i < start + count; i++) {
		if (both_next(&both))
			continue;
		if ((one = tree_alloc(edit, sizeof(*one), why)) == NULL)
			return -1;
		one->index = i;
		one->value = inner(value, both.member.value);
		*last = one;
		last = &one->next;
	}
	for (one = list; one != NULL; one = one->next)
		if (tree_element(edit, array, one->index, &node, why) == -1 ||
		    tree_set(edit, node, one->value, why) == -1)
			return -1;
	return 0;
}

/* Go from old elements after start to new ones, by deletion or insertion. */
static int
resize(struct edit *edit, struct node *array, struct place value, size_t start,
    size_t old, size_t new, struct why *why)
{
	struct member member = { 0 };
	struct node *node;

	for (; old > new; old--)
		if (tree_element(edit, array, start + new, &node, why) == -1 ||
		    tree_delete(edit, array, node, why) == -1)
			return -1;
	for (size_t i = 0; i < start + new; i++) {
		text_next(value.text, value.value, &member);
		if (i < start + old)
			continue;
		if ((node = tree_insert(edit, array, i, why)) == NULL ||
		    tree_set(edit, node, inner(value, member.value), why) == -1)
			return -1;
	}
	return 0;
}

/* What both begin with stays, and what they end with; the rest is set. */
static int
set_array(
    struct edit *edit, struct node *array, struct place value, struct why *why)
{
	struct member member = { 0 };
	struct both both;
	size_t old, new = 0, least, start = 0, tail = 0;

	if (tree_length(edit, array, &old, why) == -1)
		return -1;
	while (text_next(value.text, value.value, &member))
		new ++;
	least = old < new ? old : new;

	both = both_begin(array, value);
	while (start < least && both_next(&both))
		start++;
	both = both_begin(array, value);
	both_skip(&both, old - least + start, new - least + start);
	for (size_t i = start; i < least; i++)
		tail = both_next(&both) ? tail + 1 : 0;

	least -= start + tail;
	old -= start + tail;
	new -= start + tail;
	if (set_elements(edit, array, value, start, least, why) == -1)
		return -1;
	return resize(
	    edit, array, value, start + least, old - least, new - least, why);
}

int
tree_set(
    struct edit *edit, struct node *node, struct place value, struct why *why)
{
	const enum text_kind kind = value.value.kind;

	if (node->kids == NULL && is_same(node->now, value))
		return 0;
	if (node->origin.value.kind == kind &&
	    (node->now.text != node->origin.text ||
		node->now.value.at != node->origin.value.at)) {
		node->now = node->origin;
		node->kids = NULL;
		if (is_same(node->now, value))
			return 0;
	}
	if (node->now.value.kind == kind && kind == TEXT_OBJECT)
		return set_object(edit, node, value, why);
	if (node->now.value.kind == kind && kind == TEXT_ARRAY)
		return set_array(edit, node, value, why);
	node->now = value;
	node->kids = NULL;
	return 0;
}
