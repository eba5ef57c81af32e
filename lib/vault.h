/*
 * vault: the cryptography of ansible-vault's format, AES256.
 *
 * A password and a salt make two keys and a counter by PBKDF2-HMAC-SHA256
 * (RFC 8018, 5.2); AES-256 in counter mode (NIST SP 800-38A, 6.5) encrypts
 * what PKCS #7 (RFC 5652, 6.3) has padded to 128-bit blocks; and HMAC-SHA256
 * (RFC 2104) authenticates the ciphertext.
 */
#ifndef VAULT_H
#define VAULT_H

#include <stddef.h>

struct envelope;
struct mem;
struct why;

enum {
	VAULT_ROUNDS = 10000, /* of PBKDF2 */
	VAULT_SALT_SIZE = 32, /* bytes of a salt that is made here */
	VAULT_MAX = 1 << 28   /* bytes of a plaintext */
};

/* Secret: whoever holds one wipes it. */
struct vault_key {
	unsigned char cipher[32], hmac[32], counter[16];
};

/* Derive the key. */
void vault_derive(
    struct vault_key *key, const struct mem *password, const struct mem *salt);

/*
 * Add what is sealed to plain.  The HMAC is compared, in constant time,
 * before anything is decrypted.  Returns 1; or 0 when the HMAC does not fit:
 * the key is wrong, or the text was changed; or -1 and why: WHY_INPUT for a
 * padding that no writer makes, WHY_LATER, WHY_BUG.
 */
int vault_open(const struct envelope *envelope, const struct vault_key *key,
    struct mem *plain, struct why *why);

/*
 * Seal len bytes, at most VAULT_MAX, by the key of the envelope's salt: add
 * the ciphertext and set the HMAC.  Returns 0, or -1 and why: WHY_INPUT for
 * more, WHY_LATER, WHY_BUG.
 */
int vault_seal(struct envelope *envelope, const struct vault_key *key,
    const void *plain, size_t len, struct why *why);

#endif
