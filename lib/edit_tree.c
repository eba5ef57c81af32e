/* edit_tree: values as they are after changes. */

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "edit_tree.h"
#include "text_chars.h"
#include "why.h"

enum {
	CHUNK = 16384,   /* bytes that the pool takes at once */
	LOOKUPS_MAX = 8, /* through all members, before names are built */
	LIST_MIN = 8
};

struct chunk {
	struct chunk *next;
	size_t used;
	alignas(max_align_t) char data[];
};

void *
tree_alloc(struct edit *edit, size_t size, struct why *why)
{
	const size_t need = (size + alignof(max_align_t) - 1) /
	    alignof(max_align_t) * alignof(max_align_t);
	const size_t room = need > CHUNK ? need : CHUNK;
	struct chunk *chunk = edit->chunks;
	void *memory;

	if (chunk == NULL || chunk->used + need > CHUNK) {
		if ((chunk = calloc(1, sizeof(*chunk) + room)) == NULL) {
			why_set(why, WHY_LATER, "%s", edit->text->name);
			return NULL;
		}
		chunk->next = edit->chunks;
		edit->chunks = chunk;
	}
	memory = chunk->data + chunk->used;
	chunk->used += need;
	return memory;
}

void
tree_free(struct edit *edit)
{
	struct chunk *chunk;

	for (struct kids *kids = edit->kids; kids != NULL; kids = kids->next)
		names_release(&kids->names);
	while ((chunk = edit->chunks) != NULL) {
		edit->chunks = chunk->next;
		free(chunk);
	}
}

struct kids *
tree_kids(struct edit *edit, struct node *container, struct why *why)
{
	struct kids *kids = container->kids;

	if (kids == NULL &&
	    (kids = tree_alloc(edit, sizeof(*kids), why)) != NULL) {
		kids->next = edit->kids;
		edit->kids = kids;
		container->kids = kids;
	}
	return kids;
}

static uint64_t
hash_of(const struct node *node)
{
	return node->name != NULL ? chars_hash_of(node->name, node->len)
				  : chars_hash(node->origin.text, node->label);
}

static void
enter(struct kids *kids, struct node *node)
{
	size_t slot = hash_of(node);

	while (kids->table[slot &= kids->slots - 1] != NULL)
		slot++;
	kids->table[slot] = node;
}

static bool
is_named(const struct node *node, const char *name, size_t len)
{
	if (node->name != NULL)
		return node->len == len && memcmp(node->name, name, len) == 0;
	return chars_compare_to(node->origin.text, node->label, name, len) == 0;
}

struct node *
tree_kid(const struct kids *kids, const char *name, size_t len)
{
	size_t slot = chars_hash_of(name, len);
	struct node *node;

	if (kids->table == NULL)
		return NULL;
	for (; (node = kids->table[slot &= kids->slots - 1]) != NULL; slot++)
		if (is_named(node, name, len))
			return node;
	return NULL;
}

/* The old tables stay in the pool: in all no more than the newest one. */
static int
grow(struct edit *edit, struct kids *kids, struct why *why)
{
	const size_t size = kids->size == 0 ? LIST_MIN : kids->size * 2;
	struct node **list, **table, **old = kids->table;

	list = tree_alloc(edit, size * sizeof(*list), why);
	if (list == NULL)
		return -1;
	table = tree_alloc(edit, 2 * size * sizeof(*table), why);
	if (table == NULL)
		return -1;
	if (kids->count > 0)
		memcpy(list, kids->list, kids->count * sizeof(*list));
	kids->list = list;
	kids->size = size;
	kids->table = table;
	size_t slots = kids->slots;
	kids->slots = 2 * size;
	for (size_t i = 0; i < slots; i++)
		if (old[i] != NULL)
			enter(kids, old[i]);
	return 0;
}

/* A node among the kids, in the table as well if its name leads to it. */
static struct node *
new_kid(struct edit *edit, struct kids *kids, struct why *why)
{
	struct node *node;

	if (kids->count == kids->size && grow(edit, kids, why) == -1)
		return NULL;
	if ((node = tree_alloc(edit, sizeof(*node), why)) == NULL)
		return NULL;
	node->seq = edit->seq++;
	kids->list[kids->count++] = node;
	return node;
}

static struct node *
original(struct edit *edit, const struct node *object, struct kids *kids,
    struct member member, struct why *why)
{
	struct node *node;

	if ((node = new_kid(edit, kids, why)) == NULL)
		return NULL;
	node->origin = (struct place){ object->now.text, member.value };
	node->now = node->origin;
	node->label = member.name;
	return node;
}

static int
refuse_twice(
    const struct text *text, const struct found *found, struct why *why)
{
	size_t line, column;

	text_place(text, found->first.at, &line, &column);
	return text_fail(text, found->member.name.at, why, WHY_INPUT,
	    "this name occurs before, at %zu:%zu", line, column);
}

int
tree_look(struct edit *edit, struct node *object, const char *name, size_t len,
    struct node **node, struct found *found, struct why *why)
{
	const struct text *const text = object->now.text;
	struct kids *kids;

	*found = (struct found){ 0 };
	*node = NULL;
	if ((kids = tree_kids(edit, object, why)) == NULL)
		return -1;
	if ((*node = tree_kid(kids, name, len)) != NULL)
		return 0;
	if (kids->lookups++ == LOOKUPS_MAX &&
	    names_build(&kids->names, text, object->now.value, why) == -1)
		return -1;
	*found = names_find(&kids->names, text, object->now.value, name, len);
	if (found->first.kind != TEXT_NONE && !edit->duplicates)
		return refuse_twice(text, found, why);
	return 0;
}

int
tree_member(struct edit *edit, struct node *object, const char *name,
    size_t len, struct node **node, struct why *why)
{
	struct found found;

	if (tree_look(edit, object, name, len, node, &found, why) == -1)
		return -1;
	if (*node != NULL && (*node)->deleted)
		*node = NULL;
	if (found.member.value.kind == TEXT_NONE)
		return 0;
	*node = original(edit, object, object->kids, found.member, why);
	if (*node == NULL)
		return -1;
	(*node)->twins = found.first.kind != TEXT_NONE;
	enter(object->kids, *node);
	return 0;
}

/* A deleted member that comes back takes its old place. */
struct node *
tree_add(struct edit *edit, struct node *object, const char *name, size_t len,
    struct why *why)
{
	struct kids *kids;
	struct node *node;
	char *copy;

	if ((kids = tree_kids(edit, object, why)) == NULL)
		return NULL;
	if ((node = tree_kid(kids, name, len)) != NULL) {
		node->deleted = false;
		node->now = (struct place){ 0 };
		return node;
	}
	if ((copy = tree_alloc(edit, len + 1, why)) == NULL ||
	    (node = new_kid(edit, kids, why)) == NULL)
		return NULL;
	memcpy(copy, name, len);
	node->name = copy;
	node->len = len;
	enter(kids, node);
	return node;
}

/* Only the last member of a name has a node; now the others need one. */
static int
delete_twins(struct edit *edit, const struct node *object, struct node *member,
    struct why *why)
{
	const struct text *const text = object->now.text;
	struct kids *const kids = object->kids;
	struct mem *const name = &edit->step;
	struct member other = { 0 };
	struct node *node;

	mem_cut(name, 0);
	text_string(text, member->label, name);
	if (mem_check(name, why) == -1)
		return -1;
	while (names_next(&kids->names, text, object->now.value, mem_str(name),
		   name->len, &other) &&
	    other.name.at != member->label.at) {
		node = original(edit, object, kids, other, why);
		if (node == NULL)
			return -1;
		node->deleted = node->shadowed = true;
	}
	member->twins = false;
	return 0;
}

int
tree_delete(struct edit *edit, const struct node *container, struct node *node,
    struct why *why)
{
	node->deleted = true;
	node->kids = NULL;
	if (node->run != NULL)
		runs_update(&container->kids->runs, node->run);
	return node->twins ? delete_twins(edit, container, node, why) : 0;
}
