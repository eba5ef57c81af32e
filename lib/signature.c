/* signature: the signature methods of OAuth 1.0a. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rsa.h>

#include "key.h"
#include "mem.h"
#include "signature.h"
#include "url.h"
#include "why.h"
#include "why_ssl.h"

enum {
	PREFIX_MAX = 19, /* bytes of a DigestInfo before its digest */
	INFO_MAX = PREFIX_MAX + EVP_MAX_MD_SIZE,
	RSA_MAX = KEY_BITS_MAX / 8 /* bytes of a signature */
};

/*
 * The prefixes are those of RFC 8017, 9.2, note 1: the DER of a DigestInfo up
 * to the digest.  A method without one is not RSA.
 */
static const struct {
	const char *name, *digest;
	size_t prefix_len;
	unsigned char prefix[PREFIX_MAX];
} methods[SIGNATURE_METHODS] = {
	[SIGNATURE_RSA_SHA1] = { "RSA-SHA1", "SHA1", 15,
	    { 0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a,
		0x05, 0x00, 0x04, 0x14 } },
	[SIGNATURE_RSA_SHA256] = { "RSA-SHA256", "SHA256", 19,
	    { 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65,
		0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20 } },
	[SIGNATURE_RSA_SHA512] = { "RSA-SHA512", "SHA512", 19,
	    { 0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65,
		0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40 } },
	[SIGNATURE_HMAC_SHA1] = { "HMAC-SHA1", "SHA1", 0, { 0 } },
	[SIGNATURE_HMAC_SHA256] = { "HMAC-SHA256", "SHA256", 0, { 0 } },
	[SIGNATURE_HMAC_SHA512] = { "HMAC-SHA512", "SHA512", 0, { 0 } },
	[SIGNATURE_PLAINTEXT] = { "PLAINTEXT", NULL, 0, { 0 } },
};

struct signature {
	enum signature_method method;
	EVP_MD *digest;
	EVP_MD_CTX *digesting;
	EVP_PKEY_CTX *rsa;
	EVP_MAC_CTX *mac;
	struct mem secret; /* PLAINTEXT: the signature itself */
};

const char *
signature_name(enum signature_method method)
{
	return methods[method].name;
}

enum signature_method
signature_by_name(const char *name, size_t len)
{
	unsigned int i;

	for (i = 0; i < SIGNATURE_METHODS; i++)
		if (strlen(methods[i].name) == len &&
		    memcmp(methods[i].name, name, len) == 0)
			break;
	return (enum signature_method)i;
}

int
signature_take(void *member, const char *name, struct why *why)
{
	enum signature_method *const method = member;

	*method = signature_by_name(name, strlen(name));
	return *method != SIGNATURE_METHODS
	    ? 0
	    : why_setx(why, WHY_USAGE,
		  "one of RSA-SHA1, RSA-SHA256, RSA-SHA512, HMAC-SHA1, "
		  "HMAC-SHA256, HMAC-SHA512, PLAINTEXT");
}

bool
signature_is_rsa(enum signature_method method)
{
	return methods[method].prefix_len > 0;
}

static struct signature *
new_rsa(enum signature_method method, EVP_PKEY *key, int init(EVP_PKEY_CTX *),
    struct why *why)
{
	struct signature *signature;

	if (!signature_is_rsa(method) || key == NULL) {
		why_setx(why, WHY_USAGE, "%s takes no RSA key, or has none",
		    methods[method].name);
		return NULL;
	}
	if ((signature = calloc(1, sizeof *signature)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	signature->method = method;
	signature->digest = EVP_MD_fetch(NULL, methods[method].digest, NULL);
	signature->digesting = EVP_MD_CTX_new();
	signature->rsa = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
	/* Padding, but no digest: the DigestInfo is ours. */
	if (signature->digest == NULL || signature->digesting == NULL ||
	    signature->rsa == NULL || init(signature->rsa) != 1 ||
	    EVP_PKEY_CTX_set_rsa_padding(signature->rsa, RSA_PKCS1_PADDING) !=
		1) {
		why_ssl(why, WHY_BUG, "cannot prepare the key");
		signature_free(signature);
		return NULL;
	}
	return signature;
}

struct signature *
signature_signer(enum signature_method method, EVP_PKEY *key, struct why *why)
{
	return new_rsa(method, key, EVP_PKEY_sign_init, why);
}

struct signature *
signature_verifier(enum signature_method method, EVP_PKEY *key, struct why *why)
{
	return new_rsa(method, key, EVP_PKEY_verify_recover_init, why);
}

static int
prepare_mac(struct signature *signature, const char *digest, struct why *why)
{
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(
		    OSSL_MAC_PARAM_DIGEST, (char *)(uintptr_t)digest, 0),
		OSSL_PARAM_construct_end(),
	};
	EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	int rv = -1;

	if (mac == NULL || (signature->mac = EVP_MAC_CTX_new(mac)) == NULL ||
	    EVP_MAC_init(signature->mac,
		(const unsigned char *)signature->secret.data,
		signature->secret.len, params) != 1)
		why_ssl(why, WHY_BUG, "cannot prepare the secret");
	else
		rv = 0;
	EVP_MAC_free(mac);
	return rv;
}

struct signature *
signature_shared(enum signature_method method, const char *consumer_secret,
    const char *token_secret, struct why *why)
{
	struct signature *signature;
	struct mem *secret;

	if (signature_is_rsa(method)) {
		why_setx(why, WHY_USAGE, "%s takes a key, not a secret",
		    methods[method].name);
		return NULL;
	}
	if ((signature = calloc(1, sizeof *signature)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	signature->method = method;
	secret = &signature->secret;
	if (consumer_secret != NULL)
		url_encode(secret, consumer_secret, strlen(consumer_secret));
	mem_putc(secret, '&');
	if (token_secret != NULL)
		url_encode(secret, token_secret, strlen(token_secret));
	if (mem_check(secret, why) == -1 ||
	    (methods[method].digest != NULL &&
		prepare_mac(signature, methods[method].digest, why) == -1)) {
		signature_free(signature);
		return NULL;
	}
	return signature;
}

void
signature_free(struct signature *signature)
{
	if (signature == NULL)
		return;
	EVP_MAC_CTX_free(signature->mac);
	EVP_PKEY_CTX_free(signature->rsa);
	EVP_MD_CTX_free(signature->digesting);
	EVP_MD_free(signature->digest);
	mem_release(&signature->secret);
	free(signature);
}

/* Build the DigestInfo of data.  Returns its length, or 0. */
static size_t
digest_info(struct signature *signature, const void *data, size_t len,
    unsigned char info[static INFO_MAX])
{
	const size_t prefix_len = methods[signature->method].prefix_len;
	unsigned int digest_len;

	memcpy(info, methods[signature->method].prefix, prefix_len);
	if (EVP_DigestInit_ex(signature->digesting, signature->digest, NULL) !=
		1 ||
	    EVP_DigestUpdate(signature->digesting, data, len) != 1 ||
	    EVP_DigestFinal_ex(
		signature->digesting, info + prefix_len, &digest_len) != 1)
		return 0;
	return prefix_len + digest_len;
}

static int
add_base64(
    struct mem *out, const unsigned char *data, size_t len, struct why *why)
{
	char *room;

	if ((room = mem_room(out, (len + 2) / 3 * 4)) != NULL)
		mem_grew(out,
		    (size_t)EVP_EncodeBlock(
			(unsigned char *)room, data, (int)len));
	return mem_check(out, why);
}

static int
sign_rsa(struct signature *signature, const void *data, size_t len,
    struct mem *out, struct why *why)
{
	unsigned char info[INFO_MAX], bytes[RSA_MAX];
	size_t bytes_len = sizeof bytes, info_len;

	info_len = digest_info(signature, data, len, info);
	if (info_len == 0 ||
	    EVP_PKEY_sign(signature->rsa, bytes, &bytes_len, info, info_len) !=
		1)
		return why_ssl(why, WHY_BUG, "cannot sign");
	return add_base64(out, bytes, bytes_len, why);
}

static int
sign_mac(struct signature *signature, const void *data, size_t len,
    struct mem *out, struct why *why)
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	size_t bytes_len;

	/* Without a key, it starts again with the one it has. */
	if (EVP_MAC_init(signature->mac, NULL, 0, NULL) != 1 ||
	    EVP_MAC_update(signature->mac, data, len) != 1 ||
	    EVP_MAC_final(signature->mac, bytes, &bytes_len, sizeof bytes) != 1)
		return why_ssl(why, WHY_BUG, "cannot sign");
	return add_base64(out, bytes, bytes_len, why);
}

int
signature_sign(struct signature *signature, const void *data, size_t len,
    struct mem *out, struct why *why)
{
	if (signature->rsa != NULL)
		return sign_rsa(signature, data, len, out, why);
	if (signature->mac != NULL)
		return sign_mac(signature, data, len, out, why);
	mem_add(out, signature->secret.data, signature->secret.len);
	return mem_check(out, why);
}

/*
 * The bytes of strict base64.  Returns how many, or 0 for anything else: no
 * signature is empty.
 */
static size_t
decode_base64(const char *value, size_t len, unsigned char *out, size_t size)
{
	size_t pad = 0;
	int got;

	if (len == 0 || len % 4 != 0 || len / 4 * 3 > size)
		return 0;
	while (pad < 2 && value[len - 1 - pad] == '=')
		pad++;
	got = EVP_DecodeBlock(out, (const unsigned char *)value, (int)len);
	return got < 0 || (size_t)got < pad ? 0 : (size_t)got - pad;
}

static int
check_rsa(struct signature *signature, const void *data, size_t len,
    const char *value, size_t value_len, struct why *why)
{
	unsigned char info[INFO_MAX], bytes[RSA_MAX + 3], found[RSA_MAX];
	size_t info_len, bytes_len, found_len = sizeof found;

	if ((info_len = digest_info(signature, data, len, info)) == 0)
		return why_ssl(why, WHY_BUG, "cannot verify");
	bytes_len = decode_base64(value, value_len, bytes, sizeof bytes);
	if (bytes_len == 0)
		return 0;
	/* What OpenSSL cannot recover was not signed with this key. */
	if (EVP_PKEY_verify_recover(
		signature->rsa, found, &found_len, bytes, bytes_len) != 1) {
		ERR_clear_error();
		return 0;
	}
	return found_len == info_len &&
	    CRYPTO_memcmp(found, info, info_len) == 0;
}

int
signature_check(struct signature *signature, const void *data, size_t len,
    const char *value, size_t value_len, struct why *why)
{
	struct mem made = { 0 };
	int rv = -1;

	if (signature->rsa != NULL)
		return check_rsa(signature, data, len, value, value_len, why);
	if (signature_sign(signature, data, len, &made, why) == 0)
		rv = made.len == value_len &&
		    CRYPTO_memcmp(made.data, value, value_len) == 0;
	mem_release(&made);
	return rv;
}
