/*
 * pbkdf2: a key from a password, by PBKDF2-HMAC-SHA256 (RFC 8018, 5.2).
 *
 * OpenSSL has it, too, but makes and wipes some contexts for each of its
 * rounds, which takes three times as long as the rounds themselves.
 */
#ifndef PBKDF2_H
#define PBKDF2_H

#include <stddef.h>

struct mem;

/* Fill out, of len bytes; a secret, as its caller knows. */
void pbkdf2(const struct mem *password, const struct mem *salt,
    unsigned int rounds, unsigned char *out, size_t len);

#endif
