/* text: a number for a value, the same for all that are the same as data. */

#include <stdlib.h>

#include "mem.h"
#include "text.h"
#include "text_chars.h"
#include "text_number.h"

/* A member, as two numbers. */
struct pair {
	uint64_t name, value;
	size_t at;
};

/* One number from two, of which the order matters (splitmix64's mixer). */
static uint64_t
mix(uint64_t a, uint64_t b)
{
	uint64_t h = a * UINT64_C(0x9E3779B97F4A7C15) + b;

	h = (h ^ h >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	h = (h ^ h >> 27) * UINT64_C(0x94D049BB133111EB);
	return h ^ h >> 31;
}

static int
by_name(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* In whatever order, and of each name the last one. */
static uint64_t
hash_pairs(struct pair *pairs, size_t count)
{
	uint64_t hash = 0;

	if (count > 1)
		qsort(pairs, count, sizeof(*pairs), by_name);
	for (size_t i = 0; i < count; i++)
		if (i + 1 == count || pairs[i].name != pairs[i + 1].name)
			hash = mix(hash, mix(pairs[i].name, pairs[i].value));
	return hash;
}

static bool
hash_object(const struct text *text, struct value value, uint64_t *hash)
{
	struct member member = { 0 };
	struct mem pairs = { 0 };
	struct pair pair;
	bool is = true;

	while (is && text_next(text, value, &member)) {
		pair.name = chars_hash(text, member.name);
		pair.at = member.name.at;
		is = text_hash(text, member.value, &pair.value);
		mem_add(&pairs, &pair, sizeof(pair));
	}
	is = is && !pairs.failed;
	if (is)
		*hash =
		    hash_pairs((void *)pairs.data, pairs.len / sizeof(pair));
	mem_release(&pairs);
	return is;
}

static bool
hash_array(const struct text *text, struct value value, uint64_t *hash)
{
	struct member member = { 0 };
	uint64_t element;

	*hash = 0;
	while (text_next(text, value, &member)) {
		if (!text_hash(text, member.value, &element))
			return false;
		*hash = mix(*hash, element);
	}
	return true;
}

bool
text_hash(const struct text *text, struct value value, uint64_t *hash)
{
	bool is = true;

	*hash = 0;
	switch (value.kind) {
	case TEXT_OBJECT:
		is = hash_object(text, value, hash);
		break;
	case TEXT_ARRAY:
		is = hash_array(text, value, hash);
		break;
	case TEXT_STRING:
		*hash = chars_hash(text, value);
		break;
	case TEXT_NUMBER:
		*hash = number_hash(chars_hash_of("", 0), text->data + value.at,
		    value.end - value.at);
		break;
	default:
		break;
	}
	*hash = mix(*hash, value.kind);
	return is;
}
