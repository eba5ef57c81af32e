/*
 * keycache: keys that were derived, kept for other texts of the same salt.
 *
 * Threads may share one; who needs a key that another thread is deriving
 * waits for that.
 */
#ifndef KEYCACHE_H
#define KEYCACHE_H

#include <pthread.h>
#include <stddef.h>

#include "vault.h"

struct mem;
struct why;

/* All zeros, but for PTHREAD_MUTEX_INITIALIZER as lock, is an empty one. */
struct keycache {
	struct derived *first;
	pthread_mutex_t lock;
};

/*
 * The key of a password, which a number stands for, and a salt.  Returns it,
 * until keycache_release(), or NULL and why (WHY_LATER).
 */
const struct vault_key *keycache_get(struct keycache *cache, size_t number,
    const struct mem *password, const struct mem *salt, struct why *why);

/* Wipe all keys. */
void keycache_release(struct keycache *cache);

#endif
