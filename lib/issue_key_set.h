/*
 * issue_key_set: a set of keys that remembers in which order they came and, if
 * that is asked, how often each of them did.
 *
 * Keys of one project come by the hundred.  So the last two characters are cut
 * off, and what is left, the stem, is put down once, with a bit for each end
 * that it had: ABC-12 for ABC-1200 to ABC-1299.
 */
#ifndef ISSUE_KEY_SET_H
#define ISSUE_KEY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "issue_key_tails.h"
#include "mem.h"

struct why;

enum {
	ISSUE_KEY_SET_MAX = 1 << 24,  /* keys in a set */
	ISSUE_KEY_SET_TEXT = 1 << 30, /* bytes of them all, with their ends */
	ISSUE_KEY_SHORT = 16,         /* bytes that fit into two numbers */
	ISSUE_KEY_BUCKET = 2          /* pairs that the machine reads at once */
};

/*
 * A stem as two numbers: its bytes, and zeros.  Of one that is too long the
 * first is a hash, with a bit that no byte of a key has, and in a set the
 * second its place in longs.  Zeros are no stem.
 */
struct issue_key_pair {
	uint64_t first, second;
};

struct issue_key_bucket {
	struct issue_key_pair pairs[ISSUE_KEY_BUCKET];
	struct issue_key_tails tails[ISSUE_KEY_BUCKET];
};

/* All zeros is an empty set; the caller may choose the first two before. */
struct issue_key_set {
	bool counted;    /* remember how often a key comes: it takes longer */
	char end;        /* what follows each key in text; in no key itself */
	struct mem text; /* the keys in the order in which they first came,
	    which the caller may take out (mem_cut()) */
	size_t count;    /* of keys */

	/* A pair is in the first bucket with room from where its hash says. */
	struct issue_key_bucket *buckets;
	size_t size;        /* of them: 0, or a power of two */
	size_t used;        /* pairs in them */
	unsigned int shift; /* bits of a hash that are not a bucket's number */
	uint64_t secret[2]; /* so that nobody can choose keys that collide */
	struct mem longs;   /* what is too long for a pair, each with a NUL */
	struct issue_key_times times; /* where keys are counted */
};

/*
 * Say that a key, which has a hyphen and a number, came once more.  Returns 0,
 * or -1 and why: WHY_INPUT for more keys than are allowed above, or WHY_LATER.
 */
int issue_key_set_add(
    struct issue_key_set *set, const char *key, size_t len, struct why *why);

/* How often did such a key come, in a set that is counted? */
uint64_t issue_key_set_times(
    const struct issue_key_set *set, const char *key, size_t len);

/* Did a key with this stem come? */
bool issue_key_set_has_stem(
    const struct issue_key_set *set, const char *stem, size_t len);

void issue_key_set_release(struct issue_key_set *set);

/*
 * The same in steps, for a short key: make the set ready; look into the bucket
 * of its pair; add its tail, if the pair is there, or the pair with it.  The
 * length is that of the whole key.
 */
int issue_key_set_begin(struct issue_key_set *set, struct why *why);
int issue_key_set_add_tail(struct issue_key_set *set,
    struct issue_key_tails *tails, const struct issue_key_pair *pair,
    const char *tail, size_t len, struct why *why);
int issue_key_set_add_pair(struct issue_key_set *set,
    const struct issue_key_pair *pair, const char *tail, size_t len,
    struct why *why);

/*
 * The bucket where a pair is expected.  Multiply and shift by random odd
 * factors: quick, and which pairs collide is another matter in every run.  All
 * bytes have a say in the first bits of a product.
 */
static inline size_t
issue_key_set_bucket(
    const struct issue_key_set *set, const struct issue_key_pair *pair)
{
	uint64_t hash = pair->first * set->secret[0];

	hash = (hash ^ hash >> 32 ^ pair->second) * set->secret[1];
	return (size_t)(hash >> set->shift);
}

static inline bool
issue_key_pair_is(
    const struct issue_key_pair *pair, const struct issue_key_pair *other)
{
	return ((pair->first ^ other->first) |
		   (pair->second ^ other->second)) == 0;
}

/* Then a pair that is not there may be in the next. */
static inline bool
issue_key_bucket_is_full(const struct issue_key_bucket *bucket)
{
	return bucket->pairs[ISSUE_KEY_BUCKET - 1].first != 0;
}

#endif
