/* edit_way: the way that a pointer shows through a tree of values. */

#include <string.h>

#include "edit_way.h"
#include "why.h"

struct place
edit_object(void)
{
	static const struct text text = {
		.name = "",
		.data = "{}",
		.len = 2,
		.syntax = TEXT_JSON,
		.root = { .kind = TEXT_OBJECT, .end = 2 },
	};

	return (struct place){ &text, text.root };
}

/*
 * The next step of a pointer, from its slash, with ~1 and ~0 resolved, into
 * the edit's scratch buffer.  Returns what follows the step.
 */
const char *
way_take(struct edit *edit, const char *pointer)
{
	const char *const end = pointer + 1 + strcspn(pointer + 1, "/");

	mem_cut(&edit->step, 0);
	while (++pointer < end)
		if (*pointer == '~' && pointer[1] == '0')
			mem_putc(&edit->step, *pointer++);
		else if (*pointer == '~' && pointer[1] == '1') {
			mem_putc(&edit->step, '/');
			pointer++;
		} else
			mem_putc(&edit->step, *pointer);
	return end;
}

/* RFC 6901, 3.  Returns the number of steps, or -1 and why. */
int
way_check(const struct edit *edit, const char *pointer, struct why *why)
{
	int steps = 0;

	if (*pointer != '\0' && *pointer != '/')
		return why_setx(why, WHY_INPUT, "%s: %s: not a JSON pointer",
		    edit->text->name, pointer);
	for (const char *p = pointer; *p != '\0'; p++) {
		if (*p == '~' && p[1] != '0' && p[1] != '1')
			return why_setx(why, WHY_INPUT,
			    "%s: %s: not a JSON pointer", edit->text->name,
			    pointer);
		if (*p == '/' && ++steps > TEXT_DEPTH_MAX)
			return why_setx(why, WHY_INPUT,
			    "%s: more than %d levels", edit->text->name,
			    TEXT_DEPTH_MAX);
	}
	return steps;
}

/* The child that the step leads to, or NULL. */
int
way_look(
    struct edit *edit, struct node *node, struct node **child, struct why *why)
{
	const char *const step = mem_str(&edit->step);
	const size_t len = edit->step.len;

	*child = NULL;
	if (mem_check(&edit->step, why) == -1)
		return -1;
	if (node->now.value.kind == TEXT_OBJECT)
		return tree_member(edit, node, step, len, child, why);
	if (node->now.value.kind == TEXT_ARRAY)
		return tree_element(
		    edit, node, text_index(step, len), child, why);
	return 0;
}

int
way_find(
    struct edit *edit, const char *pointer, struct node **node, struct why *why)
{
	if (way_check(edit, pointer, why) == -1)
		return -1;
	*node = &edit->root;
	while (*node != NULL && *pointer != '\0') {
		pointer = way_take(edit, pointer);
		if (way_look(edit, *node, node, why) == -1)
			return -1;
	}
	return 0;
}

/* Fail at a value, which may stand in a text that nobody has seen. */
int
way_fail(const struct edit *edit, const struct node *node, const char *pointer,
    const char *wrong, struct why *why)
{
	if (node->now.text != edit->text)
		return why_setx(why, WHY_INPUT, "%s: %s: %s", edit->text->name,
		    pointer, wrong);
	return text_fail(edit->text, node->now.value.at, why, WHY_INPUT,
	    "%s: %s", pointer, wrong);
}

/* A new element: where the step says, or with "-" behind the last one. */
int
way_insert(struct edit *edit, struct node *array, const char *pointer,
    struct node **child, struct why *why)
{
	const char *const step = mem_str(&edit->step);
	size_t index, length;

	if (tree_length(edit, array, &length, why) == -1)
		return -1;
	index =
	    strcmp(step, "-") == 0 ? length : text_index(step, edit->step.len);
	if (index > length)
		return way_fail(
		    edit, array, pointer, "the array has no such place", why);
	*child = tree_insert(edit, array, index, why);
	return *child == NULL ? -1 : 0;
}

/* The child that the step leads to, made if it is missing. */
int
way_make(struct edit *edit, struct node *node, const char *pointer,
    struct node **child, struct why *why)
{
	const enum text_kind kind = node->now.value.kind;

	if (kind == TEXT_NONE || kind == TEXT_NULL)
		node->now = edit_object();
	else if (kind != TEXT_OBJECT && kind != TEXT_ARRAY)
		return way_fail(edit, node, pointer,
		    "neither an object nor an array on the way", why);
	if (way_look(edit, node, child, why) == -1)
		return -1;
	if (*child != NULL)
		return 0;
	if (kind == TEXT_ARRAY)
		return way_insert(edit, node, pointer, child, why);
	*child =
	    tree_add(edit, node, mem_str(&edit->step), edit->step.len, why);
	return *child == NULL ? -1 : 0;
}
