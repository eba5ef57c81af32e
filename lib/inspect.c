/* inspect: what a key or certificate is, and whether it is sound. */

#include <string.h>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "cert.h"
#include "inspect.h"
#include "key.h"
#include "kind.h"
#include "mem.h"
#include "why.h"

/* Add the time when the certificate ends. */
static int
check_certificate(const struct mem *text, struct mem *end, struct why *why)
{
	X509 *cert;
	int rv = -1;

	cert = cert_read(mem_str(text), text->len, why);
	if (cert != NULL && (rv = cert_check(cert, why)) == 0)
		cert_add_end(cert, end);
	X509_free(cert);
	return rv;
}

int
inspect(const struct mem *text, EVP_PKEY *key, bool json, struct mem *out,
    struct why *why)
{
	const enum kind kind = kind_first(mem_str(text), text->len);
	const char *name = strchr(kind_name(kind), ' ') + 1; /* no article */
	struct mem end = { 0 };
	int rv = -1;

	if (kind_is_private(kind) && key_check(key, why) == -1)
		goto out;
	if (kind == KIND_CERTIFICATE &&
	    check_certificate(text, &end, why) == -1)
		goto out;
	mem_printf(out,
	    json ? "{\"kind\":\"%s\",\"bits\":%d,\"fingerprint\":\""
		 : "%s, %d bits, ",
	    name, EVP_PKEY_get_bits(key));
	if (key_fingerprint(key, out, why) == -1)
		goto out;
	mem_puts(out, json ? "\"" : "");
	if (end.len > 0)
		mem_printf(out, json ? ",\"expiresAt\":\"%s\"" : ", until %s",
		    mem_str(&end));
	mem_puts(out, json ? "}" : "");
	rv = mem_check(out, why);
out:
	mem_release(&end);
	return rv;
}
