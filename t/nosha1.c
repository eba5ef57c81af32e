/*
 * nosha1: a library that tests preload, to refuse SHA-1 signatures.
 *
 * As the default policy of RHEL 9 and its like does: whatever signs or
 * verifies with a digest fails when the digest is SHA-1, while SHA-1 alone and
 * the bare RSA operation work.
 */

#include <dlfcn.h>
#include <stddef.h>
#include <strings.h>

#include <openssl/evp.h>

#define REAL(f) (__extension__(__typeof__(&f)) dlsym(RTLD_NEXT, #f))

static int
refuses(const EVP_MD *digest)
{
	return digest != NULL && EVP_MD_is_a(digest, "SHA1");
}

static int
refuses_name(const char *name)
{
	return name != NULL &&
	    (strcasecmp(name, "SHA1") == 0 || strcasecmp(name, "SHA-1") == 0);
}

int
EVP_DigestSignInit(EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const EVP_MD *type,
    ENGINE *engine, EVP_PKEY *key)
{
	if (refuses(type))
		return 0;
	return REAL(EVP_DigestSignInit)(ctx, pctx, type, engine, key);
}

int
EVP_DigestSignInit_ex(EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const char *name,
    OSSL_LIB_CTX *lib, const char *props, EVP_PKEY *key,
    const OSSL_PARAM params[])
{
	if (refuses_name(name))
		return 0;
	return REAL(EVP_DigestSignInit_ex)(
	    ctx, pctx, name, lib, props, key, params);
}

int
EVP_DigestVerifyInit(EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const EVP_MD *type,
    ENGINE *engine, EVP_PKEY *key)
{
	if (refuses(type))
		return 0;
	return REAL(EVP_DigestVerifyInit)(ctx, pctx, type, engine, key);
}

int
EVP_DigestVerifyInit_ex(EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const char *name,
    OSSL_LIB_CTX *lib, const char *props, EVP_PKEY *key,
    const OSSL_PARAM params[])
{
	if (refuses_name(name))
		return 0;
	return REAL(EVP_DigestVerifyInit_ex)(
	    ctx, pctx, name, lib, props, key, params);
}

int
EVP_SignFinal_ex(EVP_MD_CTX *ctx, unsigned char *md, unsigned int *len,
    EVP_PKEY *key, OSSL_LIB_CTX *lib, const char *props)
{
	if (refuses(EVP_MD_CTX_get0_md(ctx)))
		return 0;
	return REAL(EVP_SignFinal_ex)(ctx, md, len, key, lib, props);
}

int
EVP_PKEY_CTX_set_signature_md(EVP_PKEY_CTX *ctx, const EVP_MD *md)
{
	if (refuses(md))
		return 0;
	return REAL(EVP_PKEY_CTX_set_signature_md)(ctx, md);
}
