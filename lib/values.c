/* values: a table of values, each once, by what they are as data. */

#include <stdlib.h>

#include "text.h"
#include "values.h"
#include "why.h"

enum {
	SIZE_MIN = 16 /* slots, and always a power of two */
};

/* Empty without a text. */
struct values_slot {
	const struct text *text;
	struct value value;
	uint64_t hash;
	size_t number;
};

/* Where it is, or where it would be: there is always an empty slot. */
static struct values_slot *
find(const struct values *values, const struct values_slot *wanted)
{
	struct values_slot *slot;

	for (size_t i = wanted->hash;; i++) {
		slot = &values->slots[i & (values->size - 1)];
		if (slot->text == NULL ||
		    (slot->hash == wanted->hash &&
			text_same(slot->text, slot->value, wanted->text,
			    wanted->value)))
			return slot;
	}
}

/* All hashes are of different values here. */
static void
move(struct values *values, const struct values_slot *from)
{
	size_t i = from->hash;

	while (values->slots[i &= values->size - 1].text != NULL)
		i++;
	values->slots[i] = *from;
}

static int
grow(struct values *values, struct why *why)
{
	const struct values old = *values;

	values->size = old.size == 0 ? SIZE_MIN : old.size * 2;
	values->slots = calloc(values->size, sizeof(*values->slots));
	if (values->slots == NULL) {
		*values = old;
		return why_setx(why, WHY_LATER, "out of memory");
	}
	for (size_t i = 0; i < old.size; i++)
		if (old.slots[i].text != NULL)
			move(values, &old.slots[i]);
	free(old.slots);
	return 0;
}

int
values_number(struct values *values, const struct text *text,
    struct value value, size_t *number, struct why *why)
{
	struct values_slot wanted = { text, value, 0, *number }, *slot;

	if (!text_hash(text, value, &wanted.hash))
		return why_setx(why, WHY_LATER, "out of memory");
	if (values->count + values->count / 2 >= values->size &&
	    grow(values, why) == -1)
		return -1;
	slot = find(values, &wanted);
	if (slot->text == NULL) {
		*slot = wanted;
		values->count++;
	}
	*number = slot->number;
	return 0;
}

void
values_release(struct values *values)
{
	free(values->slots);
	*values = (struct values){ 0 };
}
