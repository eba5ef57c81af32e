/* record_plan: what is known of a record by how it is laid out. */

#include <stdlib.h>
#include <string.h>

#include "record_plan.h"

enum {
	DIGITS_MIN = 18, /* of any number that 64 bits hold */
	NUMBER_MAX = 24  /* bytes of one that is looked at */
};

/* Only the reviews of incidents have a twin, and a member of their own. */
static const struct record_kind *
find_kind(const struct record_kind *kind, const struct text *text)
{
	const bool is_review = strcmp(kind->name, "reviews") == 0;

	if (kind->twin == NULL ||
	    is_review ==
		(text_member(text, text->root, "reviews").kind != TEXT_NONE))
		return kind;
	return kind->twin;
}

/* A review has an id, and a request of reviews has none. */
static struct value
find_records(const struct record_kind *kind, const struct text *text)
{
	const struct value none = { 0 };
	struct value array;

	array = text_member(text, text->root, kind->root);
	if (array.kind == TEXT_NONE && kind->twin != NULL)
		array = text_member(text, text->root, kind->twin->root);
	if (array.kind != TEXT_ARRAY ||
	    text_member(text, text->root, kind->key[0].name).kind !=
		TEXT_NONE ||
	    text_member(text, text->root, "id").kind != TEXT_NONE)
		return none;
	return array;
}

static struct value
find_part(const struct record_part *part, const struct text *text)
{
	struct value within = text->root;

	if (part->within != NULL)
		within = text_member(text, within, part->within);
	return text_member(text, within, part->member);
}

static void
make(struct record_plan *plan, const struct record_kind *kind,
    const struct text *text)
{
	size_t i;

	plan->index = text->index;
	plan->layout = text_layout(text);
	plan->asked = kind;
	plan->records = find_records(kind, text);
	plan->kind = kind = find_kind(kind, text);
	for (i = 0; kind->key[i].name != NULL; i++)
		plan->key[i] = find_part(&kind->key[i], text);
	plan->sequence = text_member(text, text->root, kind->sequence);
	plan->entities = record_entities(kind, text, text->root);
	plan->good = false;
}

struct record_plan *
record_plan(struct record_plans *plans, const struct record_kind *kind,
    const struct text *text)
{
	const uint64_t layout = text_layout(text);
	struct record_plan *const plan =
	    &plans->all[layout == 0 ? TEXT_LAYOUTS : layout % TEXT_LAYOUTS];

	if (layout == 0 || plan->layout != layout ||
	    plan->index != text->index || plan->asked != kind)
		make(plan, kind, text);
	return plan;
}

bool
record_plan_key(
    const struct record_plan *plan, const struct text *text, struct mem *key)
{
	struct value parts[RECORD_KEY_PARTS];
	size_t i;

	for (i = 0; i < RECORD_KEY_PARTS; i++)
		parts[i] = text_again(text, plan->key[i]);
	return record_key(plan->kind, text, parts, key);
}

/* As strtoll() does, which is slow: most are of milliseconds. */
static int64_t
read_number(const char *s, size_t len)
{
	char digits[NUMBER_MAX] = "";
	int64_t number = 0;
	size_t i;

	for (i = 0; i < len && len <= DIGITS_MIN; i++) {
		if (s[i] < '0' || s[i] > '9')
			break;
		number = number * 10 + (s[i] - '0');
	}
	if (i == len)
		return number;
	memcpy(digits, s, len);
	return strtoll(digits, NULL, 10);
}

bool
record_plan_sequence(
    const struct record_plan *plan, const struct text *text, int64_t *number)
{
	const struct value value = text_again(text, plan->sequence);
	const size_t len = value.end - value.at;

	*number = -1;
	if (value.kind == TEXT_NUMBER && len < NUMBER_MAX)
		*number = read_number(text->data + value.at, len);
	return value.kind != TEXT_NONE;
}
