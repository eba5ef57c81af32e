/* key: what is read is written the same, and what is no key is refused. */

#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "cert.h"
#include "key.h"
#include "kind.h"
#include "mem.h"
#include "pem.h"
#include "tap.h"
#include "why.h"

static const struct {
	const char *sentence, *text, *msg;
} cases[] = {
	{ "refuses nothing", "", "no key in it: PEM has a BEGIN line" },
	{ "refuses a word", "sesame", "no key in it: PEM has a BEGIN line" },
	{ "refuses a label without an end", "-----BEGIN PUBLIC KEY\n",
	    "no key in it: PEM has a BEGIN line" },
	{ "refuses a label on two lines", "-----BEGIN PUBLIC\nKEY-----\n",
	    "no key in it: PEM has a BEGIN line" },
	{ "refuses a block without an end",
	    "\n-----BEGIN PUBLIC KEY-----\nMIIB\n",
	    "line 2: a BEGIN line without its END line: cut short" },
	{ "refuses the end of another",
	    "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
	    "line 1: a BEGIN line without its END line: cut short" },
	{ "refuses an empty block",
	    "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
	    "line 2: base64 that is cut short" },
	{ "refuses one character",
	    "-----BEGIN PUBLIC KEY-----\nM===\n-----END PUBLIC KEY-----\n",
	    "line 2: not base64" },
	{ "refuses padding that is missing",
	    "-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----\n",
	    "line 3: base64 that is cut short" },
	{ "refuses what follows padding",
	    "-----BEGIN PUBLIC KEY-----\nMI==\nMIIB\n-----END PUBLIC "
	    "KEY-----\n",
	    "line 3: not base64" },
	{ "refuses bytes that are no key",
	    "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n",
	    "labelled as a public key, which it does not hold" },
	{ "refuses other blocks", "-----BEGIN X-----\nMIIB\n-----END X-----\n",
	    "no key in it, but other PEM" },
	{ "refuses DER", "0\202\001\042",
	    "DER, not PEM: convert it with "
	    "openssl pkey or openssl x509, and -inform DER" },
};

static void
refuse(void)
{
	struct why why;
	EVP_PKEY *key;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		why = (struct why){ 0 };
		key = key_public(cases[i].text, strlen(cases[i].text), &why);
		it(cases[i].sentence,
		    key == NULL && why.status == WHY_INPUT &&
			strcmp(why.msg, cases[i].msg) == 0);
		if (strcmp(why.msg, cases[i].msg) != 0)
			printf("# %s\n", why.msg);
		EVP_PKEY_free(key);
	}
	it("and leaves no errors queued", ERR_peek_error() == 0);
}

/* Write a key in a form, see its kind, and read it again. */
static void
turn(const char *sentence, const EVP_PKEY *key, enum kind kind,
    int (*add)(const EVP_PKEY *, struct mem *, struct why *))
{
	struct mem text = { 0 };
	struct why why = { 0 };
	EVP_PKEY *again = NULL;

	if (add(key, &text, &why) == 0)
		again = kind_is_private(kind)
		    ? key_private(text.data, text.len, NULL, &why)
		    : key_public(text.data, text.len, &why);
	it(sentence,
	    again != NULL && kind_first(text.data, text.len) == kind &&
		EVP_PKEY_eq(key, again) == 1 && why.status == WHY_OK);
	EVP_PKEY_free(again);
	mem_release(&text);
}

static void
certify(EVP_PKEY *key)
{
	struct mem text = { 0 };
	struct why why = { 0 };
	X509 *cert = cert_make(key, NULL, 2, &why), *again = NULL;

	it("makes a certificate", cert != NULL && cert_check(cert, &why) == 0);
	it("that ends when it says",
	    !cert_ends_within(cert, 1) && cert_ends_within(cert, 2));
	if (cert_add(cert, &text, &why) == 0)
		again = cert_read(text.data, text.len, &why);
	it("and is read again", again != NULL);
	X509_free(again);
	X509_free(cert);
	mem_release(&text);
}

int
main(void)
{
	struct mem base64 = { 0 };
	struct why why = { 0 };
	EVP_PKEY *key;

	/* RFC 4648, 10. */
	pem_base64(&base64, "foobar", 6);
	pem_base64(&base64, "fooba", 5);
	pem_base64(&base64, "foob", 4);
	it("writes the base64 of RFC 4648",
	    strcmp(mem_str(&base64), "Zm9vYmFyZm9vYmE=Zm9vYg==") == 0);
	mem_release(&base64);

	refuse();
	it("makes a key", (key = key_generate(1024, &why)) != NULL);
	it("that is sound", key_check(key, &why) == 0);
	turn("writes and reads PKCS #8", key, KIND_PKCS8, key_add_pkcs8);
	turn("and PKCS #1", key, KIND_PKCS1, key_add_pkcs1);
	turn("and the public key", key, KIND_PUBLIC, key_add_public);
	turn("and its base64", key, KIND_PUBLIC, key_add_jira);
	certify(key);
	EVP_PKEY_free(key);
	return finish();
}
