/* vault: the cryptography of ansible-vault's format, AES256. */

#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "envelope.h"
#include "pbkdf2.h"
#include "vault.h"
#include "why.h"
#include "why_ssl.h"

enum {
	BLOCK = ENVELOPE_BLOCK_SIZE
};

void
vault_derive(
    struct vault_key *key, const struct mem *password, const struct mem *salt)
{
	unsigned char out[sizeof *key];

	pbkdf2(password, salt, VAULT_ROUNDS, out, sizeof out);
	memcpy(key->cipher, out, sizeof key->cipher);
	memcpy(key->hmac, out + sizeof key->cipher, sizeof key->hmac);
	memcpy(key->counter, out + sizeof out - sizeof key->counter,
	    sizeof key->counter);
	explicit_bzero(out, sizeof out);
}

/* The same both ways: counter mode adds a stream of bits. */
static int
add_stream(const struct vault_key *key, unsigned char *data, size_t len,
    struct why *why)
{
	EVP_CIPHER_CTX *ctx = NULL;
	int done, rv = -1;

	if ((ctx = EVP_CIPHER_CTX_new()) == NULL ||
	    EVP_EncryptInit_ex(
		ctx, EVP_aes_256_ctr(), NULL, key->cipher, key->counter) != 1 ||
	    EVP_EncryptUpdate(ctx, data, &done, data, (int)len) != 1 ||
	    (size_t)done != len) {
		why_ssl(why, WHY_BUG, "cannot use AES-256-CTR");
		goto out;
	}
	rv = 0;
out:
	EVP_CIPHER_CTX_free(ctx);
	return rv;
}

static int
authenticate(const struct mem *ciphertext, const struct vault_key *key,
    unsigned char hmac[static ENVELOPE_HMAC_SIZE], struct why *why)
{
	if (HMAC(EVP_sha256(), key->hmac, sizeof key->hmac,
		(const unsigned char *)mem_str(ciphertext), ciphertext->len,
		hmac, NULL) == NULL)
		return why_ssl(why, WHY_BUG, "cannot use HMAC-SHA256");
	return 0;
}

/* Cut the padding from what came after from: n bytes that say n. */
static int
cut_padding(struct mem *plain, size_t from, struct why *why)
{
	const unsigned char *end =
	    (const unsigned char *)plain->data + plain->len;
	const size_t n = end[-1];
	size_t i;

	for (i = 1; i <= n && i <= BLOCK; i++)
		if (end[-(ptrdiff_t)i] != n)
			break;
	if (n == 0 || n > BLOCK || i <= n) {
		mem_cut(plain, from);
		return why_setx(why, WHY_INPUT,
		    "the vault's padding is wrong: what sealed it erred");
	}
	mem_cut(plain, plain->len - n);
	return 0;
}

int
vault_open(const struct envelope *envelope, const struct vault_key *key,
    struct mem *plain, struct why *why)
{
	const struct mem *ciphertext = &envelope->ciphertext;
	unsigned char hmac[ENVELOPE_HMAC_SIZE];
	const size_t from = plain->len;

	if (authenticate(ciphertext, key, hmac, why) == -1)
		return -1;
	if (CRYPTO_memcmp(hmac, envelope->hmac, sizeof hmac) != 0)
		return 0;
	mem_add(plain, ciphertext->data, ciphertext->len);
	if (mem_check(plain, why) == -1)
		return -1;
	if (add_stream(key, (unsigned char *)plain->data + from,
		ciphertext->len, why) == -1) {
		mem_cut(plain, from);
		return -1;
	}
	return cut_padding(plain, from, why) == -1 ? -1 : 1;
}

int
vault_seal(struct envelope *envelope, const struct vault_key *key,
    const void *plain, size_t len, struct why *why)
{
	struct mem *ciphertext = &envelope->ciphertext;
	unsigned char padding[BLOCK];
	const size_t n = BLOCK - len % BLOCK;

	if (len > VAULT_MAX)
		return why_setx(
		    why, WHY_INPUT, "more than %d bytes to seal", VAULT_MAX);
	memset(padding, (int)n, sizeof padding);
	(void)mem_room(ciphertext, len + n);
	mem_add(ciphertext, plain, len);
	mem_add(ciphertext, padding, n);
	if (mem_check(ciphertext, why) == -1)
		return -1;
	if (add_stream(key, (unsigned char *)ciphertext->data, len + n, why) ==
	    -1) {
		mem_cut(ciphertext, 0);
		return -1;
	}
	return authenticate(ciphertext, key, envelope->hmac, why);
}
