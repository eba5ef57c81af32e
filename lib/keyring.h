/*
 * keyring: the passwords of vaults, and the keys that they make.
 *
 * A password is got when it is first needed, and a key is derived once for
 * each password and salt.  Threads may share a keyring.
 */
#ifndef KEYRING_H
#define KEYRING_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

struct passwords;
struct why;

struct keyring;

/*
 * Make a keyring of passwords, which it consumes: they are none afterwards.
 * New ones are asked for twice on a terminal.  Returns it, freed with
 * keyring_free(); or NULL and why (WHY_LATER).
 */
struct keyring *keyring_new(
    struct passwords *passwords, bool is_new, struct why *why);
void keyring_free(struct keyring *ring);

/* What was sealed.  Release with opened_release(). */
struct opened {
	struct mem plain;
	struct mem id;   /* the vault id of its envelope */
	size_t password; /* that opened it */
};

/*
 * Open a sealed text.  The passwords of its vault id are tried first, and
 * then, unless $ANSIBLE_VAULT_ID_MATCH is true, all others.  Returns 0, or -1
 * and why: WHY_INPUT for a damaged text, WHY_REFUSED when no password fits,
 * WHY_USAGE when there is none, or that of a password that cannot be got.
 */
int keyring_open(struct keyring *ring, const char *text, size_t len,
    struct opened *opened, struct why *why);
void opened_release(struct opened *opened);

/*
 * Choose the password to seal with: the one of that vault id; of NULL that of
 * $ANSIBLE_VAULT_ENCRYPT_IDENTITY, or the only one.  Sets *password, and *id,
 * which is the keyring's.  Returns 0, or -1 and why (WHY_USAGE): none is of
 * that id, there is none, or there are several.
 */
int keyring_choose(struct keyring *ring, const char *wanted, size_t *password,
    const char **id, struct why *why);

/*
 * Seal len bytes with a password under a vault id, and add the text to mem.
 * The salt is of random bytes, or $ANSIBLE_VAULT_ENCRYPT_SALT.  Returns 0, or
 * -1 and why: WHY_INPUT for more than VAULT_MAX, that of a password that
 * cannot be got, WHY_USAGE for a salt that is too long, WHY_LATER.
 */
int keyring_seal(struct keyring *ring, size_t password, const char *id,
    const void *plain, size_t len, struct mem *mem, struct why *why);

#endif
