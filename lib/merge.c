/* merge: JSON merge patches (RFC 7396), and ways to merge arrays. */

#include <string.h>

#include "edit.h"
#include "mem.h"
#include "merge.h"
#include "path.h"
#include "text.h"
#include "unique.h"
#include "why.h"

/* Where a merge has got to: a place in the document. */
struct here {
	const struct merge *merge;
	const struct text *patch;
	struct mem pointer;
	struct why *why;
};

static int merge_at(struct here *here, struct value patch);

static int
put(struct here *here, struct value value)
{
	const struct place place = { here->patch, value };

	if (mem_check(&here->pointer, here->why) == -1)
		return -1;
	return edit_put(
	    here->merge->edit, mem_str(&here->pointer), place, here->why);
}

/* Add a value at the end of the array that is here. */
static int
append(struct here *here, struct value value)
{
	const struct place place = { here->patch, value };
	const size_t len = here->pointer.len;
	int rv;

	path_step(&here->pointer, "-", 1);
	if ((rv = mem_check(&here->pointer, here->why)) == 0)
		rv = edit_insert(here->merge->edit, mem_str(&here->pointer),
		    place, here->why);
	mem_cut(&here->pointer, len);
	return rv;
}

/* Does an array hold a value, in front of the element end? */
static bool
holds(const struct text *text, struct value array, size_t end,
    const struct text *patch, struct value value)
{
	struct member member = { 0 };

	while (text_next(text, array, &member) && member.value.at < end)
		if (text_same(text, member.value, patch, value))
			return true;
	return false;
}

static int
merge_union(struct here *here, struct value patch)
{
	struct member member = { 0 };
	struct place there;

	if (edit_at(here->merge->edit, mem_str(&here->pointer), &there,
		here->why) == -1)
		return -1;
	while (text_next(here->patch, patch, &member))
		if (!holds(there.text, there.value, there.value.end,
			here->patch, member.value) &&
		    !holds(here->patch, patch, member.value.at, here->patch,
			member.value) &&
		    append(here, member.value) == -1)
			return -1;
	return 0;
}

static int
append_all(struct here *here, struct value patch)
{
	struct member member = { 0 };

	while (text_next(here->patch, patch, &member))
		if (append(here, member.value) == -1)
			return -1;
	return 0;
}

/* Objects by their keys: those of an array, and what was added behind. */
struct keyed {
	struct place array; /* as it was before the first was added */
	struct mem added;   /* the keys, which are values of the patch */
};

/* The index of the object whose key is the same; or where it would be added. */
static bool
find_by_key(const struct here *here, const struct keyed *keyed,
    struct value key, size_t *index)
{
	const struct text *text = keyed->array.text;
	const struct value *added = (const void *)keyed->added.data;
	const size_t count = keyed->added.len / sizeof *added;
	struct member member = { 0 };
	struct value other;
	size_t i;

	for (*index = 0; text_next(text, keyed->array.value, &member);
	     ++*index) {
		other = text_member(text, member.value, here->merge->key);
		if (other.kind != TEXT_NONE &&
		    text_same(text, other, here->patch, key))
			return true;
	}
	for (i = 0; i < count; i++, ++*index)
		if (text_same(here->patch, added[i], here->patch, key))
			return true;
	return false;
}

static int
merge_element(struct here *here, struct keyed *keyed, struct value element)
{
	const size_t len = here->pointer.len;
	struct value key;
	size_t i;
	int rv;

	key = text_member(here->patch, element, here->merge->key);
	if (key.kind == TEXT_NONE)
		return text_fail(here->patch, element.at, here->why, WHY_INPUT,
		    "an element without the key to merge it by");
	if (!find_by_key(here, keyed, key, &i)) {
		mem_add(&keyed->added, &key, sizeof key);
		return append(here, element);
	}
	mem_printf(&here->pointer, "/%zu", i);
	rv = merge_at(here, element);
	mem_cut(&here->pointer, len);
	return rv;
}

/* The array is looked at once: to look at one with changes writes it out. */
static int
merge_by_key(struct here *here, struct value patch)
{
	struct keyed keyed = { 0 };
	struct member member = { 0 };
	int rv;

	rv = edit_at(here->merge->edit, mem_str(&here->pointer), &keyed.array,
	    here->why);
	while (rv == 0 && text_next(here->patch, patch, &member))
		if ((rv = merge_element(here, &keyed, member.value)) == 0)
			rv = mem_check(&keyed.added, here->why);
	mem_release(&keyed.added);
	return rv;
}

/* One array upon another. */
static int
merge_array(struct here *here, struct value patch)
{
	switch (here->merge->arrays) {
	case MERGE_APPEND:
		return append_all(here, patch);
	case MERGE_UNION:
		return merge_union(here, patch);
	case MERGE_BY:
		return merge_by_key(here, patch);
	case MERGE_CAREFUL:
	case MERGE_REPLACE:
		break;
	}
	return put(here, patch);
}

static int
merge_member(struct here *here, struct member member)
{
	const size_t len = here->pointer.len;
	struct mem name = { 0 };
	int rv;

	text_string(here->patch, member.name, &name);
	path_step(&here->pointer, mem_str(&name), name.len);
	if (name.failed)
		here->pointer.failed = true;
	/* A pointer is a C string. */
	if (strlen(mem_str(&name)) != name.len)
		rv = text_fail(here->patch, member.name.at, here->why,
		    WHY_INPUT, "a name with NUL in it");
	else if (member.value.kind != TEXT_NULL)
		rv = merge_at(here, member.value);
	else if ((rv = mem_check(&here->pointer, here->why)) == 0)
		rv = edit_delete(
		    here->merge->edit, mem_str(&here->pointer), here->why);
	mem_cut(&here->pointer, len);
	mem_release(&name);
	return rv;
}

/* Whoever has a list where an object is meant had better look again. */
static int
refuse_array(struct here *here, struct value patch)
{
	return text_fail(here->patch, patch.at, here->why, WHY_INPUT,
	    "an object, where the document has an array at \"%s\"",
	    mem_str(&here->pointer));
}

/* RFC 7396, 2: MergePatch(). */
static int
merge_at(struct here *here, struct value patch)
{
	struct edit *edit = here->merge->edit;
	struct member member = { 0 };
	enum text_kind kind;

	if (mem_check(&here->pointer, here->why) == -1 ||
	    edit_kind(edit, mem_str(&here->pointer), &kind, here->why) == -1)
		return -1;
	if (patch.kind == TEXT_ARRAY && kind == TEXT_ARRAY)
		return merge_array(here, patch);
	if (patch.kind != TEXT_OBJECT)
		return put(here, patch);
	if (kind == TEXT_ARRAY && here->merge->arrays != MERGE_REPLACE)
		return refuse_array(here, patch);
	if (kind != TEXT_OBJECT &&
	    edit_set(edit, mem_str(&here->pointer), "{}", 2, here->why) == -1)
		return -1;
	while (text_next(here->patch, patch, &member))
		if (merge_member(here, member) == -1)
			return -1;
	return 0;
}

int
merge_patch(
    const struct merge *merge, const struct text *patch, struct why *why)
{
	struct here here = { merge, patch, { 0 }, why };
	int rv;

	if (unique_names(patch, patch->root, why) == -1)
		return -1;
	rv = merge_at(&here, patch->root);
	mem_release(&here.pointer);
	return rv;
}
