/*
 * key: RSA keys (RFC 8017, 5958, 5280), read from PEM and written as PEM.
 *
 * What is read may be pasted, see pem; what is written is what OpenSSL
 * writes, byte for byte.  Keys are freed with EVP_PKEY_free(), always by the
 * caller.
 */
#ifndef KEY_H
#define KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/types.h>

struct mem;
struct why;

enum {
	KEY_BITS_MIN = 1024,      /* what the old guide uses; see QUIRKS */
	KEY_BITS_SOUND = 2048,    /* fewer deserve a warning */
	KEY_BITS_MAX = 8192,      /* bits, as everywhere in this module */
	KEY_PEM_MAX = 65536,      /* bytes of PEM */
	KEY_ROUNDS_MAX = 10000000 /* of a passphrase's derivation: seconds */
};

/* Make a key.  The caller frees it with EVP_PKEY_free(); NULL and why. */
EVP_PKEY *key_generate(unsigned int bits, struct why *why);

/*
 * Read the one private key in PEM: PKCS #8 (RFC 5958) or PKCS #1 (RFC 8017,
 * A.1.2), plain, or encrypted with passphrase (NULL: refused, saying so).
 * Borrows pem.  Returns the key, which the caller frees with EVP_PKEY_free(),
 * or NULL and why: WHY_INPUT for anything but one RSA key of a size allowed
 * above; a public key or a certificate is named as what it is.
 */
EVP_PKEY *key_private(
    const char *pem, size_t len, const struct mem *passphrase, struct why *why);

/*
 * Read a public key from whatever holds one: SubjectPublicKeyInfo (or its
 * bare base64, as Jira shows it), PKCS #1, a certificate, or an unencrypted
 * private key.  The first in the text counts.  As above.
 */
EVP_PKEY *key_public(const char *pem, size_t len, struct why *why);

/*
 * Is this a key that works: primes that are prime, halves that belong
 * together?  Slow: a second and more for the largest.  Returns 0, or -1 and
 * why (WHY_NO).
 */
int key_check(EVP_PKEY *key, struct why *why);

/*
 * Add a key to pem as PEM: a private one as PKCS #8 or PKCS #1, or the
 * SubjectPublicKeyInfo of either; the last also as bare base64 on one line,
 * for the field of Jira's application link.  Return 0, or -1 and why, with
 * pem perhaps grown: the caller releases it anyway.
 */
int key_add_pkcs8(const EVP_PKEY *key, struct mem *pem, struct why *why);
int key_add_pkcs1(const EVP_PKEY *key, struct mem *pem, struct why *why);
int key_add_public(const EVP_PKEY *key, struct mem *pem, struct why *why);
int key_add_jira(const EVP_PKEY *key, struct mem *mem, struct why *why);

/* Add the SHA-256 of the SubjectPublicKeyInfo: "SHA256:" and hexadecimal. */
int key_fingerprint(const EVP_PKEY *key, struct mem *mem, struct why *why);

#endif
