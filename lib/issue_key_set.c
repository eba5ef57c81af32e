/* issue_key_set: a set of keys in the order in which they first came. */

#include <stdlib.h>
#include <string.h>

#include "issue_key_set.h"
#include "why.h"

enum {
	HASH_BITS = 64,
	FIRST_BITS = 8, /* of the number of a bucket */
	LARGE = 1 << 14 /* buckets */
};

/* For a key there are four places at most: a stem that moves leaves some. */
_Static_assert(
    ISSUE_KEY_SET_MAX <= 1 << (HASH_BITS - ISSUE_KEY_TAILS_PLACE - 2),
    "the place of every time fits above the tails");

/* Of a pair in a set. */
struct place {
	struct issue_key_pair *pair;
	struct issue_key_tails *tails;
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

/* Two words at a time; the last overlap those before, and that is no harm. */
static uint64_t
hash_long(const struct issue_key_set *set, const char *key, size_t len)
{
	const char *const last = key + len - ISSUE_KEY_SHORT;
	uint64_t even = len, odd = 0;

	for (; key < last; key += ISSUE_KEY_SHORT) {
		even = mix(even, load8(key), set->secret[0]);
		odd = mix(odd, load8(key + 8), set->secret[1]);
	}
	even = mix(even, load8(last), set->secret[0]);
	odd = mix(odd, load8(last + 8), set->secret[1]);
	return mix(even, odd, set->secret[0]) | is_long;
}

static struct issue_key_pair
pair_of(const struct issue_key_set *set, const char *stem, size_t len)
{
	struct issue_key_pair pair = { 0 };

	if (len > ISSUE_KEY_SHORT)
		pair.first = hash_long(set, stem, len);
	else
		memcpy(&pair, stem, len);
	return pair;
}

/* Of a long one only the hash is known yet. */
static bool
is_same(const struct issue_key_set *set, const struct issue_key_pair *there,
    const struct issue_key_pair *pair, const char *stem, size_t len)
{
	const char *s;

	if ((pair->first & is_long) == 0)
		return issue_key_pair_is(there, pair);
	if (there->first != pair->first)
		return false;
	s = set->longs.data + there->second;
	return strncmp(s, stem, len) == 0 && s[len] == '\0';
}

/* The place of a long one has no say in where its pair is. */
static size_t
bucket_of(const struct issue_key_set *set, const struct issue_key_pair *pair)
{
	const struct issue_key_pair hash = { pair->first, 0 };

	return issue_key_set_bucket(
	    set, (pair->first & is_long) == 0 ? pair : &hash);
}

/* Where a pair is, or would be: then nothing is there. */
static struct place
find(const struct issue_key_set *set, const struct issue_key_pair *pair,
    const char *stem, size_t len)
{
	size_t at = bucket_of(set, pair);
	struct place place;
	unsigned int i;

	for (;; at = (at + 1) & (set->size - 1))
		for (i = 0; i < ISSUE_KEY_BUCKET; i++) {
			place.pair = &set->buckets[at].pairs[i];
			place.tails = &set->buckets[at].tails[i];
			if (place.pair->first == 0 ||
			    is_same(set, place.pair, pair, stem, len))
				return place;
		}
}

/* Allocate; on the lines of the machine's memory. */
static int
make(struct issue_key_set *set, unsigned int shift, struct why *why)
{
	const size_t size = (size_t)1 << (HASH_BITS - shift);

	set->buckets =
	    aligned_alloc(sizeof *set->buckets, size * sizeof *set->buckets);
	if (set->buckets == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	memset(set->buckets, 0, size * sizeof *set->buckets);
	set->shift = shift;
	set->size = size;
	return 0;
}

/* Move a bucket's pairs.  None is compared: each is another. */
static void
move(struct issue_key_set *set, const struct issue_key_bucket *from)
{
	unsigned int i, to;
	size_t at;

	for (i = 0; i < ISSUE_KEY_BUCKET && from->pairs[i].first != 0; i++) {
		at = bucket_of(set, &from->pairs[i]);
		for (to = 0; set->buckets[at].pairs[to].first != 0;)
			if (++to == ISSUE_KEY_BUCKET) {
				at = (at + 1) & (set->size - 1);
				to = 0;
			}
		set->buckets[at].pairs[to] = from->pairs[i];
		set->buckets[at].tails[to] = from->tails[i];
	}
}

/*
 * Most pairs are in their own bucket where a quarter of the places is taken at
 * most; of a large set it may be five in eight.
 */
static int
grow(struct issue_key_set *set, struct why *why)
{
	struct issue_key_bucket *const old = set->buckets;
	const size_t size = set->size;
	size_t i;

	if (set->used < (size < LARGE ? size / 2 : size + size / 4))
		return 0;
	if (make(set, set->shift - 1, why) == -1) {
		set->buckets = old;
		return -1;
	}
	for (i = 0; i < size; i++)
		move(set, &old[i]);
	free(old);
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
	return make(set, HASH_BITS - FIRST_BITS, why);
}

/* Is another key allowed? */
static int
may_add(struct issue_key_set *set, size_t len, struct why *why)
{
	if (set->count == ISSUE_KEY_SET_MAX)
		return why_setx(why, WHY_INPUT, "more than %d different keys",
		    ISSUE_KEY_SET_MAX);
	if (set->text.len + len >= ISSUE_KEY_SET_TEXT ||
	    set->longs.len + len >= ISSUE_KEY_SET_TEXT)
		return why_setx(why, WHY_INPUT,
		    "more than %d bytes of different keys", ISSUE_KEY_SET_TEXT);
	return 0;
}

/* Put down a pair that is not there yet. */
static int
put_pair(struct issue_key_set *set, struct issue_key_pair *there,
    const struct issue_key_pair *pair, const char *stem, size_t len,
    struct why *why)
{
	const size_t place = set->longs.len;
	const bool is_short = (pair->first & is_long) == 0;

	if (!is_short) {
		mem_add(&set->longs, stem, len);
		mem_putc(&set->longs, '\0');
		if (mem_check(&set->longs, why) == -1)
			return -1;
	}
	*there = *pair;
	if (!is_short)
		there->second = place;
	set->used++;
	return 0;
}

/* Add a key to text; of a short one's stem, its pair, 16 bytes can be read. */
static int
append(struct issue_key_set *set, const char *stem, size_t len,
    const char *tail, struct why *why)
{
	char *const to =
	    mem_room(&set->text, len + ISSUE_KEY_SHORT + ISSUE_KEY_TAIL + 1);

	if (to == NULL)
		return mem_check(&set->text, why);
	memcpy(to, stem, len < ISSUE_KEY_SHORT ? ISSUE_KEY_SHORT : len);
	memcpy(to + len, tail, ISSUE_KEY_TAIL);
	to[len + ISSUE_KEY_TAIL] = set->end;
	mem_grew(&set->text, len + ISSUE_KEY_TAIL + 1);
	set->count++;
	return 0;
}

/* Put down a tail that a stem did not have yet. */
static int
put_tail(struct issue_key_set *set, struct issue_key_tails *tails,
    const char *stem, size_t len, const char *tail, struct why *why)
{
	if (issue_key_tails_put(tails, issue_key_tail(tail),
		set->counted ? &set->times : NULL, why) == -1)
		return -1;
	return append(set, stem, len, tail, why);
}

/* Say that a key came: its pair, its stem, and its tail. */
static int
add(struct issue_key_set *set, const struct issue_key_pair *pair,
    const char *stem, size_t len, const char *tail, struct why *why)
{
	const unsigned int number = issue_key_tail(tail);
	struct place place;

	if (grow(set, why) == -1)
		return -1;
	place = find(set, pair, stem, len);
	if (issue_key_tails_have(place.tails, number)) {
		if (set->counted)
			set->times
			    .all[issue_key_tails_place(place.tails, number)]++;
		return 0;
	}
	if (may_add(set, len + ISSUE_KEY_TAIL, why) == -1)
		return -1;
	if (place.pair->first == 0 &&
	    put_pair(set, place.pair, pair, stem, len, why) == -1)
		return -1;
	return put_tail(set, place.tails, stem, len, tail, why);
}

int
issue_key_set_add_tail(struct issue_key_set *set, struct issue_key_tails *tails,
    const struct issue_key_pair *pair, const char *tail, size_t len,
    struct why *why)
{
	if (may_add(set, len, why) == -1)
		return -1;
	return put_tail(
	    set, tails, (const char *)pair, len - ISSUE_KEY_TAIL, tail, why);
}

int
issue_key_set_add_pair(struct issue_key_set *set,
    const struct issue_key_pair *pair, const char *tail, size_t len,
    struct why *why)
{
	return add(
	    set, pair, (const char *)pair, len - ISSUE_KEY_TAIL, tail, why);
}

int
issue_key_set_add(
    struct issue_key_set *set, const char *key, size_t len, struct why *why)
{
	const size_t stem = len - ISSUE_KEY_TAIL;
	struct issue_key_pair pair;

	if (issue_key_set_begin(set, why) == -1)
		return -1;
	pair = pair_of(set, key, stem);
	return add(set, &pair,
	    stem > ISSUE_KEY_SHORT ? key : (const char *)&pair, stem,
	    key + stem, why);
}

uint64_t
issue_key_set_times(
    const struct issue_key_set *set, const char *key, size_t len)
{
	const size_t stem = len - ISSUE_KEY_TAIL;
	const unsigned int tail = issue_key_tail(key + stem);
	struct issue_key_pair pair;
	struct place place;

	if (set->size == 0 || !set->counted)
		return 0;
	pair = pair_of(set, key, stem);
	place = find(set, &pair, key, stem);
	return issue_key_tails_have(place.tails, tail)
	    ? set->times.all[issue_key_tails_place(place.tails, tail)]
	    : 0;
}

bool
issue_key_set_has_stem(
    const struct issue_key_set *set, const char *stem, size_t len)
{
	struct issue_key_pair pair;

	if (set->size == 0)
		return false;
	pair = pair_of(set, stem, len);
	return find(set, &pair, stem, len).pair->first != 0;
}

void
issue_key_set_release(struct issue_key_set *set)
{
	free(set->buckets);
	issue_key_times_release(&set->times);
	mem_release(&set->longs);
	mem_release(&set->text);
	*set = (struct issue_key_set){ 0 };
}
