/*
 * signature: the signature methods of OAuth 1.0a, prepared once and used often.
 *
 * RSA methods ask OpenSSL for the bare RSASSA-PKCS1-v1_5 operation on a
 * DigestInfo that is built here (RFC 8017, 9.2): a system policy that refuses
 * SHA-1 signatures, as RHEL 9's, refuses the combined operation, while Jira
 * takes nothing but RSA-SHA1.
 */
#ifndef SIGNATURE_H
#define SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/types.h>

struct mem;
struct why;

enum signature_method {
	SIGNATURE_RSA_SHA1, /* the only one that Jira takes */
	SIGNATURE_RSA_SHA256,
	SIGNATURE_RSA_SHA512,
	SIGNATURE_HMAC_SHA1,
	SIGNATURE_HMAC_SHA256,
	SIGNATURE_HMAC_SHA512,
	SIGNATURE_PLAINTEXT,
	SIGNATURE_METHODS /* how many there are; none of them */
};

/* The value of oauth_signature_method: "RSA-SHA1". */
const char *signature_name(enum signature_method method);

/* The method of exactly this name, or SIGNATURE_METHODS for none. */
enum signature_method signature_by_name(const char *name, size_t len);

/* An option_take of an enum signature_method, by its name: WHY_USAGE. */
int signature_take(void *method, const char *name, struct why *why);

/* Does the method need a key, rather than secrets? */
bool signature_is_rsa(enum signature_method method);

/*
 * A prepared key or secret, for one thread at a time; freed with
 * signature_free(), which wipes.
 */
struct signature;

/*
 * To sign, or to verify, with an RSA method.  The key stays the caller's, but
 * must live as long.  Returns NULL and why: WHY_USAGE for a method that is not
 * RSA or a key that is missing; WHY_BUG.
 */
struct signature *signature_signer(
    enum signature_method method, EVP_PKEY *key, struct why *why);
struct signature *signature_verifier(
    enum signature_method method, EVP_PKEY *key, struct why *why);

/*
 * To sign and verify with HMAC or PLAINTEXT; NULL as a secret is "".  The
 * secrets are copied.
 */
struct signature *signature_shared(enum signature_method method,
    const char *consumer_secret, const char *token_secret, struct why *why);
void signature_free(struct signature *signature);

/*
 * Add the value of oauth_signature for len bytes, not yet percent-encoded, to
 * out.  Returns 0, or -1 and why (WHY_BUG, WHY_LATER).
 */
int signature_sign(struct signature *signature, const void *data, size_t len,
    struct mem *out, struct why *why);

/*
 * Is value, as signature_sign() makes it, the signature of data?  Compares in
 * constant time.  Returns 1, 0, or -1 and why (WHY_BUG, WHY_LATER).
 */
int signature_check(struct signature *signature, const void *data, size_t len,
    const char *value, size_t value_len, struct why *why);

#endif
