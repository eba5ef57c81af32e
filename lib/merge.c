/* merge: JSON merge patches (RFC 7396), and ways to merge arrays. */

#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "mem.h"
#include "merge.h"
#include "path.h"
#include "text.h"
#include "unique.h"
#include "values.h"
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
put(struct here *here, struct place value)
{
	if (mem_check(&here->pointer, here->why) == -1)
		return -1;
	return edit_put(
	    here->merge->edit, mem_str(&here->pointer), value, here->why);
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

/* Give each element of an array its index: of the same ones the first. */
static int
number_elements(const struct place *array, struct values *values, size_t *count,
    struct why *why)
{
	struct member member = { 0 };
	size_t index;

	for (*count = 0; text_next(array->text, array->value, &member);
	     ++*count) {
		index = *count;
		if (values_number(
			values, array->text, member.value, &index, why) == -1)
			return -1;
	}
	return 0;
}

static int
merge_union(struct here *here, struct value patch)
{
	struct values values = { 0 };
	struct member member = { 0 };
	struct place there;
	size_t count, index;
	int rv;

	rv = edit_at(
	    here->merge->edit, mem_str(&here->pointer), &there, here->why);
	if (rv == 0)
		rv = number_elements(&there, &values, &count, here->why);
	while (rv == 0 && text_next(here->patch, patch, &member)) {
		index = count;
		rv = values_number(
		    &values, here->patch, member.value, &index, here->why);
		if (rv == 0 && index == count) {
			rv = append(here, member.value);
			count++;
		}
	}
	values_release(&values);
	return rv;
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

/* Give each object's key the index of the object: of the same the first. */
static int
number_keys(const struct place *array, const char *key, struct values *values,
    size_t *count, struct why *why)
{
	struct member member = { 0 };
	struct value value;
	size_t index;

	for (*count = 0; text_next(array->text, array->value, &member);
	     ++*count) {
		index = *count;
		value = text_member(array->text, member.value, key);
		if (value.kind != TEXT_NONE &&
		    values_number(values, array->text, value, &index, why) ==
			-1)
			return -1;
	}
	return 0;
}

/* An element of the patch, and the index of the one that it is merged with. */
struct pair {
	size_t index;
	struct value element;
};

static int
by_index(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->index != y->index)
		return x->index < y->index ? -1 : 1;
	return (x->element.at > y->element.at) -
	    (x->element.at < y->element.at);
}

/* A new one gets the next index after count, which then counts it as well. */
static int
pair_elements(struct here *here, struct value patch, struct values *keys,
    size_t count, struct mem *pairs)
{
	struct member member = { 0 };
	struct pair pair;
	struct value key;

	while (text_next(here->patch, patch, &member)) {
		pair = (struct pair){ count, member.value };
		key = text_member(here->patch, member.value, here->merge->key);
		if (key.kind == TEXT_NONE)
			return text_fail(here->patch, member.value.at,
			    here->why, WHY_INPUT,
			    "an element without the key to merge it by");
		if (values_number(
			keys, here->patch, key, &pair.index, here->why) == -1)
			return -1;
		count += pair.index == count;
		mem_add(pairs, &pair, sizeof(pair));
	}
	return mem_check(pairs, here->why);
}

/* In order of their indexes, because an array is quickest walked that way. */
static int
merge_pairs(struct here *here, const struct mem *pairs, size_t count)
{
	struct pair *const pair = (void *)pairs->data;
	const size_t n = pairs->len / sizeof(*pair);
	const size_t len = here->pointer.len;
	int rv = 0;

	if (n > 1)
		qsort(pair, n, sizeof(*pair), by_index);
	for (size_t i = 0; rv == 0 && i < n; i++)
		if (pair[i].index == count) {
			rv = append(here, pair[i].element);
			count++;
		} else {
			mem_printf(&here->pointer, "/%zu", pair[i].index);
			rv = merge_at(here, pair[i].element);
			mem_cut(&here->pointer, len);
		}
	return rv;
}

/* The array is looked at once: to look at one with changes writes it out. */
static int
merge_by_key(struct here *here, struct value patch)
{
	struct values keys = { 0 };
	struct mem pairs = { 0 };
	struct place there;
	size_t count;
	int rv;

	rv = edit_at(
	    here->merge->edit, mem_str(&here->pointer), &there, here->why);
	if (rv == 0)
		rv = number_keys(
		    &there, here->merge->key, &keys, &count, here->why);
	if (rv == 0)
		rv = pair_elements(here, patch, &keys, count, &pairs);
	if (rv == 0)
		rv = merge_pairs(here, &pairs, count);
	mem_release(&pairs);
	values_release(&keys);
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
	return put(here, (struct place){ here->patch, patch });
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
		return put(here, (struct place){ here->patch, patch });
	if (kind == TEXT_ARRAY && here->merge->arrays != MERGE_REPLACE)
		return refuse_array(here, patch);
	if (kind != TEXT_OBJECT && put(here, edit_object()) == -1)
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
