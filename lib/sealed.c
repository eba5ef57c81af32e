/*
 * sealed: sealed secrets in a document, by the passwords that the environment
 * names; see password.h.
 */

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "keyring.h"
#include "mem.h"
#include "password.h"
#include "sealed.h"
#include "text.h"
#include "why.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct keyring *ring;

/* When the program ends, however it does so but by a signal. */
__attribute__((destructor)) static void
forget(void)
{
	keyring_free(ring);
	ring = NULL;
}

static struct keyring *
make_ring(struct why *why)
{
	struct passwords passwords = { 0 };
	struct keyring *made = NULL;

	if (passwords_environment(&passwords, why) == -1)
		goto out;
	if (passwords.count == 0) {
		why_setx(why, WHY_CONFIG,
		    "is sealed: name its password by "
		    "$ANSIBLE_VAULT_PASSWORD_FILE");
		goto out;
	}
	made = keyring_new(&passwords, false, why);
out:
	passwords_release(&passwords);
	return made;
}

/* For somebody who only names a connection, all this is its configuration. */
static int
open_string(const struct mem *string, struct opened *opened, struct why *why)
{
	int rv = -1;

	(void)pthread_mutex_lock(&lock);
	if (ring != NULL || (ring = make_ring(why)) != NULL)
		rv = keyring_open(
		    ring, mem_str(string), string->len, opened, why);
	(void)pthread_mutex_unlock(&lock);
	if (rv == -1 &&
	    (why->status == WHY_INPUT || why->status == WHY_USAGE ||
		why->status == WHY_REFUSED))
		why->status = WHY_CONFIG;
	return rv;
}

int
sealed_open(const struct text *text, struct value value, struct mem *secret,
    struct why *why)
{
	struct opened opened = { 0 };
	struct mem string = { 0 };
	int rv = -1;

	text_string(text, value, &string);
	if (mem_check(&string, why) == -1 ||
	    open_string(&string, &opened, why) == -1)
		goto out;
	mem_add(secret, opened.plain.data, opened.plain.len);
	if (mem_check(secret, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&string);
	opened_release(&opened);
	return rv;
}

int
sealed_again(const struct text *text, struct value value, const char *string,
    struct mem *sealed, struct why *why)
{
	const size_t len = strlen(string);
	struct opened opened = { 0 };
	struct mem before = { 0 };
	int rv = -1;

	text_string(text, value, &before);
	if (mem_check(&before, why) == -1 ||
	    open_string(&before, &opened, why) == -1)
		goto out;
	if (opened.plain.len == len &&
	    memcmp(mem_str(&opened.plain), string, len) == 0)
		mem_add(sealed, before.data, before.len);
	else if (keyring_seal(ring, opened.password, mem_str(&opened.id),
		     string, len, sealed, why) == -1)
		goto out;
	if (mem_check(sealed, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&before);
	opened_release(&opened);
	return rv;
}
