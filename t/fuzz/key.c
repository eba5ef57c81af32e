/* Any text is a key, a public key, a certificate, or refused with a reason. */

#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "cert.h"
#include "key.h"
#include "kind.h"
#include "mem.h"
#include "pem.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t len);

/* A refusal names a reason, and leaves nothing in OpenSSL's queue. */
static void
refused(const struct why *why)
{
	if (why->status != WHY_INPUT || why->msg[0] == '\0' ||
	    ERR_peek_error() != 0)
		abort();
}

/* What was read is written, read again, and the same. */
static void
read_again(const EVP_PKEY *key,
    int (*add)(const EVP_PKEY *, struct mem *, struct why *), int private)
{
	struct mem pem = { 0 };
	struct why why = { 0 };
	EVP_PKEY *again;

	if (add(key, &pem, &why) == -1)
		abort();
	again = private ? key_private(pem.data, pem.len, NULL, &why)
			: key_public(pem.data, pem.len, &why);
	if (again == NULL || EVP_PKEY_eq(again, key) != 1)
		abort();
	EVP_PKEY_free(again);
	mem_release(&pem);
}

static void
try_private(const char *text, size_t len, const struct mem *passphrase)
{
	struct why why = { 0 };
	EVP_PKEY *key;

	if ((key = key_private(text, len, passphrase, &why)) == NULL) {
		refused(&why);
		return;
	}
	read_again(key, key_add_pkcs8, 1);
	read_again(key, key_add_pkcs1, 1);
	read_again(key, key_add_public, 0);
	EVP_PKEY_free(key);
}

static void
try_public(const char *text, size_t len)
{
	struct why why = { 0 };
	EVP_PKEY *key;
	X509 *cert;

	if ((key = key_public(text, len, &why)) == NULL) {
		refused(&why);
	} else {
		if (kind_first(text, len) == KIND_NONE)
			abort();
		read_again(key, key_add_public, 0);
		read_again(key, key_add_jira, 0);
		EVP_PKEY_free(key);
	}
	if ((cert = cert_read(text, len, &why)) == NULL)
		refused(&why);
	else if (cert_check(cert, &why) == -1 && why.status != WHY_NO)
		abort();
	X509_free(cert);
}

/*
 * After a first byte beyond ASCII stands DER, for which that byte chooses a
 * label: no mutation would find its way through base64.
 */
static void
wrap(struct mem *text, const unsigned char *data, size_t len)
{
	static const char *const labels[] = { "PRIVATE KEY", "RSA PRIVATE KEY",
		"ENCRYPTED PRIVATE KEY", "PUBLIC KEY", "RSA PUBLIC KEY",
		"CERTIFICATE" };

	if (len > 1 && data[0] >= 0x80)
		pem_add(text, labels[data[0] % 6], data + 1, len - 1);
	else
		mem_add(text, data, len);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t len)
{
	struct mem passphrase = { 0 }, text = { 0 };

	if (len > KEY_PEM_MAX)
		return 0;
	mem_puts(&passphrase, "sesame");
	wrap(&text, data, len);
	try_private(mem_str(&text), text.len, NULL);
	try_private(mem_str(&text), text.len, &passphrase);
	try_public(mem_str(&text), text.len);
	mem_release(&text);
	mem_release(&passphrase);
	return 0;
}
