/* issue_key_set: a set of keys in the order in which they first came. */

#include <stdlib.h>
#include <string.h>

#include "issue_key_set.h"
#include "why.h"

enum {
	HASH_BITS = 64,
	FIRST_BITS = 8 /* of a number of buckets */
};

static const uint64_t is_long = (uint64_t)1 << (HASH_BITS - 1);

static uint64_t
load8(const char *s)
{
	uint64_t eight;

	memcpy(&eight, s, sizeof eight);
	return eight;
}

static uint64_t
mix(uint64_t hash, uint64_t word, uint64_t factor)
{
	hash = (hash ^ word) * factor;
	return hash ^ hash >> 32;
}

/* The last word overlaps the one before it; that is no harm. */
static uint64_t
hash_long(const char *key, size_t len, uint64_t factor)
{
	uint64_t hash = len;

	for (; len > 8; key += 8, len -= 8)
		hash = mix(hash, load8(key), factor);
	return mix(hash, load8(key + len - 8), factor);
}

static struct issue_key_pair
pair_of(const struct issue_key_set *set, const char *key, size_t len)
{
	struct issue_key_pair pair = { 0 };

	if (len <= ISSUE_KEY_SHORT) {
		memcpy(&pair, key, len);
		return pair;
	}
	pair.first = hash_long(key, len, set->secret[0]) | is_long;
	pair.second = hash_long(key, len, set->secret[1]);
	return pair;
}

static bool
is_at(const struct issue_key_set *set, uint32_t place, const char *key,
    size_t len)
{
	const char *const s = set->text.data + place;

	return set->text.len - place > len && memcmp(s, key, len) == 0 &&
	    s[len] == set->end;
}

/* Where the key is; or where it would be, with no pair there. */
static size_t
find(const struct issue_key_set *set, const struct issue_key_pair *pair,
    const char *key, size_t len)
{
	const struct issue_key_pair *there;
	size_t i = issue_key_set_bucket(set, pair);

	for (;; i++) {
		i &= set->size - 1;
		there = &set->pairs[i];
		if (there->first == 0 ||
		    (there->first == pair->first &&
			there->second == pair->second &&
			(len <= ISSUE_KEY_SHORT ||
			    is_at(set, set->places[i], key, len))))
			return i;
	}
}

/* Allocate for so many keys; on the lines of the machine's memory. */
static int
make(struct issue_key_set *set, unsigned int shift, struct why *why)
{
	const size_t size =
	    ((size_t)1 << (HASH_BITS - shift)) * ISSUE_KEY_BUCKET;

	set->shift = shift;
	set->size = size;
	set->pairs = aligned_alloc(
	    ISSUE_KEY_BUCKET * sizeof *set->pairs, size * sizeof *set->pairs);
	set->places = calloc(size, sizeof *set->places);
	set->times = set->counted ? calloc(size, sizeof *set->times) : NULL;
	if (set->pairs == NULL || set->places == NULL ||
	    (set->counted && set->times == NULL))
		return why_setx(why, WHY_LATER, "out of memory");
	memset(set->pairs, 0, size * sizeof *set->pairs);
	return 0;
}

static void
drop(const struct issue_key_set *set)
{
	free(set->pairs);
	free(set->places);
	free(set->times);
}

/* A long key needs no comparison here: each is another one. */
static int
grow(struct issue_key_set *set, struct why *why)
{
	const struct issue_key_set old = *set;
	size_t i, to;

	if (make(set, old.shift - 1, why) == -1) {
		drop(set);
		*set = old;
		return -1;
	}
	for (i = 0; i < old.size; i++)
		if (old.pairs[i].first != 0) {
			to = issue_key_set_bucket(set, &old.pairs[i]);
			while (set->pairs[to & (set->size - 1)].first != 0)
				to++;
			to &= set->size - 1;
			set->pairs[to] = old.pairs[i];
			set->places[to] = old.places[i];
			if (set->counted)
				set->times[to] = old.times[i];
		}
	drop(&old);
	return 0;
}

int
issue_key_set_begin(struct issue_key_set *set, struct why *why)
{
	if (set->size > 0)
		return 0;
	arc4random_buf(set->secret, sizeof set->secret);
	set->secret[0] |= 1;
	set->secret[1] |= 1;
	if (make(set, HASH_BITS - FIRST_BITS, why) == 0)
		return 0;
	drop(set);
	set->size = 0;
	return -1;
}

static int
append(struct issue_key_set *set, const char *key, size_t len, struct why *why)
{
	if (set->count == ISSUE_KEY_SET_MAX)
		return why_setx(why, WHY_INPUT, "more than %d different keys",
		    ISSUE_KEY_SET_MAX);
	if (set->text.len + len + 1 > ISSUE_KEY_SET_TEXT)
		return why_setx(why, WHY_INPUT,
		    "more than %d bytes of different keys", ISSUE_KEY_SET_TEXT);
	mem_add(&set->text, key, len);
	mem_putc(&set->text, set->end);
	set->count++;
	return mem_check(&set->text, why);
}

static int
add(struct issue_key_set *set, const struct issue_key_pair *pair,
    const char *key, size_t len, struct why *why)
{
	size_t i;

	/* At most half full, so that most keys are in their own bucket. */
	if (set->count >= set->size / 2 && grow(set, why) == -1)
		return -1;
	i = find(set, pair, key, len);
	if (set->pairs[i].first == 0) {
		const size_t place = set->text.len;

		if (append(set, key, len, why) == -1)
			return -1;
		set->pairs[i] = *pair;
		set->places[i] = (uint32_t)place;
	}
	if (set->counted)
		set->times[i]++;
	return 0;
}

int
issue_key_set_add_pair(struct issue_key_set *set,
    const struct issue_key_pair *pair, struct why *why)
{
	const char *const key = (const char *)pair;

	return add(set, pair, key, strnlen(key, ISSUE_KEY_SHORT), why);
}

int
issue_key_set_add(
    struct issue_key_set *set, const char *key, size_t len, struct why *why)
{
	struct issue_key_pair pair;

	if (issue_key_set_begin(set, why) == -1)
		return -1;
	pair = pair_of(set, key, len);
	return add(set, &pair, key, len, why);
}

bool
issue_key_set_has(const struct issue_key_set *set, const char *key, size_t len)
{
	struct issue_key_pair pair;

	if (set->size == 0)
		return false;
	pair = pair_of(set, key, len);
	return set->pairs[find(set, &pair, key, len)].first != 0;
}

uint64_t
issue_key_set_times(
    const struct issue_key_set *set, const char *key, size_t len)
{
	struct issue_key_pair pair;

	if (set->size == 0 || !set->counted)
		return 0;
	pair = pair_of(set, key, len);
	return set->times[find(set, &pair, key, len)];
}

void
issue_key_set_release(struct issue_key_set *set)
{
	drop(set);
	mem_release(&set->text);
	*set = (struct issue_key_set){ 0 };
}
