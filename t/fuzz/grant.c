/* What is handed out fits into a header and a line, or is refused. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "grant.h"
#include "mem.h"
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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct grant grant = { 0 };
	struct why why = { 0 };

	if (grant_read_form(
		&grant, (const char *)data, len, 1700000000, &why) == 0) {
		if (grant.token.len == 0)
			abort();
		want_word(&grant.token);
		want_word(&grant.secret);
		want_word(&grant.handle);
		if (grant.expires < 0 || grant.expires > WHEN_MAX)
			abort();
	} else if (why.status != WHY_NONSENSE || why.msg[0] == '\0') {
		abort();
	}
	grant_release(&grant);
	return 0;
}
