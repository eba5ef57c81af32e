/*
 * oauth1: requests signed with OAuth 1.0a (RFC 5849).
 *
 * One request: oauth1_sign().  Many: a signer, whose key, contexts and
 * unchanging parameters are prepared once, and which then takes no memory per
 * request but what its buffers need to grow.
 *
 * Jira takes RSA-SHA1 alone.  A method is never changed for another.
 */
#ifndef OAUTH1_H
#define OAUTH1_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/types.h>

#include "mem.h"
#include "oauth1_base.h"
#include "signature.h"

struct why;

/* Who signs: all is borrowed. */
struct oauth1 {
	enum signature_method method; /* 0 is SIGNATURE_RSA_SHA1 */
	const char *consumer_key;
	const char *token; /* NULL: absent; "": two-legged, sent empty */
	EVP_PKEY *key;     /* RSA: the private key */
	const char *consumer_secret, *token_secret; /* HMAC, PLAINTEXT */
	const char *realm;     /* NULL: none; never signed */
	const char *timestamp; /* NULL: now, moved by skew; else digits */
	const char *nonce;     /* NULL: 128 random bits, fresh each time */
	long skew;             /* seconds the server's clock is ahead */
	bool body_hash;        /* add oauth_body_hash, where there is no form */
};

/*
 * Protocol parameters of one request beside the usual ones, as oauth_callback
 * or oauth_verifier.  All zeros is none; released with
 * oauth1_params_release(), which wipes them.
 */
struct oauth1_params {
	struct mem pairs; /* percent-encoded, as name=value&… */
};

/* Add one, from its plain name and value. */
void oauth1_add(
    struct oauth1_params *params, const char *name, const char *value);
void oauth1_params_release(struct oauth1_params *params);

/* What is signed: all is borrowed. */
struct oauth1_request {
	const char *method, *url; /* as url_split() takes it */
	/*
	 * The body, when it is of type application/x-www-form-urlencoded:
	 * its pairs are signed when the method is POST, and only then, for
	 * Jira's servlet container parses no other.  NULL: none.
	 */
	const char *form;
	size_t form_len;
	const struct oauth1_params *protocol; /* NULL: none */
	const char *body; /* any other body, for oauth_body_hash alone */
	size_t body_len;
};

/*
 * Sign a request: add the value of its Authorization header, "OAuth …", to
 * header, and, when base is not NULL, the signature base string to base.
 * Returns 0, or -1 and why: WHY_USAGE for a request that cannot be signed (see
 * oauth1_base.h), for what the method needs and oauth1 lacks, and for a NUL,
 * CR or LF; WHY_BUG if OpenSSL fails; WHY_LATER.
 */
int oauth1_sign(const struct oauth1 *oauth1,
    const struct oauth1_request *request, struct mem *header, struct mem *base,
    struct why *why);

/* A prepared signer, for one thread at a time. */
struct oauth1_signer;

/*
 * Prepare to sign.  Borrows all that oauth1 points to, but not oauth1, until
 * oauth1_signer_free(), which wipes.  Threads that sign side by side want a
 * key each, by EVP_PKEY_dup().  Returns NULL and why as above.
 */
struct oauth1_signer *oauth1_signer_new(
    const struct oauth1 *oauth1, struct why *why);
void oauth1_signer_free(struct oauth1_signer *signer);

/* Sign a request.  Returns 0, or -1 and why as above. */
int oauth1_signer_sign(struct oauth1_signer *signer,
    const struct oauth1_request *request, struct why *why);

/*
 * What the last signing made: the value of the header Authorization; or the
 * same parameters, but no realm, as pairs for a query or form; or the
 * signature base string, borrowed until the next signing.
 */
void oauth1_signer_header(
    const struct oauth1_signer *signer, struct mem *header);
void oauth1_signer_query(const struct oauth1_signer *signer, struct mem *query);
const struct mem *oauth1_signer_base(const struct oauth1_signer *signer);

#endif
