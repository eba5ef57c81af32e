/* unlock: private keys under a passphrase. */

#include <stdint.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "mem.h"
#include "pem.h"
#include "unlock.h"
#include "why.h"

static int
wrong(struct why *why)
{
	ERR_clear_error();
	return why_setx(why, WHY_INPUT,
	    "the passphrase is wrong, or the key is damaged, or its cipher is "
	    "not on offer here");
}

/* RFC 8018, A.2: -1 for another function, as scrypt, which has own limits. */
static long
pbkdf2_rounds(const X509_ALGOR *function)
{
	PBKDF2PARAM *param;
	long rounds = -1;

	if (OBJ_obj2nid(function->algorithm) != NID_id_pbkdf2 ||
	    (param = ASN1_TYPE_unpack_sequence(
		 ASN1_ITEM_rptr(PBKDF2PARAM), function->parameter)) == NULL)
		return -1;
	rounds = ASN1_INTEGER_get(param->iter);
	PBKDF2PARAM_free(param);
	return rounds;
}

/* RFC 8018, A.3 and A.4; -1 if that cannot be said. */
static long
rounds_of(const X509_ALGOR *algorithm)
{
	PBE2PARAM *pbe2;
	PBEPARAM *pbe1;
	long rounds = -1;

	if (OBJ_obj2nid(algorithm->algorithm) == NID_pbes2) {
		pbe2 = ASN1_TYPE_unpack_sequence(
		    ASN1_ITEM_rptr(PBE2PARAM), algorithm->parameter);
		if (pbe2 != NULL)
			rounds = pbkdf2_rounds(pbe2->keyfunc);
		PBE2PARAM_free(pbe2);
	} else {
		pbe1 = ASN1_TYPE_unpack_sequence(
		    ASN1_ITEM_rptr(PBEPARAM), algorithm->parameter);
		if (pbe1 != NULL)
			rounds = ASN1_INTEGER_get(pbe1->iter);
		PBEPARAM_free(pbe1);
	}
	return rounds;
}

PKCS8_PRIV_KEY_INFO *
unlock_pkcs8(const struct mem *der, const struct mem *passphrase, int max,
    struct why *why)
{
	const unsigned char *p = (const unsigned char *)der->data;
	PKCS8_PRIV_KEY_INFO *info = NULL;
	const X509_ALGOR *algorithm;
	X509_SIG *sealed;

	if ((sealed = d2i_X509_SIG(NULL, &p, (long)der->len)) == NULL) {
		wrong(why);
		goto out;
	}
	X509_SIG_get0(sealed, &algorithm, NULL);
	/* Whoever wrote the file chose how long we would be busy. */
	if (rounds_of(algorithm) > max) {
		why_setx(why, WHY_INPUT,
		    "more than %d rounds to derive a key from the passphrase",
		    max);
		goto out;
	}
	info = PKCS8_decrypt(sealed, mem_str(passphrase), (int)passphrase->len);
	if (info == NULL)
		wrong(why);
out:
	X509_SIG_free(sealed);
	ERR_clear_error();
	return info;
}

/* OpenSSL asks through this; it has nothing to ask but what it was given. */
static int
tell(char *buf, int size, int writing, void *data)
{
	const struct mem *passphrase = data;

	if (writing || size < 0 || passphrase->len > (size_t)size)
		return -1;
	memcpy(buf, mem_str(passphrase), passphrase->len);
	return (int)passphrase->len;
}

int
unlock_headers(const struct pem *pem, struct mem *der,
    const struct mem *passphrase, struct why *why)
{
	struct mem headers = { 0 };
	EVP_CIPHER_INFO cipher;
	long len = (long)der->len;
	int rv = -1;

	pem_headers(pem, &headers);
	if (mem_check(&headers, why) == -1)
		goto out;
	if (PEM_get_EVP_CIPHER_INFO(headers.data, &cipher) != 1 ||
	    PEM_do_header(&cipher, (unsigned char *)der->data, &len, tell,
		(void *)(uintptr_t)passphrase) != 1) {
		wrong(why);
		goto out;
	}
	mem_cut(der, (size_t)len);
	rv = 0;
out:
	mem_release(&headers);
	return rv;
}
