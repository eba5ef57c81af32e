/* pbkdf2: a key from a password, by PBKDF2-HMAC-SHA256 (RFC 8018, 5.2). */

/* The compression function alone is nowhere else to be had. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <stdint.h>
#include <string.h>

#include <openssl/sha.h>

#include "mem.h"
#include "pbkdf2.h"

enum {
	BLOCK = SHA256_CBLOCK,
	DIGEST = SHA256_DIGEST_LENGTH,
	WORDS = DIGEST / 4
};

/* HMAC (RFC 2104) after the key: both hashes have taken their first block. */
struct hmac {
	SHA256_CTX inner, outer;
};

static void
begin(struct hmac *hmac, const struct mem *key)
{
	unsigned char block[BLOCK] = { 0 };
	size_t i;

	if (key->len > BLOCK)
		(void)SHA256((const unsigned char *)key->data, key->len, block);
	else
		memcpy(block, mem_str(key), key->len);
	for (i = 0; i < BLOCK; i++)
		block[i] ^= 0x36;
	(void)SHA256_Init(&hmac->inner);
	(void)SHA256_Update(&hmac->inner, block, BLOCK);
	for (i = 0; i < BLOCK; i++)
		block[i] ^= 0x36 ^ 0x5c;
	(void)SHA256_Init(&hmac->outer);
	(void)SHA256_Update(&hmac->outer, block, BLOCK);
	explicit_bzero(block, sizeof block);
}

/* The last block of a hash whose second and last is a digest (FIPS 180-4). */
static void
pad(unsigned char block[static BLOCK])
{
	const unsigned int bits = (BLOCK + DIGEST) * 8;

	memset(block + DIGEST, 0, BLOCK - DIGEST);
	block[DIGEST] = 0x80;
	block[BLOCK - 2] = (unsigned char)(bits >> 8);
	block[BLOCK - 1] = (unsigned char)(bits & 0xff);
}

static void
put_words(unsigned char *out, const SHA256_CTX *hash)
{
	size_t i;

	for (i = 0; i < WORDS; i++) {
		out[4 * i] = (unsigned char)(hash->h[i] >> 24);
		out[4 * i + 1] = (unsigned char)(hash->h[i] >> 16);
		out[4 * i + 2] = (unsigned char)(hash->h[i] >> 8);
		out[4 * i + 3] = (unsigned char)hash->h[i];
	}
}

/* Replace the digest that block begins with by its HMAC: two compressions. */
static void
again(const struct hmac *hmac, SHA256_CTX *hash,
    unsigned char block[static BLOCK])
{
	*hash = hmac->inner;
	SHA256_Transform(hash, block);
	put_words(block, hash);
	*hash = hmac->outer;
	SHA256_Transform(hash, block);
	put_words(block, hash);
}

/* The HMAC of the salt and a block's number. */
static void
first(const struct hmac *hmac, const struct mem *salt, uint32_t number,
    SHA256_CTX *hash, unsigned char block[static BLOCK])
{
	const unsigned char counter[] = { (unsigned char)(number >> 24),
		(unsigned char)(number >> 16), (unsigned char)(number >> 8),
		(unsigned char)number };

	*hash = hmac->inner;
	(void)SHA256_Update(hash, mem_str(salt), salt->len);
	(void)SHA256_Update(hash, counter, sizeof counter);
	(void)SHA256_Final(block, hash);
	*hash = hmac->outer;
	(void)SHA256_Update(hash, block, DIGEST);
	(void)SHA256_Final(block, hash);
}

void
pbkdf2(const struct mem *password, const struct mem *salt, unsigned int rounds,
    unsigned char *out, size_t len)
{
	unsigned char block[BLOCK], sum[DIGEST];
	uint32_t number = 0;
	struct hmac hmac;
	SHA256_CTX hash;
	unsigned int round;
	size_t i, n;

	begin(&hmac, password);
	for (; len > 0; out += n, len -= n) {
		first(&hmac, salt, ++number, &hash, block);
		memcpy(sum, block, sizeof sum);
		pad(block);
		for (round = 1; round < rounds; round++) {
			again(&hmac, &hash, block);
			for (i = 0; i < DIGEST; i++)
				sum[i] ^= block[i];
		}
		n = len < DIGEST ? len : DIGEST;
		memcpy(out, sum, n);
	}
	explicit_bzero(&hmac, sizeof hmac);
	explicit_bzero(&hash, sizeof hash);
	explicit_bzero(block, sizeof block);
	explicit_bzero(sum, sizeof sum);
}
