/*
 * issue_key_set: a set of keys that remembers in which order they came, and
 * how often each of them did.
 */
#ifndef ISSUE_KEY_SET_H
#define ISSUE_KEY_SET_H

#include <stddef.h>
#include <stdint.h>

#include "mem.h"

struct why;

enum {
	ISSUE_KEY_SET_MAX = 1 << 24, /* keys in a set */
	ISSUE_KEY_SET_TEXT = 1 << 30 /* bytes of them all, with their ends */
};

struct issue_key_slot;

/* All zeros is an empty set; the caller may choose its end first. */
struct issue_key_set {
	char end;        /* what follows each key in text; in no key itself */
	struct mem text; /* the keys, in the order in which they first came */
	size_t count;    /* of keys */
	struct issue_key_slot *slots; /* where each is in text */
	size_t size;                  /* slots: 0, or a power of two */
	unsigned int shift; /* bits of a hash that are not the slot's number */
	uint64_t secret[2]; /* so that nobody can choose keys that collide */
};

/*
 * Say that a key, at least 2 bytes, came once more.  Returns 0, or -1 and why:
 * WHY_INPUT for more keys than are allowed above, or WHY_LATER.
 */
int issue_key_set_add(
    struct issue_key_set *set, const char *key, size_t len, struct why *why);

/*
 * The same in two steps, between which other keys may pass: the first begins
 * to fetch from memory what the second needs, and so need not wait for.
 */
uint64_t issue_key_set_hash(
    struct issue_key_set *set, const char *key, size_t len);
int issue_key_set_add_hashed(struct issue_key_set *set, const char *key,
    size_t len, uint64_t hash, struct why *why);

/* How often did a key of at least 2 bytes come? */
uint64_t issue_key_set_times(
    const struct issue_key_set *set, const char *key, size_t len);

void issue_key_set_release(struct issue_key_set *set);

#endif
