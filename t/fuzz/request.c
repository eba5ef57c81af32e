/* A line that is a request, signed, is the same request; and verifies. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "line_signer.h"
#include "line_verifier.h"
#include "mem.h"
#include "request.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct oauth1 oauth1 = { .method = SIGNATURE_HMAC_SHA1,
	.consumer_key = "k",
	.consumer_secret = "s",
	.token = "",
	.realm = "a, \"b\"" };
static const struct oauth1_keys keys = { .consumer_secret = "s",
	.only = SIGNATURE_METHODS };

/* Sign the line, in this form; the result ends in a line feed. */
static int
sign(enum line_form form, const uint8_t *data, size_t size, struct mem *out)
{
	const struct line_options options = { .oauth1 = &oauth1,
		.requestor = "jané",
		.name = "<fuzz>",
		.form = form };
	struct line_signer *signer;
	struct mem talk = { 0 };
	struct why why = { 0 };
	int rv;

	if ((signer = line_signer_new(&options, &why)) == NULL)
		abort();
	rv = line_signer_work(
	    signer, (const char *)data, size, 1, out, &talk, &why);
	if (rv == -1 && (why.status != WHY_INPUT || why.msg[0] == '\0'))
		abort();
	if (rv == 0 && (out->len == 0 || out->data[out->len - 1] != '\n'))
		abort();
	line_signer_free(signer);
	mem_release(&talk);
	return rv;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct line_check check = { .keys = &keys, .name = "<fuzz>" };
	struct line_verifier *verifier;
	struct mem out = { 0 }, verdict = { 0 }, talk = { 0 };
	struct why why = { 0 };

	if (memchr(data, '\n', size) != NULL ||
	    sign(LINE_JSON, data, size, &out) == -1)
		goto out;
	if ((verifier = line_verifier_new(&check, &why)) == NULL)
		abort();
	if (line_verifier_work(verifier, out.data, out.len - 1, 1, &verdict,
		&talk, &why) == -1 ||
	    strcmp(mem_str(&verdict), "valid\n") != 0)
		abort();
	line_verifier_free(verifier);

	mem_cut(&out, 0);
	(void)sign(LINE_CURL, data, size, &out);
	mem_cut(&out, 0);
	(void)sign(LINE_FORM, data, size, &out);
out:
	mem_release(&out);
	mem_release(&verdict);
	mem_release(&talk);
	return 0;
}
