/*
 * keyset: the four files of a key pair, as Jira's guide names them.
 *
 *	jira_privatekey.pcks8	the private key as PKCS #8 (so spelt there)
 *	jira_privatekey.pem	the same as PKCS #1
 *	jira_publickey.cer	a self-signed certificate around it
 *	jira_publickey.pem	the public key, for Jira's application link
 *
 * They change together (see bundle), and a key is never overwritten.
 */
#ifndef KEYSET_H
#define KEYSET_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/types.h>

#include "bundle.h"
#include "mem.h"

struct why;

enum {
	KEYSET_FILES = 4,
	KEYSET_WAIT = 60 /* seconds for another program that makes it */
};

/* What is wanted of a set. */
struct keyset_want {
	unsigned int bits;        /* of a new key */
	unsigned int days;        /* of a new certificate */
	unsigned int renew;       /* before so many days; 0: never */
	const X509_NAME *subject; /* NULL: as it is, or CN=jira */
	bool rotate;              /* make a new set, and keep the old one */
};

/* A set.  Begin with all zeros; release with keyset_release(). */
struct keyset {
	struct bundle bundle;
	bool open;     /* the bundle is */
	EVP_PKEY *key; /* NULL: there is none yet */
	X509 *cert;    /* as read, or NULL */
	struct keyset_file {
		const char *name;
		enum bundle_change todo,
		    change;    /* ours; with what is pending */
	} files[KEYSET_FILES]; /* in alphabetical order */
	struct mem kept;       /* the path that the old set is kept under */
	bool rotate;           /* not merely finishing a rotation */
	bool todo, changed;
};

/*
 * Read the set in dir, see that its files belong together, and say in files,
 * kept and changed what keyset_write() is going to do.  With make a dir that
 * is missing is made.  The directory stays locked until the set is released.
 * Returns 0, or -1 and why, which names the file: WHY_NO for one that is no
 * key or belongs to another, WHY_OPEN, WHY_CREATE, WHY_IO, WHY_LATER.
 */
int keyset_read(struct keyset *set, const char *dir, bool make,
    const struct keyset_want *want, struct why *why);

/*
 * Do it.  Returns 0, or -1 and why, with the set as it was; if it is killed,
 * the next call makes good what is missing.
 */
int keyset_write(
    struct keyset *set, const struct keyset_want *want, struct why *why);

void keyset_release(struct keyset *set);

#endif
