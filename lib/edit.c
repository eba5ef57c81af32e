/* edit: changes to a text that touch only the bytes that change. */

#include <sys/uio.h>

#include <stdlib.h>
#include <string.h>

#include "edit_layout.h"
#include "edit_print.h"
#include "edit_style.h"
#include "edit_tree.h"
#include "edit_way.h"
#include "why.h"

struct edit *
edit_new(const struct text *text, struct why *why)
{
	struct edit *edit;

	if ((edit = calloc(1, sizeof(*edit))) == NULL) {
		why_set(why, WHY_LATER, "%s", text->name);
		return NULL;
	}
	edit->text = text;
	edit->memo = tree_alloc(edit, sizeof(*edit->memo), why);
	if (edit->memo == NULL) {
		edit_free(edit);
		return NULL;
	}
	edit->root.origin = (struct place){ text, text->root };
	edit->root.now = edit->root.origin;
	return edit;
}

void
edit_free(struct edit *edit)
{
	if (edit == NULL)
		return;
	for (struct brought *b = edit->brought; b != NULL; b = b->next)
		mem_release(&b->bytes);
	tree_free(edit);
	mem_release(&edit->step);
	mem_release(&edit->bytes);
	mem_release(&edit->path);
	mem_release(&edit->paths);
	free(edit->splices);
	free(edit->parts);
	free(edit);
}

void
edit_allow_duplicates(struct edit *edit)
{
	edit->duplicates = true;
}

static int
check_depth(
    struct edit *edit, const char *pointer, struct place value, struct why *why)
{
	const int steps = way_check(edit, pointer, why);

	if (steps == -1)
		return -1;
	if (steps + text_depth(value.text, value.value) > TEXT_DEPTH_MAX)
		return why_setx(why, WHY_INPUT, "%s: more than %d levels",
		    edit->text->name, TEXT_DEPTH_MAX);
	return 0;
}

/* Whatever was laid out before is not the outcome any more. */
static void
change(struct edit *edit)
{
	edit->laid_out = false;
	free(edit->parts);
	edit->parts = NULL;
}

int
edit_put(
    struct edit *edit, const char *pointer, struct place value, struct why *why)
{
	const char *step = pointer;
	struct node *node = &edit->root;

	if (check_depth(edit, pointer, value, why) == -1)
		return -1;
	change(edit);
	while (*step != '\0') {
		step = way_take(edit, step);
		if (way_make(edit, node, pointer, &node, why) == -1)
			return -1;
	}
	return tree_set(edit, node, value, why);
}

int
edit_insert(
    struct edit *edit, const char *pointer, struct place value, struct why *why)
{
	const char *step = pointer;
	struct node *node = &edit->root, *child;

	if (check_depth(edit, pointer, value, why) == -1)
		return -1;
	change(edit);
	if (*pointer == '\0')
		return tree_set(edit, node, value, why);
	while (*(step = way_take(edit, step)) != '\0') {
		if (way_look(edit, node, &child, why) == -1)
			return -1;
		if (child == NULL)
			return way_fail(edit, node, pointer,
			    "there is nothing to add it to", why);
		node = child;
	}
	if (node->now.value.kind == TEXT_ARRAY) {
		if (way_insert(edit, node, pointer, &node, why) == -1)
			return -1;
	} else if (node->now.value.kind != TEXT_OBJECT)
		return way_fail(
		    edit, node, pointer, "there is nothing to add it to", why);
	else if (way_make(edit, node, pointer, &node, why) == -1)
		return -1;
	return tree_set(edit, node, value, why);
}

int
edit_delete(struct edit *edit, const char *pointer, struct why *why)
{
	const char *step = pointer;
	struct node *parent = NULL, *node = &edit->root;

	if (way_check(edit, pointer, why) == -1)
		return -1;
	if (*pointer == '\0')
		return way_fail(
		    edit, node, pointer, "the root cannot be deleted", why);
	change(edit);
	while (node != NULL && *step != '\0') {
		step = way_take(edit, step);
		parent = node;
		if (way_look(edit, parent, &node, why) == -1)
			return -1;
	}
	return node == NULL ? 0 : tree_delete(edit, parent, node, why);
}

/* Does what a node is now need more than its bytes to tell? */
static bool
has_changes(const struct node *node)
{
	struct walk walk;

	if (node->kids == NULL)
		return false;
	for (walk_begin(&walk, node); walk_next(&walk);) {
		const struct node *const kid = walk.node;

		if (kid == NULL)
			continue;
		if (kid->deleted != (kid->origin.value.kind == TEXT_NONE))
			return true;
		if (!kid->deleted &&
		    (kid->now.text != kid->origin.text ||
			kid->now.value.at != kid->origin.value.at ||
			has_changes(kid)))
			return true;
	}
	return false;
}

/* A text of the edit's own, not read yet; or NULL and why. */
static struct brought *
bring(struct edit *edit, const char *name, struct why *why)
{
	struct brought *const brought = tree_alloc(edit, sizeof(*brought), why);
	char *const copy = tree_alloc(edit, strlen(name) + 1, why);

	if (brought == NULL || copy == NULL)
		return NULL;
	memcpy(copy, name, strlen(name));
	brought->text.name = copy;
	brought->text.syntax = TEXT_JSON;
	brought->next = edit->brought;
	edit->brought = brought;
	return brought;
}

static int
read_brought(struct brought *brought, struct why *why)
{
	if (mem_check(&brought->bytes, why) == -1)
		return -1;
	return text_read(
	    &brought->text, mem_str(&brought->bytes), brought->bytes.len, why);
}

int
edit_set(struct edit *edit, const char *pointer, const char *json, size_t len,
    struct why *why)
{
	struct brought *const brought = bring(edit, pointer, why);

	if (brought == NULL)
		return -1;
	mem_add(&brought->bytes, json, len);
	if (read_brought(brought, why) == -1)
		return why_at(why, "%s", edit->text->name);
	return edit_put(edit, pointer,
	    (struct place){ &brought->text, brought->text.root }, why);
}

int
edit_at(struct edit *edit, const char *pointer, struct place *place,
    struct why *why)
{
	struct brought *brought;
	struct node *node;

	*place = (struct place){ .text = edit->text };
	if (way_find(edit, pointer, &node, why) == -1)
		return -1;
	if (node == NULL)
		return 0;
	*place = node->now;
	if (!has_changes(node))
		return 0;
	if ((brought = bring(edit, edit->text->name, why)) == NULL)
		return -1;
	print_compact(&brought->bytes, node);
	*place = (struct place){ &brought->text, { 0 } };
	if (read_brought(brought, why) == -1)
		return -1;
	place->value = brought->text.root;
	return 0;
}

int
edit_kind(struct edit *edit, const char *pointer, enum text_kind *kind,
    struct why *why)
{
	struct node *node;

	if (way_find(edit, pointer, &node, why) == -1)
		return -1;
	*kind = node == NULL ? TEXT_NONE : node->now.value.kind;
	return 0;
}

bool
edit_changes(struct edit *edit)
{
	layout(edit);
	return edit->count > 0 || edit->bytes.failed;
}

void
edit_paths(struct edit *edit, struct mem *mem)
{
	layout(edit);
	mem_add(mem, mem_str(&edit->paths), edit->paths.len);
	mem->failed = mem->failed || edit->bytes.failed;
}

/* What of the text stays between the splices, and what they bring. */
static size_t
fill_parts(const struct edit *edit, struct iovec *part)
{
	struct iovec *const first = part;
	char *const data = (char *)(uintptr_t)edit->text->data;
	size_t at = 0;

	for (size_t i = 0; i < edit->count; i++) {
		const struct splice *const splice = &edit->splices[i];

		if (splice->at > at)
			*part++ = (struct iovec){ data + at, splice->at - at };
		if (splice->len > 0)
			*part++ =
			    (struct iovec){ edit->bytes.data + splice->new,
				    splice->len };
		if (splice->end > at)
			at = splice->end;
	}
	if (edit->text->len > at)
		*part++ = (struct iovec){ data + at, edit->text->len - at };
	if (part == first)
		*part++ = (struct iovec){ data, 0 };
	return (size_t)(part - first);
}

size_t
edit_parts(struct edit *edit, const struct iovec **parts)
{
	layout(edit);
	*parts = NULL;
	free(edit->parts);
	edit->parts = NULL;
	if (edit->bytes.failed ||
	    (edit->parts = calloc(2 * edit->count + 2, sizeof(*edit->parts))) ==
		NULL)
		return 0;
	*parts = edit->parts;
	return fill_parts(edit, edit->parts);
}

void
edit_text(struct edit *edit, struct mem *mem)
{
	const struct iovec *parts;
	const size_t count = edit_parts(edit, &parts);

	for (size_t i = 0; i < count; i++)
		mem_add(mem, parts[i].iov_base, parts[i].iov_len);
	mem->failed = mem->failed || count == 0;
}
