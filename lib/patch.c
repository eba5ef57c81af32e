/* patch: JSON patches (RFC 6902). */

#include <stdbool.h>
#include <string.h>

#include "edit.h"
#include "mem.h"
#include "patch.h"
#include "text.h"
#include "why.h"

/* One operation; its strings are decoded, and released in the end. */
struct operation {
	struct edit *edit;
	const struct text *patch;
	struct value self, path_at, from_at, value;
	struct mem path, from;
	struct why *why;
};

static int
fail(const struct operation *op, struct value at, const char *words)
{
	return text_fail(op->patch, at.at, op->why, WHY_INPUT, "%s", words);
}

/* RFC 6901, 3: "~" stands only before 0 or 1; and NUL would end it early. */
static bool
is_pointer(const struct mem *mem)
{
	const char *s = mem_str(mem);

	if (strlen(s) != mem->len || (*s != '\0' && *s != '/'))
		return false;
	for (; (s = strchr(s, '~')) != NULL; s++)
		if (s[1] != '0' && s[1] != '1')
			return false;
	return true;
}

/* The one member of that name; RFC 6902, A.13: no name may occur twice. */
static int
get_member(const struct operation *op, const char *name, struct value *value)
{
	struct member member = { 0 };

	*value = (struct value){ 0 };
	while (text_next(op->patch, op->self, &member)) {
		if (!text_is(op->patch, member.name, name))
			continue;
		if (value->kind != TEXT_NONE)
			return fail(op, member.name, "a member twice");
		*value = member.value;
	}
	return 0;
}

static int
get_pointer(const struct operation *op, const char *name, struct value *at,
    struct mem *pointer)
{
	if (get_member(op, name, at) == -1)
		return -1;
	if (at->kind != TEXT_STRING)
		return text_fail(op->patch, op->self.at, op->why, WHY_INPUT,
		    "an operation without a string \"%s\"", name);
	text_string(op->patch, *at, pointer);
	if (mem_check(pointer, op->why) == -1)
		return -1;
	if (!is_pointer(pointer))
		return fail(op, *at, "not a JSON pointer");
	return 0;
}

static int
get_value(struct operation *op)
{
	if (get_member(op, "value", &op->value) == -1)
		return -1;
	if (op->value.kind == TEXT_NONE)
		return fail(op, op->self, "an operation without \"value\"");
	return 0;
}

/* Something has to stand at a pointer; what, costs more to say. */
static int
check_there(
    const struct operation *op, const struct mem *pointer, struct value at)
{
	enum text_kind kind;

	if (edit_kind(op->edit, mem_str(pointer), &kind, op->why) == -1)
		return -1;
	return kind == TEXT_NONE ? fail(op, at, "there is no such place") : 0;
}

static int
get_source(struct operation *op, struct place *place)
{
	if (get_pointer(op, "from", &op->from_at, &op->from) == -1 ||
	    check_there(op, &op->from, op->from_at) == -1)
		return -1;
	return edit_at(op->edit, mem_str(&op->from), place, op->why);
}

/* RFC 6902, 4.1: the object or array around it has to exist. */
static int
add_place(const struct operation *op, struct place value)
{
	struct mem parent = { 0 };
	enum text_kind kind = TEXT_OBJECT;
	int rv = 0;

	if (op->path.len > 0) {
		mem_add(&parent, op->path.data,
		    (size_t)(strrchr(op->path.data, '/') - op->path.data));
		if ((rv = mem_check(&parent, op->why)) == 0)
			rv = edit_kind(
			    op->edit, mem_str(&parent), &kind, op->why);
	}
	if (rv == 0 && kind != TEXT_OBJECT && kind != TEXT_ARRAY)
		rv = fail(op, op->path_at, "there is no such place");
	if (rv == 0 &&
	    (rv = edit_insert(op->edit, mem_str(&op->path), value, op->why)) ==
		-1)
		why_at(op->why, "%s", op->patch->name);
	mem_release(&parent);
	return rv;
}

static int
add(struct operation *op)
{
	if (get_value(op) == -1)
		return -1;
	return add_place(op, (struct place){ op->patch, op->value });
}

static int
erase(struct operation *op)
{
	if (check_there(op, &op->path, op->path_at) == -1)
		return -1;
	if (op->path.len == 0)
		return fail(op, op->path_at, "the root cannot be removed");
	return edit_delete(op->edit, mem_str(&op->path), op->why);
}

static int
replace(struct operation *op)
{
	if (get_value(op) == -1 ||
	    check_there(op, &op->path, op->path_at) == -1)
		return -1;
	return edit_put(op->edit, mem_str(&op->path),
	    (struct place){ op->patch, op->value }, op->why);
}

static int
copy(struct operation *op)
{
	struct place place;

	if (get_source(op, &place) == -1)
		return -1;
	return add_place(op, place);
}

static int
move(struct operation *op)
{
	struct place place;

	if (get_source(op, &place) == -1)
		return -1;
	if (strcmp(mem_str(&op->from), mem_str(&op->path)) == 0)
		return 0;
	if (strncmp(mem_str(&op->path), mem_str(&op->from), op->from.len) ==
		0 &&
	    mem_str(&op->path)[op->from.len] == '/')
		return fail(op, op->path_at, "a move into itself");
	if (edit_delete(op->edit, mem_str(&op->from), op->why) == -1)
		return -1;
	return add_place(op, place);
}

static int
test(struct operation *op)
{
	struct place place;

	if (get_value(op) == -1 ||
	    edit_at(op->edit, mem_str(&op->path), &place, op->why) == -1)
		return -1;
	if (place.value.kind != TEXT_NONE &&
	    text_same(place.text, place.value, op->patch, op->value))
		return 0;
	return text_fail(op->patch, op->self.at, op->why, WHY_NO,
	    "the document fails this test");
}

static const struct {
	const char *name;
	int (*apply)(struct operation *op);
} operations[] = {
	{ "add", add },
	{ "copy", copy },
	{ "move", move },
	{ "remove", erase },
	{ "replace", replace },
	{ "test", test },
};

static int
apply(struct operation *op)
{
	struct value name;
	size_t i;

	if (op->self.kind != TEXT_OBJECT)
		return fail(op, op->self, "an operation has to be an object");
	if (get_member(op, "op", &name) == -1 ||
	    get_pointer(op, "path", &op->path_at, &op->path) == -1)
		return -1;
	for (i = 0; i < sizeof operations / sizeof operations[0]; i++)
		if (name.kind == TEXT_STRING &&
		    text_is(op->patch, name, operations[i].name))
			return operations[i].apply(op);
	return fail(op, name.kind == TEXT_NONE ? op->self : name,
	    "no operation of a JSON patch");
}

int
patch_apply(struct edit *edit, const struct text *patch, struct why *why)
{
	struct member member = { 0 };
	int rv = 0;

	if (patch->root.kind != TEXT_ARRAY)
		return text_fail(patch, patch->root.at, why, WHY_INPUT,
		    "a JSON patch has to be an array");
	while (rv == 0 && text_next(patch, patch->root, &member)) {
		struct operation op = { .edit = edit,
			.patch = patch,
			.self = member.value,
			.why = why };

		rv = apply(&op);
		mem_release(&op.path);
		mem_release(&op.from);
	}
	return rv;
}
