/* Whatever a header holds, its base string is one, and nothing verifies. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "oauth1_difference.h"
#include "oauth1_verify.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct oauth1_keys keys = { .consumer_secret = "a secret",
		.only = SIGNATURE_METHODS };
	struct mem header = { 0 }, words = { 0 };
	struct oauth1_verifier *verifier;
	struct oauth1_received received = { .method = "POST",
		.url = "https://a.example/x?y=z" };
	struct why why = { 0 };
	const char *base;

	if ((verifier = oauth1_verifier_new(&keys, &why)) == NULL)
		abort();
	mem_add(&header, data, size);
	received.authorization = mem_str(&header);
	received.form = (const char *)data;
	received.form_len = size;
	base = oauth1_verifier_base(verifier, &received, &why);
	if (base == NULL) {
		if (why.status != WHY_USAGE || why.msg[0] == '\0')
			abort();
	} else {
		/* A base string parts from itself nowhere, and is read. */
		if (strspn(strrchr(base, '&') + 1,
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789-._~%") != strlen(strrchr(base, '&') + 1))
			abort();
		if (oauth1_difference(base, base, &words) || words.len != 0)
			abort();
		if (oauth1_verifier_check(verifier, &words, &why) != 0 ||
		    words.len == 0)
			abort();
	}
	oauth1_verifier_free(verifier);
	mem_release(&header);
	mem_release(&words);
	return 0;
}
