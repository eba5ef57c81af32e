/* issue_key_add: add the keys of a window. */

#include "issue_key_add.h"
#include "issue_key_fast.h"
#include "issue_key_slow.h"
#include "issue_key_wide.h"

/* For one kind of machine or another: so they have to be where they are. */
#define INLINE static inline __attribute__((always_inline))

enum {
	LARGE = 1 << 14, /* buckets that the machine does not keep near */
	SHORT = ISSUE_KEY_SHORT + ISSUE_KEY_TAIL /* bytes of a key */
};

/*
 * The keys of a window that were there before.  That they came is counted when
 * all of them are known, or before places change, so that none waits for it.
 */
struct came {
	uint32_t places[ISSUE_KEY_WINDOW]; /* of their times */
	unsigned int count;
};

INLINE void
count_all(const struct issue_key_times *times, struct came *came)
{
	unsigned int i;

	for (i = 0; i < came->count; i++)
		times->all[came->places[i]]++;
	came->count = 0;
}

/* The last bit that is set, which one is. */
INLINE unsigned int
last_bit(uint64_t bits)
{
	return ISSUE_KEY_WINDOW - 1 - (unsigned int)__builtin_clzll(bits);
}

/* A key has small letters only where they are taken for capitals. */
INLINE struct issue_key_pair
take(const char *key, size_t len, bool wide)
{
	struct issue_key_pair pair;

	if (wide)
		issue_key_wide_take(key, len, &pair);
	else
		issue_key_take(key, len, &pair);
	return pair;
}

INLINE unsigned int
index_of(const struct issue_key_bucket *bucket,
    const struct issue_key_pair *pair, bool wide)
{
	return wide ? issue_key_wide_index(bucket->pairs, pair)
		    : issue_key_index(bucket->pairs, pair);
}

/* Add a short key; with came, it is counted. */
INLINE int
add_short(struct issue_key_set *found, const char *key, size_t len,
    struct came *came, bool wide, struct why *why)
{
	const char *const end = key + len - ISSUE_KEY_TAIL;
	const unsigned int tail = issue_key_tail(end);
	const struct issue_key_pair pair =
	    take(key, len - ISSUE_KEY_TAIL, wide);
	struct issue_key_bucket *const bucket =
	    &found->buckets[issue_key_set_bucket(found, &pair)];
	const unsigned int i = index_of(bucket, &pair, wide);
	struct issue_key_tails *const tails = &bucket->tails[i];

	if (i < ISSUE_KEY_BUCKET && issue_key_tails_have(tails, tail)) {
		if (came != NULL)
			came->places[came->count++] =
			    (uint32_t)issue_key_tails_place(tails, tail);
		return 0;
	}
	if (came != NULL)
		count_all(&found->times, came);
	return i < ISSUE_KEY_BUCKET
	    ? issue_key_set_add_tail(found, tails, &pair, end, len, why)
	    : issue_key_set_add_pair(found, &pair, end, len, why);
}

/* The bytes of the first key that ends, if it begins in the window. */
INLINE size_t
length(uint64_t starts, uint64_t ends)
{
	return (size_t)__builtin_ctzll(ends) -
	    last_bit(starts & (ends ^ (ends - 1)));
}

/* Does the first key that ends begin in the window? */
INLINE bool
is_whole(uint64_t starts, uint64_t ends)
{
	return (starts & ((ends & -ends) - 1)) != 0;
}

/*
 * The ends without those of other projects' keys.  Where that takes longer to
 * tell, because the first key is not whole, or of a long name or one that has
 * underscores, they stay and are unclear.  Which project comes next is chance:
 * so there is nothing to guess here.
 */
INLINE uint64_t
wanted_ends(const struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, uint64_t *unclear, bool wide)
{
	const struct issue_key_set *const projects = &search->projects;
	const struct issue_key_bucket *bucket;
	struct issue_key_pair pair;
	uint64_t ends, end, name, wanted = 0;
	unsigned int start, dash, len;
	bool is_short, is_there, is_open;

	*unclear =
	    is_whole(keys->starts, keys->ends) ? 0 : keys->ends & -keys->ends;
	for (ends = keys->ends; ends != 0; ends &= ends - 1) {
		end = ends & -ends;
		start = last_bit((keys->starts & (end - 1)) | 1);
		dash = last_bit((keys->hyphens & (end - 1)) | 1);
		name = ((uint64_t)1 << dash) - ((uint64_t)1 << start);
		len = dash - start;
		is_short = len <= ISSUE_KEY_SHORT;
		pair = take(p + start, is_short ? len : 0, wide);
		bucket =
		    &projects->buckets[issue_key_set_bucket(projects, &pair)];
		is_there = is_short &
		    (index_of(bucket, &pair, wide) < ISSUE_KEY_BUCKET);
		is_open = !is_short | ((keys->lines & name) != 0) |
		    issue_key_bucket_is_full(bucket);
		wanted |= -(uint64_t)is_there & end;
		*unclear |= -(uint64_t)(is_open & !is_there) & end;
	}
	return wanted | *unclear;
}

/* Have what the keys need from memory come all at once. */
INLINE void
fetch(const struct issue_key_set *found, const char *p, uint64_t starts,
    uint64_t ends, bool wide)
{
	struct issue_key_pair pair;
	const char *key;
	size_t len;

	for (; ends != 0; ends &= ends - 1) {
		len = length(starts | 1, ends);
		key = p + __builtin_ctzll(ends) - len;
		/* Whatever it is: it is only a guess. */
		len = len > ISSUE_KEY_TAIL ? len - ISSUE_KEY_TAIL : 0;
		pair = take(
		    key, len < ISSUE_KEY_SHORT ? len : ISSUE_KEY_SHORT, wide);
		__builtin_prefetch(
		    &found->buckets[issue_key_set_bucket(found, &pair)]);
	}
}

/* Add the key that ends here, whatever it is. */
INLINE int
add_any(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, uint64_t end, struct came *came,
    struct why *why)
{
	const size_t at = (size_t)__builtin_ctzll(end);
	const uint64_t start = keys->starts & (end - 1);
	const uint64_t dash = keys->hyphens & (end - 1);
	const size_t len =
	    at + (start != 0 ? -(size_t)last_bit(start) : keys->carry->start);
	const size_t number =
	    at + (dash != 0 ? -(size_t)last_bit(dash) : keys->carry->dash);

	if (came != NULL)
		count_all(&search->found.times, came);
	return issue_key_slow_add(
	    search, p + at, number - 1, len - number, why);
}

/* Add the keys that end in the window at p. */
INLINE int
add_these(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, struct came *came, bool wide,
    struct why *why)
{
	struct issue_key_set *const found = &search->found;
	const uint64_t starts = keys->starts;
	uint64_t ends = keys->ends, unclear = 0;
	size_t len;
	int rv = 0;

	if (search->lengths_count > 0)
		ends = wanted_ends(search, p, keys, &unclear, wide);
	if (found->size > LARGE)
		fetch(found, p, starts, ends, wide);
	if (ends != 0 && !is_whole(starts, ends)) {
		len = (size_t)__builtin_ctzll(ends) + keys->carry->start;
		rv = len <= SHORT && unclear == 0
		    ? add_short(
			  found, p - keys->carry->start, len, came, wide, why)
		    : add_any(search, p, keys, ends & -ends, came, why);
		ends &= ends - 1;
	}
	for (; rv == 0 && ends != 0; ends &= ends - 1) {
		len = length(starts, ends);
		rv = len <= SHORT && (unclear & ends & -ends) == 0
		    ? add_short(found, p + __builtin_ctzll(ends) - len, len,
			  came, wide, why)
		    : add_any(search, p, keys, ends & -ends, came, why);
	}
	if (came != NULL)
		count_all(&found->times, came);
	return rv;
}

/* What does not change from key to key is better known before. */
INLINE int
add_all(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, bool wide, struct why *why)
{
	struct came came;

	came.count = 0;
	return search->found.counted
	    ? add_these(search, p, keys, &came, wide, why)
	    : add_these(search, p, keys, NULL, wide, why);
}

static int
add_plain(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, struct why *why)
{
	return add_all(search, p, keys, false, why);
}

ISSUE_KEY_COUNTS_BITS static int
add_counting_bits(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, struct why *why)
{
	return add_all(search, p, keys, false, why);
}

ISSUE_KEY_WIDE static int
add_wide(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, struct why *why)
{
	return add_all(search, p, keys, true, why);
}

int
issue_key_add(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, bool wide, struct why *why)
{
	if (ISSUE_KEY_MAY_BE_WIDE && wide)
		return add_wide(search, p, keys, why);
	if (search->found.counted && issue_key_counts_bits())
		return add_counting_bits(search, p, keys, why);
	return add_plain(search, p, keys, why);
}
