/* text_note: JSON read with a note of where each value is. */

#include "text_index.h"
#include "text_note.h"

/* A text on the way; index has what is known of it. */
struct noting {
	struct scan *scan;
	const char *data, *end;
	struct text_index *index;
	struct value name; /* of the value that comes, or none */
	uint32_t open[TEXT_DEPTH_MAX];
	unsigned int depth;
};

static inline const char *
skip_space(const char *p, const char *end)
{
	return p < end && (unsigned char)*p > ' ' ? p : after_spaces(p, end);
}

/* From a name to its value. */
static inline const char *
take_name(struct noting *noting, const char *p)
{
	const char *const start = p, *const end = noting->end;
	bool plain;

	if (*p != '"' || (p = note_string(noting->scan, p, &plain)) == NULL)
		return NULL;
	noting->name = (struct value){
		.kind = TEXT_STRING,
		.plain = plain,
		.at = (size_t)(start - noting->data),
		.end = (size_t)(p - noting->data),
	};
	p = skip_space(p, end);
	return p < end && *p == ':' ? skip_space(p + 1, end) : NULL;
}

static inline const char *
take_scalar(
    struct noting *noting, const char *p, struct text_node *node, uint32_t i)
{
	struct value *const value = &node->member.value;

	*value = (struct value){ .node = i };
	node->next = i + 1;
	return note_scalar(noting->scan, noting->data, p, value);
}

static inline bool
is_open(char c)
{
	return c == '{' || c == '[';
}

/* Take a scalar, or enter a container, whose name was taken. */
static inline const char *
take_value(struct noting *noting, const char *p)
{
	const uint32_t i = index_add(noting->index);
	struct text_node *const node = &noting->index->nodes[i];

	if (i == 0)
		return NULL;
	node->member.name = noting->name;
	node->name_len = noting->name.plain
	    ? (uint32_t)(noting->name.end - noting->name.at - 2)
	    : INDEX_NOT_PLAIN;
	if (!is_open(*p))
		return take_scalar(noting, p, node, i);
	if (noting->depth == TEXT_DEPTH_MAX)
		return NULL;
	node->member.value = (struct value){
		.kind = *p == '{' ? TEXT_OBJECT : TEXT_ARRAY,
		.node = i,
		.at = (size_t)(p - noting->data),
	};
	noting->open[noting->depth++] = i;
	return p + 1;
}

/* Behind the first bracket of a container, or a value in it, to what comes. */
static inline const char *
take_next(struct noting *noting, const char *p, bool first)
{
	const char *const end = noting->end;
	struct text_node *node;
	bool object;

	for (; noting->depth > 0; noting->depth--, first = false) {
		node = &noting->index->nodes[noting->open[noting->depth - 1]];
		object = node->member.value.kind == TEXT_OBJECT;
		if ((p = skip_space(p, end)) == end)
			return NULL;
		if (*p != (object ? '}' : ']')) {
			if (!first &&
			    (*p++ != ',' || (p = skip_space(p, end)) == end))
				return NULL;
			noting->name = (struct value){ 0 };
			return object ? take_name(noting, p) : p;
		}
		node->member.value.end = (size_t)(++p - noting->data);
		node->next = noting->index->count;
	}
	return p;
}

const char *
note_container(struct scan *scan, const char *p)
{
	struct noting noting;
	bool first;

	/* The stack needs no zeros, and is most of it. */
	noting.scan = scan;
	noting.data = scan->notes->data;
	noting.end = scan->end;
	noting.index = scan->notes->index;
	noting.name = (struct value){ 0 };
	noting.depth = 0;
	do {
		if (p == noting.end)
			return NULL;
		first = is_open(*p);
		p = take_value(&noting, p);
		if (p != NULL)
			p = take_next(&noting, p, first);
	} while (p != NULL && noting.depth > 0);
	return p;
}
