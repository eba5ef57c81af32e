/*
 * kind: what a PEM text holds, going by the labels of its blocks.
 */
#ifndef KIND_H
#define KIND_H

#include <stdbool.h>
#include <stddef.h>

struct pem;
struct why;

enum kind {
	KIND_NONE,      /* nothing that holds a key */
	KIND_PKCS8,     /* PRIVATE KEY */
	KIND_PKCS1,     /* RSA PRIVATE KEY */
	KIND_ENCRYPTED, /* either, under a passphrase */
	KIND_PUBLIC,    /* PUBLIC KEY, or its base64 alone, as Jira shows it */
	KIND_PUBLIC_PKCS1,
	KIND_CERTIFICATE
};

/* The kind in words: "a PKCS #8 private key". */
const char *kind_name(enum kind kind);

/* Is it a private key, encrypted or not? */
bool kind_is_private(enum kind kind);

/*
 * Step to the next block that holds a key.  Returns 1 and its kind, or 0 when
 * there is none, or -1 and why (WHY_INPUT) for PEM that is cut short.
 */
int kind_next(struct pem *pem, enum kind *kind, struct why *why);

/* The kind of the first key in a text, KIND_NONE if that cannot be said. */
enum kind kind_first(const char *text, size_t len);

/* Does a text hold a key of this kind, first or not? */
bool kind_holds(const char *text, size_t len, enum kind kind);

/*
 * Fail over a text without a key: say what it is instead, DER or another's
 * key, and what to do about it.  Returns -1 and why (WHY_INPUT).
 */
int kind_none(const char *text, size_t len, struct why *why);

#endif
