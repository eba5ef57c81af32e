/* keycache: keys that were derived, kept for other texts of the same salt. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "keycache.h"
#include "mem.h"
#include "why.h"

/* A key, and what it was derived from. */
struct derived {
	struct derived *next;
	size_t number; /* of the password */
	struct mem salt;
	pthread_mutex_t lock; /* held while it is derived */
	bool ready;
	struct vault_key key;
};

/* The place of a key, there already or new.  The cache's lock is held. */
static struct derived *
find_place(struct keycache *cache, size_t number, const struct mem *salt)
{
	struct derived *derived;

	for (derived = cache->first; derived != NULL; derived = derived->next)
		if (derived->number == number &&
		    derived->salt.len == salt->len &&
		    memcmp(derived->salt.data, salt->data, salt->len) == 0)
			return derived;
	if ((derived = calloc(1, sizeof *derived)) == NULL)
		return NULL;
	derived->number = number;
	mem_add(&derived->salt, salt->data, salt->len);
	if (derived->salt.failed ||
	    pthread_mutex_init(&derived->lock, NULL) != 0) {
		mem_release(&derived->salt);
		free(derived);
		return NULL;
	}
	derived->next = cache->first;
	cache->first = derived;
	return derived;
}

const struct vault_key *
keycache_get(struct keycache *cache, size_t number, const struct mem *password,
    const struct mem *salt, struct why *why)
{
	struct derived *derived;

	(void)pthread_mutex_lock(&cache->lock);
	derived = find_place(cache, number, salt);
	(void)pthread_mutex_unlock(&cache->lock);
	if (derived == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	(void)pthread_mutex_lock(&derived->lock);
	if (!derived->ready)
		vault_derive(&derived->key, password, salt);
	derived->ready = true;
	(void)pthread_mutex_unlock(&derived->lock);
	return &derived->key;
}

void
keycache_release(struct keycache *cache)
{
	struct derived *derived, *next;

	for (derived = cache->first; derived != NULL; derived = next) {
		next = derived->next;
		mem_release(&derived->salt);
		(void)pthread_mutex_destroy(&derived->lock);
		freezero(derived, sizeof *derived);
	}
	cache->first = NULL;
}
