/*
 * unlock: private keys under a passphrase.
 *
 * Encrypted PKCS #8 (RFC 5958, 3) and the older headers of RFC 1421
 * ("Proc-Type: 4,ENCRYPTED") that OpenSSL's own format uses.
 */
#ifndef UNLOCK_H
#define UNLOCK_H

#include <openssl/types.h>

struct mem;
struct pem;
struct why;

/*
 * Decrypt with the passphrase, as bytes.  All return -1 or NULL and why:
 * WHY_INPUT for a wrong passphrase, a damaged key, an algorithm that this
 * OpenSSL does not offer, and more rounds than max.
 */

/* Returns what the caller frees with PKCS8_PRIV_KEY_INFO_free(). */
PKCS8_PRIV_KEY_INFO *unlock_pkcs8(const struct mem *der,
    const struct mem *passphrase, int max, struct why *why);

/* Replace der, the body of pem, by what it says once it is decrypted. */
int unlock_headers(const struct pem *pem, struct mem *der,
    const struct mem *passphrase, struct why *why);

#endif
