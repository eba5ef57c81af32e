/* field_tree: the object that fields make. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "field_tree.h"
#include "mem.h"
#include "text.h"
#include "why.h"

enum kind {
	OBJECT,
	ARRAY,
	VALUE
};

struct field_node {
	enum kind kind;
	char *name; /* NULL in an array */
	struct mem json;
	struct field_node *first, *last, *next;
};

/* A name, split: "a[b][]" is a, b and nothing. */
struct steps {
	struct mem text; /* each ended by NUL */
	const char *at[FIELD_DEPTH_MAX + 1];
	size_t count;
};

/* The step at p, which ends at one of these characters. */
static size_t
take_step(struct steps *steps, const char *p, const char *stop)
{
	const size_t len = strcspn(p, stop);

	mem_add(&steps->text, p, len);
	mem_putc(&steps->text, '\0');
	steps->count++;
	return len;
}

static int
split(struct steps *steps, const char *name, struct why *why)
{
	const char *p = name + take_step(steps, name, "[]");
	bool good = true, empty = false, was_empty;

	while (good && *p == '[' && steps->count < FIELD_DEPTH_MAX) {
		was_empty = empty;
		empty = p[1] == ']';
		p += 1 + take_step(steps, p + 1, "[]");
		good = *p++ == ']' && !(empty && was_empty);
	}
	if (!good || *p != '\0')
		return why_setx(why, WHY_USAGE,
		    "field %s: its name is not of the form a[b][]", name);
	if (mem_check(&steps->text, why) == -1)
		return -1;
	for (size_t i = 0, at = 0; i < steps->count; i++) {
		steps->at[i] = steps->text.data + at;
		at += strlen(steps->at[i]) + 1;
	}
	return 0;
}

static struct field_node *
append(struct field_node *parent, enum kind kind, const char *name)
{
	struct field_node *node;

	if ((node = calloc(1, sizeof *node)) == NULL ||
	    (name != NULL && (node->name = strdup(name)) == NULL)) {
		free(node);
		return NULL;
	}
	node->kind = kind;
	if (parent->last == NULL)
		parent->first = node;
	else
		parent->last->next = node;
	parent->last = node;
	return node;
}

static struct field_node *
find(const struct field_node *object, const char *name)
{
	struct field_node *node;

	for (node = object->first; node != NULL; node = node->next)
		if (strcmp(node->name, name) == 0)
			return node;
	return NULL;
}

/* The element that a member of that name goes into. */
static struct field_node *
element_for(struct field_node *array, const char *name)
{
	const struct field_node *known;

	if (array->last != NULL && array->last->kind == OBJECT) {
		known = find(array->last, name);
		if (known == NULL || known->kind == ARRAY)
			return array->last;
	}
	return append(array, OBJECT, NULL);
}

static int
no_memory(struct why *why)
{
	return why_setx(why, WHY_LATER, "out of memory");
}

static int
taken(struct why *why)
{
	why_setx(why, WHY_USAGE,
	    "a field's name occurs twice, which a JSON object has no place "
	    "for");
	return 0;
}

/* The container of that name; NULL and why where there is something else. */
static struct field_node *
descend(struct field_node *object, const char *name, enum kind kind, int *rv,
    struct why *why)
{
	struct field_node *node = find(object, name);

	if (node == NULL && (node = append(object, kind, name)) == NULL) {
		*rv = no_memory(why);
	} else if (node->kind != kind) {
		why_setx(why, WHY_USAGE, "field %s: is no %s in another field",
		    name, kind == ARRAY ? "array" : "object");
		*rv = 0;
		node = NULL;
	}
	return node;
}

static int
put_value(struct field_node *parent, const char *name, const char *json,
    size_t len, struct why *why)
{
	struct field_node *node;

	if (name != NULL && find(parent, name) != NULL)
		return taken(why);
	if ((node = append(parent, VALUE, name)) == NULL)
		return no_memory(why);
	mem_add(&node->json, json, len);
	return mem_check(&node->json, why) == -1 ? -1 : 1;
}

static int
put(struct field_node *node, const struct steps *steps, const char *json,
    size_t len, struct why *why)
{
	const char *name;
	size_t i;
	int rv = -1;

	for (i = 0; i + 1 < steps->count; i++) {
		name = steps->at[i];
		if (*steps->at[i + 1] != '\0') {
			node = descend(node, name, OBJECT, &rv, why);
		} else if ((node = descend(node, name, ARRAY, &rv, why)) !=
			NULL &&
		    ++i + 1 < steps->count) {
			node = element_for(node, steps->at[i + 1]);
			if (node == NULL)
				rv = no_memory(why);
		}
		if (node == NULL)
			return rv;
	}
	if (node->kind == OBJECT)
		return put_value(node, steps->at[i], json, len, why);
	return json == NULL ? 1 : put_value(node, NULL, json, len, why);
}

int
field_tree_put(struct field_node **root, const char *name, const char *json,
    size_t len, struct why *why)
{
	struct steps steps = { 0 };
	int rv = -1;

	if (*root == NULL && (*root = calloc(1, sizeof **root)) == NULL)
		return no_memory(why);
	if (split(&steps, name, why) == 0)
		rv = put(*root, &steps, json, len, why);
	mem_release(&steps.text);
	return rv;
}

void
field_tree_print(const struct field_node *node, struct mem *json)
{
	const struct field_node *child;

	if (node->kind == VALUE) {
		mem_add(json, node->json.data, node->json.len);
		return;
	}
	mem_putc(json, node->kind == OBJECT ? '{' : '[');
	for (child = node->first; child != NULL; child = child->next) {
		if (child != node->first)
			mem_putc(json, ',');
		if (child->name != NULL) {
			text_quote(json, child->name, strlen(child->name));
			mem_putc(json, ':');
		}
		field_tree_print(child, json);
	}
	mem_putc(json, node->kind == OBJECT ? '}' : ']');
}

void
field_tree_free(struct field_node *node)
{
	struct field_node *child, *next;

	if (node == NULL)
		return;
	for (child = node->first; child != NULL; child = next) {
		next = child->next;
		field_tree_free(child);
	}
	free(node->name);
	mem_release(&node->json);
	free(node);
}
