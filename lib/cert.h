/*
 * cert: self-signed certificates (RFC 5280) around a key.
 *
 * Jira takes from a certificate nothing but its key; the guide asks for one
 * all the same, and other peers look at its dates.
 */
#ifndef CERT_H
#define CERT_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/types.h>

struct mem;
struct why;

enum {
	CERT_DAYS = 365,      /* what the guide says */
	CERT_DAYS_MAX = 36500 /* days, as everywhere in this module */
};

/*
 * Read a subject: "/C=SE/O=Example/CN=codestream", as openssl req -subj takes
 * it (a slash in a value is "\/"), or the common name alone.  UTF-8.
 * Returns what the caller frees with X509_NAME_free(), or NULL and why
 * (WHY_USAGE).
 */
X509_NAME *cert_subject(const char *text, struct why *why);

/*
 * Make a certificate that is valid from now for so many days, is no authority,
 * and is signed by the key itself with SHA-256.  No subject is CN=jira. Returns
 * what the caller frees with X509_free(), or NULL and why.
 */
X509 *cert_make(EVP_PKEY *key, const X509_NAME *subject, unsigned int days,
    struct why *why);

/* Read the first certificate in PEM.  As above; WHY_INPUT. */
X509 *cert_read(const char *pem, size_t len, struct why *why);

/* Add the certificate to pem.  Returns 0, or -1 and why. */
int cert_add(const X509 *cert, struct mem *pem, struct why *why);

/* Has it ended, or does it within so many days? */
bool cert_ends_within(const X509 *cert, unsigned int days);

/* Add the time at which it ends to mem (RFC 3339); nothing if it has none. */
void cert_add_end(const X509 *cert, struct mem *mem);

/*
 * Is it valid now, and if it is self-signed, is the signature right?
 * Returns 0, or -1 and why (WHY_NO).
 */
int cert_check(X509 *cert, struct why *why);

#endif
