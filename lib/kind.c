/* kind: what a PEM text holds, going by the labels of its blocks. */

#include <string.h>

#include "kind.h"
#include "mem.h"
#include "pem.h"
#include "why.h"

static const struct {
	const char *label;
	enum kind kind;
} labels[] = {
	{ "PRIVATE KEY", KIND_PKCS8 },
	{ "RSA PRIVATE KEY", KIND_PKCS1 },
	{ "ENCRYPTED PRIVATE KEY", KIND_ENCRYPTED },
	{ "PUBLIC KEY", KIND_PUBLIC },
	{ "RSA PUBLIC KEY", KIND_PUBLIC_PKCS1 },
	{ "CERTIFICATE", KIND_CERTIFICATE },
	{ "X509 CERTIFICATE", KIND_CERTIFICATE },
};

static const char *const names[] = {
	[KIND_NONE] = "no key",
	[KIND_PKCS8] = "a PKCS #8 private key",
	[KIND_PKCS1] = "a PKCS #1 private key",
	[KIND_ENCRYPTED] = "an encrypted private key",
	[KIND_PUBLIC] = "a public key",
	[KIND_PUBLIC_PKCS1] = "a PKCS #1 public key",
	[KIND_CERTIFICATE] = "a certificate",
};

/* What people have instead, and what to do about it. */
static const struct {
	const char *label, *advice;
} strangers[] = {
	{ "CERTIFICATE REQUEST", "a certificate request, not a certificate" },
	{ "DSA PRIVATE KEY", "a DSA key, and Jira takes only RSA" },
	{ "EC PRIVATE KEY", "an elliptic curve key, and Jira takes only RSA" },
	{ "OPENSSH PRIVATE KEY",
	    "an OpenSSH key: convert it with ssh-keygen -p -m PEM" },
};

const char *
kind_name(enum kind kind)
{
	return names[kind];
}

bool
kind_is_private(enum kind kind)
{
	return kind == KIND_PKCS8 || kind == KIND_PKCS1 ||
	    kind == KIND_ENCRYPTED;
}

static enum kind
kind_of(const struct pem *pem)
{
	enum kind kind = KIND_NONE;
	size_t i;

	for (i = 0; i < sizeof labels / sizeof labels[0]; i++)
		if (pem_is(pem, labels[i].label))
			kind = labels[i].kind;
	/* Headers on anything else mean nothing to us. */
	if (kind == KIND_PKCS1 && pem->head_len > 0)
		kind = KIND_ENCRYPTED;
	return kind;
}

/* Jira's own form of a public key: what stands between the two lines. */
static bool
take_bare(struct pem *pem)
{
	struct mem der = { 0 };
	struct why why = { 0 };
	bool taken;

	pem->label = "PUBLIC KEY";
	pem->label_len = strlen(pem->label);
	pem->head_len = 0;
	pem->body = pem->text;
	pem->body_len = pem->at = pem->len;
	taken = pem_decode(pem, &der, &why) == 0 && der.data[0] == 0x30;
	mem_release(&der);
	return taken;
}

int
kind_next(struct pem *pem, enum kind *kind, struct why *why)
{
	const bool first = pem->at == 0;
	int rv;

	while ((rv = pem_next(pem, why)) == 1)
		if ((*kind = kind_of(pem)) != KIND_NONE)
			return 1;
	if (rv == 0 && first && take_bare(pem)) {
		*kind = KIND_PUBLIC;
		return 1;
	}
	return rv;
}

enum kind
kind_first(const char *text, size_t len)
{
	struct pem pem = { .text = text, .len = len };
	struct why why = { 0 };
	enum kind kind;

	return kind_next(&pem, &kind, &why) == 1 ? kind : KIND_NONE;
}

bool
kind_holds(const char *text, size_t len, enum kind kind)
{
	struct pem pem = { .text = text, .len = len };
	struct why why = { 0 };
	enum kind next;

	while (kind_next(&pem, &next, &why) == 1)
		if (next == kind)
			return true;
	return false;
}

int
kind_none(const char *text, size_t len, struct why *why)
{
	static const char ssh[] = "ssh-rsa ";
	struct pem pem = { .text = text, .len = len };
	struct why ignored = { 0 };
	size_t i;

	/* A SEQUENCE (X.690) with a long length: no text begins so. */
	if (len > 1 && text[0] == 0x30 && (text[1] & 0x80) != 0)
		return why_setx(why, WHY_INPUT,
		    "DER, not PEM: convert it with openssl pkey or openssl "
		    "x509, and -inform DER");
	if (len > sizeof ssh && memcmp(text, ssh, sizeof ssh - 1) == 0)
		return why_setx(why, WHY_INPUT,
		    "an OpenSSH public key: convert it with ssh-keygen -e -m "
		    "PKCS8");
	if (pem_next(&pem, &ignored) != 1)
		return why_setx(
		    why, WHY_INPUT, "no key in it: PEM has a BEGIN line");
	do
		for (i = 0; i < sizeof strangers / sizeof strangers[0]; i++)
			if (pem_is(&pem, strangers[i].label))
				return why_setx(
				    why, WHY_INPUT, "%s", strangers[i].advice);
	while (pem_next(&pem, &ignored) == 1);
	return why_setx(why, WHY_INPUT, "no key in it, but other PEM");
}
