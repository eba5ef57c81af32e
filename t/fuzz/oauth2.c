/* What a token endpoint answers is a grant, an error, or refused. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "grant.h"
#include "mem.h"
#include "oauth2.h"
#include "when.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
want_word(const struct mem *mem)
{
	size_t i;

	if (mem->len > GRANT_TOKEN_MAX)
		abort();
	for (i = 0; i < mem->len; i++)
		if (mem->data[i] <= ' ' || mem->data[i] >= 0x7f)
			abort();
}

static void
want_words(const struct oauth2_error *error)
{
	struct mem words = { 0 };
	enum status status = oauth2_error_words(error, &words);

	if (words.len == 0 || memchr(words.data, '\n', words.len) != NULL)
		abort();
	if (status != WHY_REFUSED && status != WHY_CONFIG &&
	    status != WHY_LATER)
		abort();
	if (oauth2_error_is_final(error) && status != WHY_REFUSED)
		abort();
	mem_release(&words);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const char *body = (const char *)data;
	struct grant grant = { 0 };
	struct oauth2_error error = { 0 };
	struct why why = { 0 };

	if (grant_read_json(&grant, body, len, 1700000000, &why) == 0) {
		if (grant.token.len == 0)
			abort();
		want_word(&grant.token);
		want_word(&grant.handle);
		if (grant.expires < 0 || grant.expires > WHEN_MAX)
			abort();
	} else if (why.status != WHY_NONSENSE || why.msg[0] == '\0') {
		abort();
	}
	grant_release(&grant);
	if (oauth2_error_read(&error, body, len))
		want_words(&error);
	oauth2_error_release(&error);
	return 0;
}
