/* Only what names the request token is an answer to it. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dance.h"
#include "mem.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct dance dance = { 0 };
	struct mem query = { 0 }, verifier = { 0 };
	struct why why = { 0 };
	enum callback callback;
	int rv;

	mem_puts(&dance.request.token, "token");
	mem_add(&query, data, len);
	callback = dance_judge(mem_str(&query), &dance);
	if (callback != CALLBACK_STRANGE &&
	    strstr(mem_str(&query), "=") == NULL)
		abort();
	rv = dance_verifier(&dance, mem_str(&query), &verifier, &why);
	if (callback == CALLBACK_DENIED && rv == 0)
		abort();
	if (rv == 0 && (verifier.len == 0 || verifier.len > DANCE_VERIFIER_MAX))
		abort();
	if (rv == -1 && why.status != WHY_REFUSED && why.status != WHY_USAGE)
		abort();
	dance_release(&dance);
	mem_release(&query);
	mem_release(&verifier);
	return 0;
}
