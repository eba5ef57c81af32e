/* keyring: the passwords of vaults, and the keys that they make. */

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "envelope.h"
#include "keycache.h"
#include "keyring.h"
#include "password.h"
#include "vault.h"
#include "why.h"

/* What getting a password came to. */
struct got {
	bool tried;
	struct why why;
};

struct keyring {
	struct passwords passwords;
	struct got got[PASSWORD_COUNT_MAX];
	bool is_new;
	pthread_mutex_t lock; /* for all of the above */
	struct keycache keys;
};

/* One that may be locked again: a password may have to be opened. */
static int
init_lock(pthread_mutex_t *lock)
{
	pthread_mutexattr_t attr;
	int error;

	if ((error = pthread_mutexattr_init(&attr)) != 0)
		return error;
	(void)pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
	error = pthread_mutex_init(lock, &attr);
	(void)pthread_mutexattr_destroy(&attr);
	return error;
}

struct keyring *
keyring_new(struct passwords *passwords, bool is_new, struct why *why)
{
	struct keyring *ring;

	if ((ring = calloc(1, sizeof *ring)) == NULL ||
	    init_lock(&ring->lock) != 0) {
		free(ring);
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	ring->passwords = *passwords;
	ring->is_new = is_new;
	ring->keys = (struct keycache){ .lock = PTHREAD_MUTEX_INITIALIZER };
	*passwords = (struct passwords){ 0 };
	return ring;
}

void
keyring_free(struct keyring *ring)
{
	if (ring == NULL)
		return;
	keycache_release(&ring->keys);
	passwords_release(&ring->passwords);
	(void)pthread_mutex_destroy(&ring->lock);
	free(ring);
}

/* Open with the first so many passwords. */
static int open_with(struct keyring *ring, const struct envelope *envelope,
    size_t count, struct opened *opened, struct why *why);

/* A password file may be sealed with a password that stands before it. */
static int
open_password(struct keyring *ring, size_t i, struct why *why)
{
	struct password *password = &ring->passwords.list[i];
	struct envelope envelope = { 0 };
	struct opened opened = { 0 };
	int rv = -1;

	if (envelope_read(&envelope, password->secret.data,
		password->secret.len, why) == -1 ||
	    open_with(ring, &envelope, i, &opened, why) == -1) {
		why_at(why, "%s", password->where);
		goto out;
	}
	password_opened(password, &opened.plain);
	rv = 0;
out:
	envelope_release(&envelope);
	opened_release(&opened);
	return rv;
}

/* Get a password once, however that goes.  The lock is held. */
static int
get_password(struct keyring *ring, size_t i, struct why *why)
{
	struct password *password = &ring->passwords.list[i];
	struct got *got = &ring->got[i];

	if (!got->tried) {
		got->tried = true;
		if (password_get(password, ring->is_new, &got->why) == 0 &&
		    envelope_is(password->secret.data, password->secret.len))
			(void)open_password(ring, i, &got->why);
	}
	if (got->why.status != WHY_OK) {
		*why = got->why;
		return -1;
	}
	return 0;
}

static const struct vault_key *
get_key(struct keyring *ring, size_t password, const struct mem *salt,
    struct why *why)
{
	int rv;

	(void)pthread_mutex_lock(&ring->lock);
	rv = get_password(ring, password, why);
	(void)pthread_mutex_unlock(&ring->lock);
	if (rv == -1)
		return NULL;
	return keycache_get(&ring->keys, password,
	    &ring->passwords.list[password].secret, salt, why);
}

static int
fail_without(struct why *why)
{
	return why_setx(why, WHY_USAGE,
	    "no vault password: name one by --vault-password-file or "
	    "$ANSIBLE_VAULT_PASSWORD_FILE");
}

/* Try one password.  Returns as vault_open(). */
static int
try_password(struct keyring *ring, const struct envelope *envelope, size_t i,
    struct opened *opened, struct why *why)
{
	const struct vault_key *key;
	int rv;

	if ((key = get_key(ring, i, &envelope->salt, why)) == NULL)
		return -1;
	if ((rv = vault_open(envelope, key, &opened->plain, why)) == 1)
		opened->password = i;
	return rv;
}

/*
 * Try those of the envelope's id, or all others.  One that cannot be got
 * matters only if no other fits, as it may be meant for other texts.
 */
static int
try_passwords(struct keyring *ring, const struct envelope *envelope,
    size_t count, bool same, struct opened *opened, struct why *why)
{
	const struct password *list = ring->passwords.list;
	struct why failed = { 0 };
	size_t i;

	for (i = 0; i < count; i++) {
		if ((strcmp(list[i].label, mem_str(&envelope->id)) == 0) !=
		    same)
			continue;
		if (why->status == WHY_OK)
			why_setx(why, WHY_REFUSED,
			    "the vault password is wrong, or the text was "
			    "changed");
		switch (try_password(ring, envelope, i, opened, &failed)) {
		case 1:
			return 0;
		case -1:
			*why = failed;
		}
	}
	return -1;
}

/* ansible-core's words for it (its module_utils.parsing.convert_bool). */
static bool
is_true(const char *s)
{
	static const char *const words[] = { "1", "1.0", "on", "t", "true", "y",
		"yes" };
	size_t i;

	for (i = 0; s != NULL && i < sizeof words / sizeof words[0]; i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return false;
}

static int
open_with(struct keyring *ring, const struct envelope *envelope, size_t count,
    struct opened *opened, struct why *why)
{
	struct why tried = { 0 };

	if (try_passwords(ring, envelope, count, true, opened, &tried) == 0)
		return 0;
	if (!is_true(getenv("ANSIBLE_VAULT_ID_MATCH")) &&
	    try_passwords(ring, envelope, count, false, opened, &tried) == 0)
		return 0;
	if (ring->passwords.count == 0)
		return fail_without(why);
	if (tried.status == WHY_OK)
		return why_setx(why, WHY_USAGE,
		    "there is no password for vault id %s",
		    mem_str(&envelope->id));
	*why = tried;
	return -1;
}

int
keyring_open(struct keyring *ring, const char *text, size_t len,
    struct opened *opened, struct why *why)
{
	struct envelope envelope = { 0 };
	int rv = -1;

	if (envelope_read(&envelope, text, len, why) == -1)
		goto out;
	if (open_with(ring, &envelope, ring->passwords.count, opened, why) ==
	    -1)
		goto out;
	mem_add(&opened->id, envelope.id.data, envelope.id.len);
	if (mem_check(&opened->id, why) == -1)
		goto out;
	rv = 0;
out:
	envelope_release(&envelope);
	return rv;
}

void
opened_release(struct opened *opened)
{
	mem_release(&opened->plain);
	mem_release(&opened->id);
}

int
keyring_choose(struct keyring *ring, const char *wanted, size_t *password,
    const char **id, struct why *why)
{
	const struct passwords *passwords = &ring->passwords;
	size_t i = 0;

	if (passwords->count == 0)
		return fail_without(why);
	if (wanted == NULL)
		wanted = getenv("ANSIBLE_VAULT_ENCRYPT_IDENTITY");
	if (wanted != NULL && *wanted != '\0') {
		while (i < passwords->count &&
		    strcmp(passwords->list[i].label, wanted) != 0)
			i++;
		if (i == passwords->count)
			return why_setx(why, WHY_USAGE,
			    "there is no password for vault id %s", wanted);
	} else if (passwords->count > 1) {
		return why_setx(why, WHY_USAGE,
		    "there are %zu vault passwords: say which to seal with "
		    "by --encrypt-vault-id",
		    passwords->count);
	}
	*password = i;
	*id = passwords->list[i].label;
	return 0;
}

static int
make_salt(struct mem *salt, struct why *why)
{
	const char *given = getenv("ANSIBLE_VAULT_ENCRYPT_SALT");
	char *room;

	if (given != NULL && *given != '\0') {
		mem_puts(salt, given);
		if (salt->len > ENVELOPE_SALT_MAX)
			return why_setx(why, WHY_USAGE,
			    "$ANSIBLE_VAULT_ENCRYPT_SALT: more than %d bytes",
			    ENVELOPE_SALT_MAX);
	} else if ((room = mem_room(salt, VAULT_SALT_SIZE)) != NULL) {
		arc4random_buf(room, VAULT_SALT_SIZE);
		mem_grew(salt, VAULT_SALT_SIZE);
	}
	return mem_check(salt, why);
}

int
keyring_seal(struct keyring *ring, size_t password, const char *id,
    const void *plain, size_t len, struct mem *mem, struct why *why)
{
	struct envelope envelope = { 0 };
	const struct vault_key *key;
	int rv = -1;

	mem_puts(&envelope.id, id);
	if (mem_check(&envelope.id, why) == -1 ||
	    make_salt(&envelope.salt, why) == -1)
		goto out;
	if ((key = get_key(ring, password, &envelope.salt, why)) == NULL)
		goto out;
	if (vault_seal(&envelope, key, plain, len, why) == -1)
		goto out;
	envelope_write(&envelope, mem);
	if (mem_check(mem, why) == -1)
		goto out;
	rv = 0;
out:
	envelope_release(&envelope);
	return rv;
}
