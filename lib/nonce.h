/*
 * nonce: random names for requests, made many at a time.
 */
#ifndef NONCE_H
#define NONCE_H

#include <stddef.h>

enum {
	NONCE_BYTES = 16, /* random: twice the 64 bits that are enough */
	NONCE_LEN = 2 * NONCE_BYTES,
	NONCE_BATCH = 256 /* nonces whose bytes are fetched at once */
};

/* A stock of random bytes, for one thread at a time.  All zeros is empty. */
struct nonces {
	unsigned char random[NONCE_BATCH * NONCE_BYTES];
	size_t left; /* bytes */
};

/* Make the next one: hexadecimal, and no NUL after it. */
void nonce_next(struct nonces *nonces, char nonce[static NONCE_LEN]);

#endif
