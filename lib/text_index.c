/* text_index: where all values of a text are. */

#include <stdlib.h>
#include <string.h>

#include "text_chars.h"
#include "text_index.h"
#include "text_layout.h"

enum {
	FIRST_SIZE = 256 /* nodes */
};

bool
index_begin(struct text_index *index, const char *p, const char *end)
{
	if (index == NULL)
		return false;
	/* Node 0 is none. */
	index->count = 1;
	index->full = p == end || (*p != '{' && *p != '[') ||
	    (index->size == 0 && !index_grow(index));
	return !index->full;
}

bool
index_grow(struct text_index *index)
{
	const uint32_t size = index->size == 0 ? FIRST_SIZE : index->size * 2;
	struct text_node *nodes;

	nodes = size > TEXT_NODES_MAX
	    ? NULL
	    : reallocarray(index->nodes, size, sizeof(*nodes));
	if (nodes == NULL)
		return false;
	index->nodes = nodes;
	index->size = size;
	return true;
}

void
text_index_release(struct text_index *index)
{
	free(index->nodes);
	layout_free(index->layouts);
	*index = (struct text_index){ 0 };
}

/* Is this the name of a node?  Most are as long as no other. */
static inline bool
is_name(const struct text *text, const struct text_node *node, const char *name,
    size_t len)
{
	if (node->name_len == len)
		return memcmp(text->data + node->member.name.at + 1, name,
			   len) == 0;
	return node->name_len == INDEX_NOT_PLAIN &&
	    chars_are(text, node->member.name, name, len);
}

struct value
index_find(const struct text *text, uint32_t object, const char *name)
{
	const struct text_node *const nodes = text->index->nodes;
	const uint32_t end = nodes[object].next;
	const size_t len = strlen(name);
	uint32_t node = object + 1, found = 0;

	if (nodes[object].member.value.kind == TEXT_OBJECT)
		for (; node != end; node = nodes[node].next)
			if (is_name(text, &nodes[node], name, len))
				found = node;
	return found == 0 ? (struct value){ 0 } : nodes[found].member.value;
}

/* One of 64 bits, the same for names that are: so few have to be compared. */
static inline uint64_t
bit_of(const char *name, uint32_t len)
{
	const unsigned int mix = (unsigned char)name[0] * 5U +
	    (unsigned char)name[len / 2] * 3U +
	    (unsigned char)name[len == 0 ? 0 : len - 1] + len * 7;

	return UINT64_C(1) << (mix & 63);
}

static inline const char *
name_of(const struct text *text, const struct text_node *node)
{
	return text->data + node->member.name.at + 1;
}

/* Is it plain that no other member before has this name? */
static bool
is_first(const struct text *text, uint32_t object, uint32_t node)
{
	const struct text_node *const nodes = text->index->nodes;
	const uint32_t len = nodes[node].name_len;
	uint32_t i;

	for (i = object + 1; i != node; i = nodes[i].next)
		if (nodes[i].name_len == len &&
		    memcmp(name_of(text, &nodes[i]),
			name_of(text, &nodes[node]), len) == 0)
			return false;
	return true;
}

bool
index_is_unique(const struct text *text, uint32_t object)
{
	const struct text_node *const nodes = text->index->nodes;
	const uint32_t end = nodes[object].next;
	uint64_t met = 0, bit;
	uint32_t node;

	for (node = object + 1; node != end; node = nodes[node].next) {
		if (nodes[node].name_len == INDEX_NOT_PLAIN)
			return false;
		bit = bit_of(name_of(text, &nodes[node]), nodes[node].name_len);
		if ((met & bit) != 0 && !is_first(text, object, node))
			return false;
		met |= bit;
	}
	return true;
}
