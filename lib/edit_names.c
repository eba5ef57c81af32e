/* edit_names: where the members of an object are, by name. */

#include <stdlib.h>

#include "edit_names.h"
#include "text_chars.h"
#include "why.h"

int
names_build(struct names *names, const struct text *text, struct value object,
    struct why *why)
{
	struct member member = { 0 };
	size_t count = 0, size = 8, slot;

	while (text_next(text, object, &member))
		count++;
	while (size < count + count / 2)
		size *= 2;
	if ((names->slots = calloc(size, sizeof(*names->slots))) == NULL)
		return why_set(why, WHY_LATER, "%s", text->name);
	names->size = size;

	member = (struct member){ 0 };
	while (text_next(text, object, &member)) {
		slot = chars_hash(text, member.name);
		while (names->slots[slot &= size - 1] != 0)
			slot++;
		names->slots[slot] = member.name.at + 1;
	}
	return 0;
}

void
names_release(struct names *names)
{
	free(names->slots);
	*names = (struct names){ 0 };
}

static void
meet(struct found *found, const struct text *text, struct member member,
    const char *name, size_t len)
{
	if (chars_compare_to(text, member.name, name, len) != 0)
		return;
	if (found->member.value.kind != TEXT_NONE &&
	    found->first.kind == TEXT_NONE)
		found->first = found->member.name;
	found->member = member;
}

struct found
names_find(const struct names *names, const struct text *text,
    struct value object, const char *name, size_t len)
{
	struct member member = { 0 };
	struct found found = { 0 };
	size_t slot;

	if (names->slots == NULL) {
		while (text_next(text, object, &member))
			meet(&found, text, member, name, len);
		return found;
	}
	/* The same names follow one another in the order of the text. */
	slot = chars_hash_of(name, len);
	for (; names->slots[slot &= names->size - 1] != 0; slot++) {
		member = text_member_at(text, names->slots[slot] - 1);
		meet(&found, text, member, name, len);
	}
	return found;
}
