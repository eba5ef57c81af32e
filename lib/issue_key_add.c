/* issue_key_add: add the keys of a window. */

#include "issue_key_add.h"
#include "issue_key_fast.h"
#include "issue_key_wide.h"

/* For one kind of machine or another: so they have to be where they are. */
#define INLINE static inline __attribute__((always_inline))

enum {
	LARGE = 1 << 14 /* buckets that the machine does not keep near */
};

/* The last bit that is set, which one is. */
INLINE unsigned int
last_bit(uint64_t bits)
{
	return ISSUE_KEY_WINDOW - 1 - (unsigned int)__builtin_clzll(bits);
}

INLINE struct issue_key_pair
take(const char *key, size_t len, bool lower, bool wide)
{
	struct issue_key_pair pair;

	if (wide)
		issue_key_wide_take(key, len, lower, &pair);
	else
		issue_key_take(key, len, lower, &pair);
	return pair;
}

/* Add a short key. */
INLINE int
add_short(struct issue_key_set *found, const char *key, size_t len,
    bool counted, bool lower, bool wide, struct why *why)
{
	const struct issue_key_pair pair =
	    take(key, len - (counted ? 0 : ISSUE_KEY_TAIL), lower, wide);
	struct issue_key_bucket *const bucket =
	    &found->buckets[issue_key_set_bucket(found, &pair)];
	const char *const tail = key + len - ISSUE_KEY_TAIL;
	const unsigned int i = wide ? issue_key_wide_index(bucket->pairs, &pair)
				    : issue_key_index(bucket->pairs, &pair);

	if (i < ISSUE_KEY_BUCKET && counted)
		bucket->facts[i].times++;
	else if (i == ISSUE_KEY_BUCKET ||
	    !issue_key_has_tail(&bucket->facts[i], issue_key_tail_bit(tail)))
		return issue_key_set_add_pair(found, &pair, tail, len, why);
	return 0;
}

/*
 * Where does the first name begin that goes up to the hyphen, and may be the
 * key of a project?  Returns 1, 0 if there is none, or -1 and why.
 */
static int
first_start(struct issue_key *search, const char *hyphen, const char **start,
    struct why *why)
{
	const char *s = hyphen -
	    issue_key_name_before(hyphen, search->lower, ISSUE_KEY_PROJECT_MAX);
	int rv = issue_key_edge_before(&search->edge, s, why);

	for (; rv != -1 && hyphen - s >= ISSUE_KEY_PROJECT_MIN; s++) {
		if (rv == 1 &&
		    issue_key_is_capital(
			search->lower ? issue_key_capital(*s) : *s)) {
			*start = s;
			return 1;
		}
		rv = *s == '_';
	}
	return rv == -1 ? -1 : 0;
}

/* Where the first key of a project that is wanted begins, from start on. */
static const char *
wanted_start(
    const struct issue_key *search, const char *start, const char *hyphen)
{
	char name[ISSUE_KEY_PROJECT_MAX];
	const char *at;
	size_t i, j, len;

	for (i = 0; i < search->lengths_count; i++) {
		len = search->lengths[i];
		if (len > (size_t)(hyphen - start))
			continue;
		at = hyphen - len;
		if (at > start && at[-1] != '_')
			continue;
		for (j = 0; j < len; j++)
			name[j] =
			    search->lower ? issue_key_capital(at[j]) : at[j];
		if (issue_key_set_has(&search->projects, name, len))
			return at;
	}
	return NULL;
}

static int
add_long(struct issue_key *search, const char *key, size_t len, struct why *why)
{
	char capitals[ISSUE_KEY_MAX];
	size_t i;

	for (i = 0; search->lower && i < len; i++)
		capitals[i] = issue_key_capital(key[i]);
	return issue_key_set_add(
	    &search->found, search->lower ? capitals : key, len, why);
}

/*
 * Add the key, if it is one, that ends here, and of which name bytes at least
 * may be of a project's.
 */
static int
add(struct issue_key *search, const char *end, size_t number, size_t name,
    struct why *why)
{
	const char *const hyphen = end - number - 1;
	const char *start;
	int rv;

	if (number > ISSUE_KEY_NUMBER_MAX)
		return 0;
	if (name <= ISSUE_KEY_PROJECT_MAX)
		start = hyphen - name;
	else if ((rv = first_start(search, hyphen, &start, why)) != 1)
		return rv;
	if (search->lengths_count > 0 &&
	    (start = wanted_start(search, start, hyphen)) == NULL)
		return 0;
	if ((size_t)(end - start) <=
	    ISSUE_KEY_SHORT + issue_key_set_tail(&search->found))
		return add_short(&search->found, start, (size_t)(end - start),
		    search->found.counted, search->lower, false, why);
	return add_long(search, start, (size_t)(end - start), why);
}

/* The bytes of the first key that ends, if it begins in the window. */
INLINE size_t
length(uint64_t starts, uint64_t ends)
{
	return (size_t)__builtin_ctzll(ends) -
	    last_bit(starts & (ends ^ (ends - 1)));
}

/* Have what the keys need from memory come all at once. */
INLINE void
fetch(const struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, bool wide)
{
	const struct issue_key_set *const found = &search->found;
	const size_t tail = issue_key_set_tail(found);
	struct issue_key_pair pair;
	uint64_t ends = keys->ends;
	const char *key;
	size_t len;

	for (; ends != 0; ends &= ends - 1) {
		len = length(keys->starts | 1, ends);
		key = p + __builtin_ctzll(ends) - len;
		/* Whatever it is: it is only a guess. */
		len = len > tail ? len - tail : 0;
		pair = take(key, len < ISSUE_KEY_SHORT ? len : ISSUE_KEY_SHORT,
		    search->lower, wide);
		__builtin_prefetch(
		    &found->buckets[issue_key_set_bucket(found, &pair)]);
	}
}

/* Add the key that ends here, whatever it is. */
INLINE int
add_any(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, uint64_t end, struct why *why)
{
	const size_t at = (size_t)__builtin_ctzll(end);
	const uint64_t start = keys->starts & (end - 1);
	const uint64_t dash = keys->hyphens & (end - 1);
	const size_t len =
	    at + (start != 0 ? -(size_t)last_bit(start) : keys->carry->start);
	const size_t number =
	    at + (dash != 0 ? -(size_t)last_bit(dash) : keys->carry->dash);

	return add(search, p + at, number - 1, len - number, why);
}

/* Add the keys that end in the window at p. */
INLINE int
add_these(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, bool counted, bool lower, bool wide,
    struct why *why)
{
	struct issue_key_set *const found = &search->found;
	const size_t max = search->lengths_count == 0
	    ? ISSUE_KEY_SHORT + (counted ? 0 : ISSUE_KEY_TAIL)
	    : 0;
	const uint64_t starts = keys->starts;
	uint64_t ends = keys->ends;
	size_t len;
	int rv = 0;

	if ((starts & ((ends & -ends) - 1)) == 0) {
		len = (size_t)__builtin_ctzll(ends) + keys->carry->start;
		rv = len <= max ? add_short(found, p - keys->carry->start, len,
				      counted, lower, wide, why)
				: add_any(search, p, keys, ends & -ends, why);
		ends &= ends - 1;
	}
	for (; rv == 0 && ends != 0; ends &= ends - 1) {
		len = length(starts, ends);
		rv = len <= max
		    ? add_short(found, p + __builtin_ctzll(ends) - len, len,
			  counted, lower, wide, why)
		    : add_any(search, p, keys, ends & -ends, why);
	}
	return rv;
}

/* What does not change from key to key is better known before. */
INLINE int
add_all(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, bool wide, struct why *why)
{
	if (search->found.size > LARGE)
		fetch(search, p, keys, wide);
	if (search->found.counted)
		return search->lower
		    ? add_these(search, p, keys, true, true, wide, why)
		    : add_these(search, p, keys, true, false, wide, why);
	return search->lower
	    ? add_these(search, p, keys, false, true, wide, why)
	    : add_these(search, p, keys, false, false, wide, why);
}

static int
add_plain(struct issue_key *search, const char *p,
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
	return ISSUE_KEY_MAY_BE_WIDE && wide ? add_wide(search, p, keys, why)
					     : add_plain(search, p, keys, why);
}
