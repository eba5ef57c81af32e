/* edit_layout: members that come and go. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "edit_seam.h"
#include "text_chars.h"

enum {
	LIST_MIN = 8
};

static bool
is_addition(const struct node *node)
{
	return node != NULL && node->origin.value.kind == TEXT_NONE;
}

/* The member of the text that a walk is at; its gaps are the caller's. */
static struct slot
slot_of(const struct text *text, const struct walk *walk)
{
	const struct node *const node = walk->node;
	const struct value value =
	    node == NULL ? walk->value.value : node->origin.value;

	return (struct slot){
		.at = walk->label.kind == TEXT_NONE ? value.at : walk->label.at,
		.end = value.end,
		.deleted = node != NULL && node->deleted,
		.bare = value.kind == TEXT_STRING &&
		    strchr("\"'", text->data[value.at]) == NULL,
	};
}

/* What is added, each before the member of the text that follows it now. */
static int
find_additions(
    const struct node *container, struct addition **list, size_t *count)
{
	const struct text *const text = container->now.text;
	size_t placed = 0, size = LIST_MIN;
	struct addition *more;
	struct walk walk;

	if ((*list = reallocarray(NULL, size, sizeof(**list))) == NULL)
		return -1;
	for (walk_begin(&walk, container); walk_next(&walk);) {
		if (!is_addition(walk.node)) {
			for (; placed < *count; placed++)
				(*list)[placed].before =
				    slot_of(text, &walk).at;
			continue;
		}
		if (walk.node->deleted)
			continue;
		if (*count == size) {
			size *= 2;
			more = reallocarray(*list, size, sizeof(**list));
			if (more == NULL)
				return -1;
			*list = more;
		}
		(*list)[(*count)++] = (struct addition){ walk.node, SIZE_MAX };
	}
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	const struct node *const x = ((const struct addition *)a)->node;
	const struct node *const y = ((const struct addition *)b)->node;
	const size_t len = x->len < y->len ? x->len : y->len;
	const int order = memcmp(x->name, y->name, len);

	return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

/* Members go where their names belong. */
static void
sort_additions(const struct node *object, struct addition *list, size_t count)
{
	const struct text *const text = object->now.text;
	struct member member = { 0 };

	qsort(list, count, sizeof(*list), by_name);
	while (count > 0 && text_next(text, object->now.value, &member))
		for (; count > 0; list++, count--) {
			if (chars_compare_to(text, member.name,
				list->node->name, list->node->len) < 0)
				break;
			list->before = member.name.at;
		}
}

static bool
next_slot(struct walk *walk, struct slot *slot)
{
	do {
		if (!walk_next(walk))
			return false;
	} while (is_addition(walk->node));
	*slot = slot_of(walk->in->now.text, walk);
	return true;
}

/* A member of the text, with both of its gaps known. */
static void
lay_slot(struct seam *seam, const struct slot *slot, const struct addition *end)
{
	if (slot->deleted) {
		seam_cut(seam, slot);
		return;
	}
	seam->count = 0;
	while (seam->additions + seam->count < end &&
	    seam->additions[seam->count].before <= slot->at)
		seam->count++;
	seam_join(seam, slot);
	seam->additions += seam->count;
	seam->left = *slot;
	seam->has_left = true;
	seam->ate_comma = false;
}

static void
lay_slots(
    struct seam *seam, const struct node *container, const struct addition *end)
{
	const struct text *const text = seam->edit->text;
	const size_t to = gap_last(text, seam->container);
	struct slot slot, next = { 0 };
	struct walk walk;
	struct gap gap;
	bool more;

	walk_begin(&walk, container);
	more = next_slot(&walk, &next);
	gap = gap_between(
	    text, gap_first(text, seam->container), more ? next.at : to);
	for (bool first = true; more; first = false) {
		slot = next;
		slot.first = first;
		slot.before = gap;
		more = next_slot(&walk, &next);
		gap = gap_between(text, slot.end, more ? next.at : to);
		slot.last = !more;
		slot.after = gap;
		lay_slot(seam, &slot, end);
		next.after_bare = slot.bare;
		seam->trailing = gap.comma != GAP_NONE;
	}
	seam->count = (size_t)(end - seam->additions);
	seam_end(seam, &gap);
}

void
layout_members(struct edit *edit, struct frame *frame)
{
	const struct node *const node = frame->node;
	struct seam seam = { .edit = edit,
		.style = layout_style(edit, frame),
		.container = node->origin.value,
		.root = text_is_bare(edit->text, node->origin.value),
		.splices = edit->count };
	struct addition *additions = NULL, none;
	size_t count = 0;

	if (find_additions(node, &additions, &count) == -1)
		edit->bytes.failed = true;
	else {
		if (seam.style->sorted && count > 0)
			sort_additions(node, additions, count);
		/* Not even nothing may be added to a null pointer. */
		seam.additions = count > 0 ? additions : &none;
		lay_slots(&seam, node, seam.additions + count);
	}
	free(additions);
}
