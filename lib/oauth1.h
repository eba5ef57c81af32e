/*
 * oauth1: OAuth 1.0a parameters, base strings and signatures (RFC 5849).
 */
#ifndef OAUTH1_H
#define OAUTH1_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/types.h>

#include "mem.h"

struct why;

enum oauth1_method {
	OAUTH1_RSA_SHA1, /* the only one that Jira takes */
	OAUTH1_RSA_SHA256,
	OAUTH1_RSA_SHA512,
	OAUTH1_HMAC_SHA1,
	OAUTH1_HMAC_SHA256,
	OAUTH1_HMAC_SHA512,
	OAUTH1_PLAINTEXT
};

/*
 * Request parameters, decoded, in the order they were added.  They hold
 * copies, released with oauth1_params_release().
 */
struct oauth1_params {
	struct mem bytes; /* name NUL value NUL name NUL … */
	size_t count;
	bool bad; /* something added held a NUL, CR or LF */
};

void oauth1_add(
    struct oauth1_params *params, const char *name, const char *value);
void oauth1_params_release(struct oauth1_params *params);

/* Who signs: all strings are borrowed. */
struct oauth1 {
	enum oauth1_method method;
	const char *consumer_key;
	const char *token; /* NULL: absent; "": two-legged, sent empty */
	EVP_PKEY *key;     /* RSA: private to sign, public to verify */
	const char *consumer_secret, *token_secret; /* HMAC and PLAINTEXT */
	const char *realm;                          /* NULL: none */
	const char *timestamp; /* NULL: now, moved by skew */
	const char *nonce;     /* NULL: 128 random bits */
	long skew;             /* seconds the server's clock is ahead */
};

/* What is signed. */
struct oauth1_request {
	const char *method, *url;
	/* Decoded parameters of a form body, for POST only; may be NULL. */
	const struct oauth1_params *form;
	/* More protocol parameters (oauth_callback, …); may be NULL. */
	const struct oauth1_params *protocol;
	/* With a body here, oauth_body_hash is added; NULL: it is not. */
	const char *body;
	size_t body_len;
};

/*
 * Sign a request: add the value of its Authorization header, "OAuth …", to
 * header, and, when base is not NULL, the signature base string to base.
 * Returns 0, or -1 and why.
 */
int oauth1_sign(const struct oauth1 *oauth1,
    const struct oauth1_request *request, struct mem *header, struct mem *base,
    struct why *why);

/*
 * Say in words where the server's base string (theirs) parts from ours: the
 * scheme, host, port or path, or a parameter missing, added or encoded in
 * another way.  Adds one sentence to words, or none when they are the same.
 */
void oauth1_difference(const char *ours, const char *theirs, struct mem *words);

#endif
