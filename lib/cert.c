/* cert: self-signed certificates (RFC 5280) around a key. */

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "cert.h"
#include "kind.h"
#include "mem.h"
#include "pem.h"
#include "when.h"
#include "why.h"
#include "why_ssl.h"

enum {
	DAY = 86400,      /* seconds */
	SERIAL_SIZE = 16, /* bytes; RFC 5280, 4.1.2.2 allows 20 */
	VERSION_3 = 2     /* as RFC 5280, 4.1.2.1 counts */
};

static const char default_subject[] = "jira";

static int
add_attribute(
    X509_NAME *name, const char *type, const struct mem *value, struct why *why)
{
	if (X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8,
		(const unsigned char *)mem_str(value), (int)value->len, -1,
		0) != 1)
		return why_ssl(
		    why, WHY_USAGE, "a subject cannot have this %s", type);
	return 0;
}

/* Take one "TYPE=value" that begins at *p, and go on to the next slash. */
static int
take_attribute(X509_NAME *name, const char **p, struct why *why)
{
	struct mem type = { 0 }, value = { 0 };
	const char *s = *p;
	int rv = -1;

	for (; *s != '\0' && *s != '=' && *s != '/'; s++)
		mem_putc(&type, *s);
	if (*s != '=') {
		why_setx(why, WHY_USAGE,
		    "a subject is a name, or /TYPE=value/TYPE=value");
		goto out;
	}
	for (s++; *s != '\0' && *s != '/'; s++) {
		if (*s == '\\' && s[1] != '\0')
			s++;
		mem_putc(&value, *s);
	}
	if (mem_check(&type, why) == -1 || mem_check(&value, why) == -1 ||
	    add_attribute(name, mem_str(&type), &value, why) == -1)
		goto out;
	*p = s;
	rv = 0;
out:
	mem_release(&type);
	mem_release(&value);
	return rv;
}

static int
read_subject(X509_NAME *name, const char *text, struct why *why)
{
	struct mem value = { 0 };
	int rv;

	if (*text == '/') {
		while (*text == '/') {
			text++;
			if (take_attribute(name, &text, why) == -1)
				return -1;
		}
		return 0;
	}
	mem_puts(&value, text);
	rv = mem_check(&value, why);
	if (rv == 0)
		rv = add_attribute(name, "CN", &value, why);
	mem_release(&value);
	return rv;
}

X509_NAME *
cert_subject(const char *text, struct why *why)
{
	X509_NAME *name;
	const char *p;

	for (p = text; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f) {
			why_setx(why, WHY_USAGE,
			    "a subject has no control characters");
			return NULL;
		}
	if ((name = X509_NAME_new()) == NULL) {
		why_ssl(why, WHY_LATER, "cannot make a subject");
		return NULL;
	}
	if (read_subject(name, text, why) == -1) {
		X509_NAME_free(name);
		return NULL;
	}
	return name;
}

/* Random, so that two certificates of one key are two for everybody. */
static bool
set_serial(X509 *cert)
{
	unsigned char bytes[SERIAL_SIZE];
	ASN1_INTEGER *serial = NULL;
	BIGNUM *number = NULL;
	bool set = false;

	if (RAND_bytes(bytes, sizeof bytes) == 1) {
		/* Positive, and of full length. */
		bytes[0] = (unsigned char)((bytes[0] & 0x7f) | 0x40);
		number = BN_bin2bn(bytes, sizeof bytes, NULL);
		serial = BN_to_ASN1_INTEGER(number, NULL);
		set = serial != NULL && X509_set_serialNumber(cert, serial);
	}
	ASN1_INTEGER_free(serial);
	BN_free(number);
	return set;
}

static bool
add_extension(X509 *cert, int nid, const char *value)
{
	X509_EXTENSION *extension;
	X509V3_CTX ctx;
	bool added;

	X509V3_set_ctx(&ctx, cert, cert, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
	added = extension != NULL && X509_add_ext(cert, extension, -1) == 1;
	X509_EXTENSION_free(extension);
	return added;
}

static bool
set_dates(X509 *cert, unsigned int days)
{
	return X509_gmtime_adj(X509_getm_notBefore(cert), 0) != NULL &&
	    X509_time_adj_ex(X509_getm_notAfter(cert), (int)days, 0, NULL) !=
	    NULL;
}

static bool
fill(X509 *cert, EVP_PKEY *key, const X509_NAME *name, unsigned int days)
{
	return X509_set_version(cert, VERSION_3) == 1 && set_serial(cert) &&
	    X509_set_subject_name(cert, name) == 1 &&
	    X509_set_issuer_name(cert, name) == 1 && set_dates(cert, days) &&
	    X509_set_pubkey(cert, key) == 1 &&
	    add_extension(cert, NID_basic_constraints, "critical,CA:FALSE") &&
	    add_extension(cert, NID_key_usage, "critical,digitalSignature") &&
	    add_extension(cert, NID_subject_key_identifier, "hash") &&
	    X509_sign(cert, key, EVP_sha256()) != 0;
}

X509 *
cert_make(
    EVP_PKEY *key, const X509_NAME *subject, unsigned int days, struct why *why)
{
	X509_NAME *made = NULL;
	X509 *cert;

	if (subject == NULL &&
	    (subject = made = cert_subject(default_subject, why)) == NULL)
		return NULL;
	cert = X509_new();
	if (cert == NULL || !fill(cert, key, subject, days)) {
		why_ssl(why, WHY_BUG, "cannot make a certificate");
		X509_free(cert);
		cert = NULL;
	}
	X509_NAME_free(made);
	return cert;
}

/* The first block that is a certificate. */
static int
find_certificate(struct pem *pem, struct why *why)
{
	enum kind kind;
	int rv;

	while ((rv = kind_next(pem, &kind, why)) == 1)
		if (kind == KIND_CERTIFICATE)
			return 0;
	return rv == -1 ? -1 : why_setx(why, WHY_INPUT, "no certificate in it");
}

X509 *
cert_read(const char *text, size_t len, struct why *why)
{
	struct pem pem = { .text = text, .len = len };
	struct mem der = { 0 };
	const unsigned char *p;
	X509 *cert = NULL;

	if (find_certificate(&pem, why) == -1)
		return NULL;
	if (pem_decode(&pem, &der, why) == 0) {
		p = (const unsigned char *)der.data;
		if ((cert = d2i_X509(NULL, &p, (long)der.len)) == NULL)
			why_ssl(why, WHY_INPUT, "not a certificate");
	}
	mem_release(&der);
	return cert;
}

int
cert_add(const X509 *cert, struct mem *pem, struct why *why)
{
	unsigned char *der = NULL;
	const int len = i2d_X509(cert, &der);

	if (len <= 0)
		return why_ssl(why, WHY_BUG, "cannot write the certificate");
	pem_add(pem, "CERTIFICATE", der, (size_t)len);
	OPENSSL_free(der);
	return mem_check(pem, why);
}

bool
cert_ends_within(const X509 *cert, unsigned int days)
{
	struct tm end;

	/* What cannot be read is no time to rely on. */
	return ASN1_TIME_to_tm(X509_get0_notAfter(cert), &end) != 1 ||
	    timegm(&end) <= when_now() + (int64_t)days * DAY;
}

static void
add_time(const ASN1_TIME *when, struct mem *mem)
{
	struct tm tm;

	if (ASN1_TIME_to_tm(when, &tm) == 1)
		when_print(mem, timegm(&tm));
}

void
cert_add_end(const X509 *cert, struct mem *mem)
{
	add_time(X509_get0_notAfter(cert), mem);
}

int
cert_check(X509 *cert, struct why *why)
{
	struct mem when = { 0 };
	EVP_PKEY *key = X509_get0_pubkey(cert);
	int rv = -1;

	if (X509_cmp_current_time(X509_get0_notBefore(cert)) >= 0) {
		add_time(X509_get0_notBefore(cert), &when);
		why_setx(why, WHY_NO, "the certificate begins only on %s",
		    mem_str(&when));
	} else if (cert_ends_within(cert, 0)) {
		cert_add_end(cert, &when);
		why_setx(
		    why, WHY_NO, "the certificate ended on %s", mem_str(&when));
	} else if (X509_NAME_cmp(X509_get_subject_name(cert),
		       X509_get_issuer_name(cert)) == 0 &&
	    X509_verify(cert, key) != 1) {
		why_ssl(why, WHY_NO, "the certificate's signature is wrong");
	} else {
		rv = 0;
	}
	ERR_clear_error();
	mem_release(&when);
	return rv;
}
