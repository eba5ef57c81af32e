/* edit_names: where the members of an object are, by name. */

#include <stdlib.h>

#include "edit_names.h"
#include "text_chars.h"
#include "why.h"

/* A name, and where the same one stands first. */
struct twin {
	size_t first, at;
};

static int
compare_twins(const void *a, const void *b)
{
	const struct twin *const x = a, *const y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Enter a name; one that is there already is a twin, and has no slot. */
static void
enter(struct names *names, const struct text *text, struct value name)
{
	struct twin twin = { .at = name.at };
	size_t slot = chars_hash(text, name);
	struct value other;

	for (; names->slots[slot &= names->size - 1] != 0; slot++) {
		twin.first = names->slots[slot] - 1;
		other = text_member_at(text, twin.first).name;
		if (chars_compare(text, other, text, name) == 0) {
			mem_add(&names->twins, &twin, sizeof(twin));
			return;
		}
	}
	names->slots[slot] = name.at + 1;
}

int
names_build(struct names *names, const struct text *text, struct value object,
    struct why *why)
{
	struct member member = { 0 };
	struct mem *const twins = &names->twins;
	size_t count = 0, size = 8;

	while (text_next(text, object, &member))
		count++;
	while (size < count + count / 2)
		size *= 2;
	if ((names->slots = calloc(size, sizeof(*names->slots))) == NULL)
		return why_set(why, WHY_LATER, "%s", text->name);
	names->size = size;

	member = (struct member){ 0 };
	while (text_next(text, object, &member))
		enter(names, text, member.name);
	if (twins->len > 0)
		qsort(twins->data, twins->len / sizeof(struct twin),
		    sizeof(struct twin), compare_twins);
	return mem_check(twins, why);
}

void
names_release(struct names *names)
{
	free(names->slots);
	mem_release(&names->twins);
	*names = (struct names){ 0 };
}

/* The first member of a name, in the names that are built. */
static bool
find_first(const struct names *names, const struct text *text, const char *name,
    size_t len, struct member *member)
{
	size_t slot = chars_hash_of(name, len);

	for (; names->slots[slot &= names->size - 1] != 0; slot++) {
		*member = text_member_at(text, names->slots[slot] - 1);
		if (chars_compare_to(text, member->name, name, len) == 0)
			return true;
	}
	return false;
}

/* The next twin of a name behind a place. */
static bool
find_twin(const struct names *names, const struct text *text,
    struct twin behind, struct member *member)
{
	const struct twin *const twins = (const void *)names->twins.data;
	const size_t count = names->twins.len / sizeof(*twins);
	size_t low = 0, high = count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare_twins(&twins[middle], &behind) > 0)
			high = middle;
		else
			low = middle + 1;
	}
	if (low == count || twins[low].first != behind.first)
		return false;
	*member = text_member_at(text, twins[low].at);
	return true;
}

bool
names_next(const struct names *names, const struct text *text,
    struct value object, const char *name, size_t len, struct member *member)
{
	struct twin twin = { .at = member->name.at };
	struct member first;

	if (names->slots == NULL) {
		while (text_next(text, object, member))
			if (chars_are(text, member->name, name, len))
				return true;
		return false;
	}
	if (!find_first(names, text, name, len, &first))
		return false;
	if (member->value.kind == TEXT_NONE) {
		*member = first;
		return true;
	}
	twin.first = first.name.at;
	return find_twin(names, text, twin, member);
}

struct found
names_find(const struct names *names, const struct text *text,
    struct value object, const char *name, size_t len)
{
	struct member member = { 0 };
	struct found found = { 0 };

	while (names_next(names, text, object, name, len, &member)) {
		if (found.member.value.kind != TEXT_NONE &&
		    found.first.kind == TEXT_NONE)
			found.first = found.member.name;
		found.member = member;
	}
	return found;
}
