/*
 * oauth1_verify: is a request signed with OAuth 1.0a, as Jira would see it?
 *
 * Nothing is remembered between requests: whether a nonce was used, or a
 * timestamp is too old, is for the server to know.
 */
#ifndef OAUTH1_VERIFY_H
#define OAUTH1_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/types.h>

#include "mem.h"
#include "signature.h"

struct why;

/* What signatures are checked with; all is borrowed, NULL is "not given". */
struct oauth1_keys {
	EVP_PKEY *key;                              /* RSA: public will do */
	const char *consumer_secret, *token_secret; /* HMAC, PLAINTEXT */
	enum signature_method only; /* SIGNATURE_METHODS: any that fits */
};

/* A request that came in; all is borrowed. */
struct oauth1_received {
	const char *method, *url;
	const char *authorization; /* the header's value, or NULL */
	const char *form;          /* as in struct oauth1_request, or NULL */
	size_t form_len;
	/*
	 * For a request that is not signed yet: the base string that another
	 * party computed, to take its oauth_ parameters from; or NULL.
	 */
	const char *theirs;
};

/* For one thread at a time; keys are borrowed as long. */
struct oauth1_verifier;

/* Returns it, freed with oauth1_verifier_free(); or NULL and why. */
struct oauth1_verifier *oauth1_verifier_new(
    const struct oauth1_keys *keys, struct why *why);
void oauth1_verifier_free(struct oauth1_verifier *verifier);

/*
 * Compute the base string of a request: from the header, read as net.oauth
 * does (a pair whose value is not quoted counts as none), the URL's query and
 * the form of a POST.  Borrowed until the next request.  Returns NULL and why:
 * WHY_USAGE for a URL or method that is none, or NUL, CR or LF in a parameter.
 */
const char *oauth1_verifier_base(struct oauth1_verifier *verifier,
    const struct oauth1_received *received, struct why *why);

/*
 * Is the request whose base string was computed last signed, with one of the
 * keys?  Returns 1; or 0, and adds to reason in what is wrong with it; or -1
 * and why (WHY_BUG, WHY_LATER).
 */
int oauth1_verifier_check(
    struct oauth1_verifier *verifier, struct mem *reason, struct why *why);

#endif
