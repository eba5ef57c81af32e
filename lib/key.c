/* key: RSA keys (RFC 8017, 5958, 5280), read from PEM and written as PEM. */

#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "key.h"
#include "kind.h"
#include "mem.h"
#include "pem.h"
#include "unlock.h"
#include "why.h"
#include "why_ssl.h"

/* The checks that every key passes, whatever it was read from. */
static EVP_PKEY *
accept(EVP_PKEY *key, enum kind kind, struct why *why)
{
	int bits;

	if (key == NULL) {
		ERR_clear_error();
		why_setx(why, WHY_INPUT,
		    "labelled as %s, which it does not hold", kind_name(kind));
		return NULL;
	}
	ERR_clear_error();
	bits = EVP_PKEY_get_bits(key);
	if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA)
		why_setx(why, WHY_INPUT, "a key of type %s, and Jira takes RSA",
		    EVP_PKEY_get0_type_name(key));
	else if (bits < KEY_BITS_MIN)
		why_setx(why, WHY_INPUT, "a key of %d bits, fewer than %d",
		    bits, KEY_BITS_MIN);
	else if (bits > KEY_BITS_MAX)
		why_setx(why, WHY_INPUT, "a key of %d bits, more than %d", bits,
		    KEY_BITS_MAX);
	else
		return key;
	EVP_PKEY_free(key);
	return NULL;
}

/* RFC 5958; consumes info. */
static EVP_PKEY *
read_info(PKCS8_PRIV_KEY_INFO *info)
{
	EVP_PKEY *key = NULL;

	if (info != NULL)
		key = EVP_PKCS82PKEY(info);
	PKCS8_PRIV_KEY_INFO_free(info);
	return key;
}

static EVP_PKEY *
read_pkcs8(const struct mem *der)
{
	const unsigned char *p = (const unsigned char *)der->data;

	return read_info(d2i_PKCS8_PRIV_KEY_INFO(NULL, &p, (long)der->len));
}

static EVP_PKEY *
read_pkcs1(const struct mem *der)
{
	const unsigned char *p = (const unsigned char *)der->data;

	return d2i_PrivateKey(EVP_PKEY_RSA, NULL, &p, (long)der->len);
}

static EVP_PKEY *
read_encrypted(const struct pem *pem, struct mem *der,
    const struct mem *passphrase, struct why *why)
{
	PKCS8_PRIV_KEY_INFO *info;
	EVP_PKEY *key;

	if (passphrase == NULL) {
		why_setx(why, WHY_INPUT,
		    "the key is encrypted, and nobody is asked for its "
		    "passphrase here: jira-keygen --pkcs8 opens it");
		return NULL;
	}
	if (pem->head_len == 0) {
		info = unlock_pkcs8(der, passphrase, KEY_ROUNDS_MAX, why);
		if (info == NULL)
			return NULL;
		return accept(read_info(info), KIND_PKCS8, why);
	}
	if (unlock_headers(pem, der, passphrase, why) == -1)
		return NULL;
	/* One wrong passphrase in 256 leaves padding that looks right. */
	if ((key = read_pkcs1(der)) == NULL) {
		ERR_clear_error();
		why_setx(why, WHY_INPUT,
		    "the passphrase is wrong, or the key is damaged");
		return NULL;
	}
	return accept(key, KIND_PKCS1, why);
}

static EVP_PKEY *
read_certificate(const struct mem *der)
{
	const unsigned char *p = (const unsigned char *)der->data;
	EVP_PKEY *key = NULL;
	X509 *cert;

	if ((cert = d2i_X509(NULL, &p, (long)der->len)) != NULL)
		key = X509_get_pubkey(cert);
	X509_free(cert);
	return key;
}

static EVP_PKEY *
read_public(const struct mem *der, enum kind kind)
{
	const unsigned char *p = (const unsigned char *)der->data;

	if (kind == KIND_CERTIFICATE)
		return read_certificate(der);
	if (kind == KIND_PUBLIC_PKCS1)
		return d2i_PublicKey(EVP_PKEY_RSA, NULL, &p, (long)der->len);
	return d2i_PUBKEY(NULL, &p, (long)der->len);
}

static EVP_PKEY *
read_block(const struct pem *pem, enum kind kind, const struct mem *passphrase,
    struct why *why)
{
	struct mem der = { 0 };
	EVP_PKEY *key = NULL;

	ERR_clear_error();
	if (pem_decode(pem, &der, why) == -1)
		goto out;
	if (kind == KIND_ENCRYPTED)
		key = read_encrypted(pem, &der, passphrase, why);
	else if (kind == KIND_PKCS8)
		key = accept(read_pkcs8(&der), kind, why);
	else if (kind == KIND_PKCS1)
		key = accept(read_pkcs1(&der), kind, why);
	else
		key = accept(read_public(&der, kind), kind, why);
out:
	mem_release(&der);
	return key;
}

/* Find the one private key in a text. */
static int
find_private(struct pem *found, enum kind *kind, const char *text, size_t len,
    struct why *why)
{
	struct pem pem = { .text = text, .len = len };
	enum kind next, first = KIND_NONE;
	int rv;

	*kind = KIND_NONE;
	while ((rv = kind_next(&pem, &next, why)) == 1) {
		if (first == KIND_NONE)
			first = next;
		if (!kind_is_private(next))
			continue;
		if (*kind != KIND_NONE)
			return why_setx(
			    why, WHY_INPUT, "more than one private key");
		*kind = next;
		*found = pem;
	}
	if (rv == -1 || *kind != KIND_NONE)
		return rv;
	if (first == KIND_NONE)
		return kind_none(text, len, why);
	return why_setx(why, WHY_INPUT, "%s, where a private key is needed",
	    kind_name(first));
}

EVP_PKEY *
key_private(
    const char *text, size_t len, const struct mem *passphrase, struct why *why)
{
	struct pem pem = { 0 };
	enum kind kind;

	if (find_private(&pem, &kind, text, len, why) == -1)
		return NULL;
	return read_block(&pem, kind, passphrase, why);
}

EVP_PKEY *
key_public(const char *text, size_t len, struct why *why)
{
	struct pem pem = { .text = text, .len = len };
	enum kind kind;
	int rv;

	if ((rv = kind_next(&pem, &kind, why)) == 1)
		return read_block(&pem, kind, NULL, why);
	if (rv == 0)
		kind_none(text, len, why);
	return NULL;
}

EVP_PKEY *
key_generate(unsigned int bits, struct why *why)
{
	EVP_PKEY *key;

	if ((key = EVP_RSA_gen(bits)) == NULL)
		why_ssl(why, WHY_BUG, "cannot make a key");
	return key;
}

int
key_check(EVP_PKEY *key, struct why *why)
{
	EVP_PKEY_CTX *ctx;
	int rv = -1;

	if ((ctx = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL)) == NULL)
		why_ssl(why, WHY_LATER, "cannot check the key");
	else if (EVP_PKEY_check(ctx) != 1)
		why_ssl(why, WHY_NO, "not a sound key");
	else
		rv = 0;
	EVP_PKEY_CTX_free(ctx);
	return rv;
}

/* Takes what an i2d function returned: -1 for a failure. */
static int
add_block(struct mem *pem, const char *label, unsigned char *der, int len,
    struct why *why)
{
	if (len <= 0)
		return why_ssl(why, WHY_BUG, "cannot write the key");
	pem_add(pem, label, der, (size_t)len);
	OPENSSL_clear_free(der, (size_t)len);
	return mem_check(pem, why);
}

int
key_add_pkcs8(const EVP_PKEY *key, struct mem *pem, struct why *why)
{
	PKCS8_PRIV_KEY_INFO *info;
	unsigned char *der = NULL;
	int len = -1;

	if ((info = EVP_PKEY2PKCS8(key)) != NULL)
		len = i2d_PKCS8_PRIV_KEY_INFO(info, &der);
	PKCS8_PRIV_KEY_INFO_free(info);
	return add_block(pem, "PRIVATE KEY", der, len, why);
}

int
key_add_pkcs1(const EVP_PKEY *key, struct mem *pem, struct why *why)
{
	unsigned char *der = NULL;
	const int len = i2d_PrivateKey(key, &der);

	return add_block(pem, "RSA PRIVATE KEY", der, len, why);
}

int
key_add_public(const EVP_PKEY *key, struct mem *pem, struct why *why)
{
	unsigned char *der = NULL;
	const int len = i2d_PUBKEY(key, &der);

	return add_block(pem, "PUBLIC KEY", der, len, why);
}

int
key_add_jira(const EVP_PKEY *key, struct mem *mem, struct why *why)
{
	unsigned char *der = NULL;
	const int len = i2d_PUBKEY(key, &der);

	if (len <= 0)
		return why_ssl(why, WHY_BUG, "cannot write the key");
	pem_base64(mem, der, (size_t)len);
	OPENSSL_free(der);
	return mem_check(mem, why);
}

int
key_fingerprint(const EVP_PKEY *key, struct mem *mem, struct why *why)
{
	unsigned char *der = NULL, digest[EVP_MAX_MD_SIZE];
	const int len = i2d_PUBKEY(key, &der);
	unsigned int n = 0, i;
	int rv = -1;

	if (len <= 0 ||
	    EVP_Digest(der, (size_t)len, digest, &n, EVP_sha256(), NULL) != 1) {
		why_ssl(why, WHY_BUG, "cannot take the key's fingerprint");
		goto out;
	}
	mem_puts(mem, "SHA256:");
	for (i = 0; i < n; i++)
		mem_printf(mem, "%02x", digest[i]);
	rv = mem_check(mem, why);
out:
	OPENSSL_free(der);
	return rv;
}
