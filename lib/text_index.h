/*
 * text_index: where all values of a text are; for the text modules alone.
 *
 * A value's node is followed by those of what is in it.
 */
#ifndef TEXT_INDEX_H
#define TEXT_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

/* As name_len: the name has escapes, so that its bytes are not characters. */
#define INDEX_NOT_PLAIN UINT32_MAX

/* Empty it.  Returns whether there is one to be used for the value at p. */
bool index_begin(struct text_index *index, const char *p, const char *end);

/* Make room for one more.  Returns false when there are too many. */
bool index_grow(struct text_index *index);

/* Add a node.  Returns its number, or 0: there are too many. */
static inline uint32_t
index_add(struct text_index *index)
{
	if (index->count == index->size && !index_grow(index))
		return 0;
	return index->count++;
}

/* Step as text_next() does, through the container of a node. */
static inline bool
index_next(
    const struct text_index *index, uint32_t container, struct member *member)
{
	const struct text_node *const nodes = index->nodes;
	const uint32_t node = member->value.kind == TEXT_NONE
	    ? container + 1
	    : nodes[member->value.node].next;

	if (node == nodes[container].next)
		return false;
	*member = nodes[node].member;
	return true;
}

/* The value of a name in the object of a node, as text_member(). */
struct value index_find(
    const struct text *text, uint32_t object, const char *name);

/* Is it plain that no member of the object of a node has the name of another?
 */
bool index_is_unique(const struct text *text, uint32_t object);

#endif
