/* edit: is a text what the changes make of another one? */

#include "edit_tree.h"
#include "text_chars.h"

static bool same(const struct node *node, struct place place);

static bool
same_walked(
    const struct walk *walk, const struct text *text, struct value value)
{
	const struct node bytes = tree_bare(walk->value);

	return same(walk->node == NULL ? &bytes : walk->node,
	    (struct place){ text, value });
}

static bool
same_arrays(const struct node *array, struct place place)
{
	struct member member = { 0 };
	struct walk walk;

	walk_begin(&walk, array);
	while (walk_live(&walk))
		if (!text_next(place.text, place.value, &member) ||
		    !same_walked(&walk, place.text, member.value))
			return false;
	return !text_next(place.text, place.value, &member);
}

static bool
is_addition(const struct node *node)
{
	return node->name != NULL && !node->deleted;
}

static bool
same_addition(
    const struct kids *kids, const struct text *text, struct member member)
{
	struct mem name = { 0 };
	const struct node *node = NULL;

	text_string(text, member.name, &name);
	if (!name.failed)
		node = tree_kid(kids, mem_str(&name), name.len);
	mem_release(&name);
	return node != NULL && is_addition(node) &&
	    same(node, (struct place){ text, member.value });
}

/* What was there is so in its order; what is added may be anywhere. */
static bool
same_objects(const struct node *object, struct place place)
{
	const struct kids *const kids = object->kids;
	struct member member = { 0 };
	struct walk walk;
	size_t added = 0;
	bool more;

	for (size_t i = 0; i < kids->count; i++)
		added += is_addition(kids->list[i]);
	walk_begin(&walk, object);
	more = walk_live(&walk) && walk.label.kind != TEXT_NONE;
	while (text_next(place.text, place.value, &member)) {
		if (!more ||
		    chars_compare(object->now.text, walk.label, place.text,
			member.name) != 0) {
			if (added-- == 0 ||
			    !same_addition(kids, place.text, member))
				return false;
			continue;
		}
		if (!same_walked(&walk, place.text, member.value))
			return false;
		more = walk_live(&walk) && walk.label.kind != TEXT_NONE;
	}
	return !more && added == 0;
}

static bool
same(const struct node *node, struct place place)
{
	const struct place now = node->now;

	if (node->kids == NULL)
		return text_same(now.text, now.value, place.text, place.value);
	if (now.value.kind != place.value.kind)
		return false;
	return now.value.kind == TEXT_ARRAY ? same_arrays(node, place)
					    : same_objects(node, place);
}

bool
edit_same(const struct edit *edit, const struct text *text)
{
	return same(&edit->root, (struct place){ text, text->root });
}
