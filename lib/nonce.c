/* nonce: random names for requests, made many at a time. */

#include <stdlib.h>

#include "nonce.h"

void
nonce_next(struct nonces *nonces, char nonce[static NONCE_LEN])
{
	static const char hex[] = "0123456789abcdef";
	const unsigned char *from;
	size_t i;

	/* One by one, each would cost a lock. */
	if (nonces->left == 0) {
		arc4random_buf(nonces->random, sizeof nonces->random);
		nonces->left = sizeof nonces->random;
	}
	nonces->left -= NONCE_BYTES;
	from = nonces->random + nonces->left;
	for (i = 0; i < NONCE_BYTES; i++) {
		nonce[2 * i] = hex[from[i] >> 4];
		nonce[2 * i + 1] = hex[from[i] & 15];
	}
}
