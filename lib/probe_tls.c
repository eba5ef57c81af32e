/* probe_tls: the certificate that a server shows. */

#include <openssl/bio.h>
#include <openssl/x509.h>

#include "cert.h"
#include "http.h"
#include "mem.h"
#include "probe_tls.h"
#include "why.h"

static void
add_name(struct mem *mem, const X509_NAME *name)
{
	BIO *bio;
	char *text;
	long len;

	if ((bio = BIO_new(BIO_s_mem())) == NULL)
		return;
	if (X509_NAME_print_ex(
		bio, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0 &&
	    (len = BIO_get_mem_data(bio, &text)) > 0)
		mem_add(mem, text, (size_t)len);
	BIO_free(bio);
}

void
probe_tls_take(const struct http *http, struct mem *subject, struct mem *issuer,
    struct mem *until)
{
	struct mem pem = { 0 };
	struct why bad = { 0 };
	X509 *cert;

	if (http_certificate(http, &pem) &&
	    (cert = cert_read(mem_str(&pem), pem.len, &bad)) != NULL) {
		add_name(subject, X509_get_subject_name(cert));
		add_name(issuer, X509_get_issuer_name(cert));
		cert_add_end(cert, until);
		X509_free(cert);
	}
	mem_release(&pem);
}
