/* issue_key_set: a set of keys in the order in which they first came. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "issue_key_set.h"
#include "why.h"

enum {
	HASH_BITS = 64,
	FIRST_BITS = 10 /* of a number of slots */
};

/* at is 0 in an empty slot, else 1 more than the place in the text. */
struct issue_key_slot {
	uint32_t at;
	uint32_t tag; /* of the hash: few keys are compared in vain */
	uint64_t times;
};

static uint64_t
load8(const char *s)
{
	uint64_t eight;

	memcpy(&eight, s, sizeof eight);
	return eight;
}

static uint64_t
load4(const char *s)
{
	uint32_t four;

	memcpy(&four, s, sizeof four);
	return four;
}

static uint64_t
load2(const char *s)
{
	uint16_t two;

	memcpy(&two, s, sizeof two);
	return two;
}

/*
 * Multiply and shift by random odd factors: quick on short keys, and which
 * keys collide is another matter in every run.
 */
static uint64_t
mix(uint64_t hash, uint64_t word, uint64_t factor)
{
	hash = (hash ^ word) * factor;
	return hash ^ hash >> 32;
}

/* The words overlap where the length is odd; that is no harm. */
static uint64_t
hash_key(const struct issue_key_set *set, const char *key, size_t len)
{
	uint64_t hash = len;

	for (; len > 16; key += 8, len -= 8)
		hash = mix(hash, load8(key), set->secret[0]);
	if (len >= 8) {
		hash = mix(hash, load8(key), set->secret[0]);
		return mix(hash, load8(key + len - 8), set->secret[1]);
	}
	if (len >= 4)
		return mix(hash, load4(key) << 32 | load4(key + len - 4),
		    set->secret[1]);
	return mix(
	    hash, load2(key) << 32 | load2(key + len - 2), set->secret[1]);
}

static bool
is_at(const struct issue_key_set *set, uint32_t at, const char *key, size_t len)
{
	const char *const s = set->text.data + at - 1;

	return set->text.len - (at - 1) > len && memcmp(s, key, len) == 0 &&
	    s[len] == set->end;
}

/* The key's slot, or the empty one where it would be. */
static struct issue_key_slot *
find(
    const struct issue_key_set *set, const char *key, size_t len, uint64_t hash)
{
	const uint32_t tag = (uint32_t)hash;
	struct issue_key_slot *slot;
	/* All bytes of the key have a say in the first bits of a product. */
	size_t i = (size_t)(hash >> set->shift);

	for (;; i++) {
		slot = &set->slots[i & (set->size - 1)];
		if (slot->at == 0 ||
		    (slot->tag == tag && is_at(set, slot->at, key, len)))
			return slot;
	}
}

static void
choose_secret(struct issue_key_set *set)
{
	arc4random_buf(set->secret, sizeof set->secret);
	set->secret[0] |= 1;
	set->secret[1] |= 1;
}

/* Put a slot of the table before it grew into the new one. */
static void
move(struct issue_key_set *set, const struct issue_key_slot *from)
{
	const char *const key = set->text.data + from->at - 1;
	const size_t most = set->text.len - (from->at - 1);
	const char *const end = memchr(key, set->end, most);
	const size_t len = (size_t)(end - key);

	*find(set, key, len, hash_key(set, key, len)) = *from;
}

static int
grow(struct issue_key_set *set, struct why *why)
{
	struct issue_key_slot *const old = set->slots, *slots;
	const size_t old_size = set->size;
	const unsigned int shift =
	    old == NULL ? HASH_BITS - FIRST_BITS : set->shift - 1;
	const size_t size = (size_t)1 << (HASH_BITS - shift);
	size_t i;

	if ((slots = calloc(size, sizeof *slots)) == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	set->slots = slots;
	set->size = size;
	set->shift = shift;
	for (i = 0; i < old_size; i++)
		if (old[i].at != 0)
			move(set, &old[i]);
	free(old);
	return 0;
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

uint64_t
issue_key_set_hash(struct issue_key_set *set, const char *key, size_t len)
{
	uint64_t hash;

	if (set->secret[0] == 0)
		choose_secret(set);
	hash = hash_key(set, key, len);
	if (set->slots != NULL)
		__builtin_prefetch(&set->slots[hash >> set->shift]);
	return hash;
}

int
issue_key_set_add_hashed(struct issue_key_set *set, const char *key, size_t len,
    uint64_t hash, struct why *why)
{
	struct issue_key_slot *slot;

	/* At most half full, so that a walk to an empty slot is short. */
	if (set->count >= set->size / 2 && grow(set, why) == -1)
		return -1;
	slot = find(set, key, len, hash);
	if (slot->at == 0) {
		const size_t at = set->text.len + 1;

		if (append(set, key, len, why) == -1)
			return -1;
		slot->at = (uint32_t)at;
		slot->tag = (uint32_t)hash;
	}
	slot->times++;
	return 0;
}

int
issue_key_set_add(
    struct issue_key_set *set, const char *key, size_t len, struct why *why)
{
	const uint64_t hash = issue_key_set_hash(set, key, len);

	return issue_key_set_add_hashed(set, key, len, hash, why);
}

uint64_t
issue_key_set_times(
    const struct issue_key_set *set, const char *key, size_t len)
{
	if (set->size == 0)
		return 0;
	return find(set, key, len, hash_key(set, key, len))->times;
}

void
issue_key_set_release(struct issue_key_set *set)
{
	free(set->slots);
	mem_release(&set->text);
	*set = (struct issue_key_set){ 0 };
}
