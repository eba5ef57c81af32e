/*
 * signing: who signs with OAuth 1.0a, from a connection or from files.
 */
#ifndef SIGNING_H
#define SIGNING_H

#include <stdbool.h>

#include <openssl/types.h>

#include "mem.h"
#include "oauth1.h"
#include "signature.h"

struct conn;
struct why;

enum {
	SIGNING_SECRET_MAX = 65536 /* bytes of a file with a secret */
};

/* Where it comes from; all is borrowed, and NULL is "not given". */
struct signing_from {
	enum signature_method method;
	const char *connection; /* as conn_open() takes it */
	/* These win over the connection's. */
	const char *consumer_key, *token;
	const char *private_key_file;
	const char *consumer_secret_file, *token_secret_file;
	const char *requestor;
	bool two_legged;
};

/* All zeros but for oauth1's realm, timestamp, nonce and body_hash. */
struct signing {
	EVP_PKEY *key;
	struct mem consumer_key, token, consumer_secret, token_secret;
	struct mem requestor; /* empty: nobody is impersonated */
	struct oauth1 oauth1; /* of all these */
};

/*
 * Read what the method needs, and no more.  With a requestor the request is
 * two-legged: Jira would not look at it beside a token.  Files that others can
 * read are refused.
 * Returns 0, or -1 and why: WHY_USAGE for what is missing or contradictory,
 * WHY_OPEN, WHY_INPUT for a key that is none, WHY_CONFIG for a connection that
 * is not of type oauth1.  Release with signing_release() in any case.
 */
int signing_open(
    struct signing *signing, const struct signing_from *from, struct why *why);
void signing_release(struct signing *signing);

/*
 * The private key of a connection of type oauth1, which the caller frees with
 * EVP_PKEY_free(); or NULL and why: WHY_CONFIG for a key that is none, or as
 * conn_secret().
 */
EVP_PKEY *signing_key(const struct conn *conn, struct why *why);

/*
 * Add the secret in a file to mem, without the line end at its end.  Returns
 * 0, or -1 and why: WHY_OPEN, also when others can read it; WHY_INPUT when it
 * is not one line of text.
 */
int signing_read_secret(const char *path, struct mem *mem, struct why *why);

#endif
