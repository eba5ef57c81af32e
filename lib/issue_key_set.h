/*
 * issue_key_set: a set of keys that remembers in which order they came and, if
 * that is asked, how often each of them did.
 */
#ifndef ISSUE_KEY_SET_H
#define ISSUE_KEY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "mem.h"

struct why;

enum {
	ISSUE_KEY_SET_MAX = 1 << 24,  /* keys in a set */
	ISSUE_KEY_SET_TEXT = 1 << 30, /* bytes of them all, with their ends */
	ISSUE_KEY_SHORT = 16,         /* bytes that fit into two numbers */
	ISSUE_KEY_BUCKET = 4          /* pairs that the machine reads at once */
};

/*
 * A key as two numbers.  Those of a short one are its bytes, and zeros; those
 * of a longer one are hashes, of which the first has a bit that no byte of a
 * key has.  Zeros are no key.
 */
struct issue_key_pair {
	uint64_t first, second;
};

/* All zeros is an empty set; the caller may choose the first two before. */
struct issue_key_set {
	bool counted;    /* remember how often a key comes: it takes longer */
	char end;        /* what follows each key in text; in no key itself */
	struct mem text; /* the keys, in the order in which they first came */
	size_t count;    /* of keys */
	/* A key is in the first bucket with room from where its hash says. */
	struct issue_key_pair *pairs; /* size of them, by buckets */
	uint32_t *places;             /* of each in text */
	uint64_t *times;              /* that each came, if counted */
	size_t size;                  /* 0, or a power of two */
	unsigned int
	    shift; /* bits of a hash that are not the bucket's number */
	uint64_t secret[2]; /* so that nobody can choose keys that collide */
};

/*
 * Say that a key, at least 2 bytes of ASCII, came once more.  Returns 0, or -1
 * and why: WHY_INPUT for more keys than are allowed above, or WHY_LATER.
 */
int issue_key_set_add(
    struct issue_key_set *set, const char *key, size_t len, struct why *why);

/* Did such a key come? */
bool issue_key_set_has(
    const struct issue_key_set *set, const char *key, size_t len);

/* How often did such a key come, in a set that is counted? */
uint64_t issue_key_set_times(
    const struct issue_key_set *set, const char *key, size_t len);

void issue_key_set_release(struct issue_key_set *set);

/*
 * The same in steps, between which other keys may pass, so that what a short
 * one needs from memory is on its way when it is added: make the set ready;
 * fetch the key's bucket; look there, and if it is not there add it.
 */
int issue_key_set_begin(struct issue_key_set *set, struct why *why);
int issue_key_set_add_pair(struct issue_key_set *set,
    const struct issue_key_pair *pair, struct why *why);

/*
 * The bucket where a key is expected.  Multiply and shift by random odd
 * factors: quick, and which keys collide is another matter in every run.  All
 * bytes have a say in the first bits of a product.
 */
static inline size_t
issue_key_set_bucket(
    const struct issue_key_set *set, const struct issue_key_pair *pair)
{
	uint64_t hash = pair->first * set->secret[0];

	hash = (hash ^ hash >> 32 ^ pair->second) * set->secret[1];
	return (size_t)(hash >> set->shift) * ISSUE_KEY_BUCKET;
}

static inline void
issue_key_set_fetch(const struct issue_key_set *set, size_t bucket)
{
	__builtin_prefetch(&set->pairs[bucket]);
	if (set->counted)
		__builtin_prefetch(&set->times[bucket]);
}

#endif
