/* text_layout: objects that are laid out as one before them. */

#include <stdlib.h>
#include <string.h>

#include "text_index.h"
#include "text_layout.h"
#include "text_note.h"

enum {
	BYTES_MAX = 4096, /* of an object that is remembered */
	NODES_MAX = 128,  /* and of its values */
	MISFITS_MAX = 16, /* more of them than of those that fit */
	REST = 16         /* texts, of which one is tried after that */
};

/* The object itself; the first node, 0, is none. */
struct text_layout {
	uint64_t number; /* 0: there is none */
	size_t len;
	uint32_t count;
	char data[BYTES_MAX];
	struct text_node nodes[NODES_MAX];
};

/* An object on the way. */
struct reading {
	struct scan *scan;
	const char *data, *p; /* its begin; up to where it is read */
	const struct text_layout *layout;
	size_t at; /* of the layout, where p is */
};

static inline bool
is_container(enum text_kind kind)
{
	return kind == TEXT_OBJECT || kind == TEXT_ARRAY;
}

/* Go on to where the layout has at, if what is before that is the same. */
static inline bool
pass(struct reading *reading, size_t at)
{
	const size_t len = at - reading->at;

	if ((size_t)(reading->scan->end - reading->p) < len ||
	    memcmp(reading->p, reading->layout->data + reading->at, len) != 0)
		return false;
	reading->p += len;
	reading->at = at;
	return true;
}

/* By how much it is longer so far: less than nothing is a big number. */
static inline size_t
shift_of(const struct reading *reading)
{
	return (size_t)(reading->p - reading->data) - reading->at;
}

/* The node of the layout, which becomes that of the object. */
static inline bool
take_node(struct reading *reading, const struct member *like,
    struct member *member, size_t shift)
{
	if (like->name.kind != TEXT_NONE) {
		member->name.at = like->name.at + shift;
		member->name.end = like->name.end + shift;
	}
	if (is_container(like->value.kind)) {
		member->value.at = like->value.at + shift;
		return true;
	}
	if (!pass(reading, like->value.at) || reading->p == reading->scan->end)
		return false;
	reading->p = note_scalar(
	    reading->scan, reading->data, reading->p, &member->value);
	reading->at = like->value.end;
	return reading->p != NULL;
}

/* Returns the place after the object, or NULL if it is laid out otherwise. */
static const char *
read_like(struct scan *scan, const char *p, const struct text_layout *layout,
    struct text_node *nodes)
{
	struct reading reading = {
		.scan = scan, .data = p, .p = p, .layout = layout
	};
	const struct text_node *like;
	size_t shifts[NODES_MAX];
	uint32_t i;

	shifts[0] = 0;
	for (i = 1; i < layout->count; i++) {
		if (!take_node(&reading, &layout->nodes[i].member,
			&nodes[i].member, shifts[i - 1]))
			return NULL;
		shifts[i] = shift_of(&reading);
	}
	if (!pass(&reading, layout->len))
		return NULL;
	/* What is shifted at a container's end is known from its last value. */
	for (i = 1; i < layout->count; i++) {
		like = &layout->nodes[i];
		if (is_container(like->member.value.kind))
			nodes[i].member.value.end =
			    like->member.value.end + shifts[like->next - 1];
	}
	return reading.p;
}

/*
 * Where texts are of many layouts, to compare them costs more than it saves:
 * as long as less than every other one fits, few are tried.
 */
static bool
is_worth_it(struct text_index *index)
{
	return index->misfits < MISFITS_MAX || ++index->idle % REST == 0;
}

const char *
layout_read(struct scan *scan, const char *p)
{
	struct text_index *const index = scan->notes->index;
	const struct text_layout *layout;
	const char *end;
	uint32_t i;

	index->tried = p == scan->notes->data && is_worth_it(index);
	for (i = 0; index->tried && index->layouts != NULL && i < TEXT_LAYOUTS;
	     i++) {
		layout = &index->layouts[(index->recent + i) % TEXT_LAYOUTS];
		if (layout->number == 0)
			continue;
		if (layout->number != index->layout)
			memcpy(index->nodes, layout->nodes,
			    layout->count * sizeof(*layout->nodes));
		index->layout = layout->number;
		if ((end = read_like(scan, p, layout, index->nodes)) != NULL) {
			index->recent = (uint32_t)(layout - index->layouts);
			index->count = layout->count;
			index->misfits -= index->misfits > 0;
			return end;
		}
	}
	index->misfits += index->tried && index->misfits < MISFITS_MAX;
	index->layout = 0;
	return NULL;
}

void
layout_note(const struct text *text)
{
	struct text_index *const index = text->index;
	struct text_layout *layout;

	/* One that serves one text alone has nothing to remember. */
	if (!index->served) {
		index->served = true;
		return;
	}
	if (!index->tried || text->root.kind != TEXT_OBJECT ||
	    text->root.at > 0 || text->root.end > BYTES_MAX ||
	    index->count > NODES_MAX)
		return;
	if (index->layouts == NULL &&
	    (index->layouts = calloc(TEXT_LAYOUTS, sizeof *layout)) == NULL)
		return;
	index->recent = (uint32_t)(index->noted % TEXT_LAYOUTS);
	layout = &index->layouts[index->recent];
	layout->number = index->layout = ++index->noted;
	layout->len = text->root.end;
	layout->count = index->count;
	memcpy(layout->data, text->data, layout->len);
	memcpy(
	    layout->nodes, index->nodes, index->count * sizeof(*layout->nodes));
}

void
layout_free(struct text_layout *layouts)
{
	freezero(layouts, layouts == NULL ? 0 : TEXT_LAYOUTS * sizeof *layouts);
}

uint64_t
text_layout(const struct text *text)
{
	return text->root.node > 0 ? text->index->layout : 0;
}
