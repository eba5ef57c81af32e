/* Memory for others behaves as the C library's does. */

#include <stdint.h>
#include <string.h>

#include "tap.h"
#include "wipe.h"

/* A number that the compiler takes for unknown, and does not warn about. */
static volatile size_t huge = SIZE_MAX / 2;

static bool
is_zero(const unsigned char *p, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (p[i] != 0)
			return false;
	return true;
}

int
main(void)
{
	char *p, *q;

	p = wipe_malloc(100);
	it("gives memory", p != NULL);
	it("aligned for anything", (uintptr_t)p % _Alignof(max_align_t) == 0);
	memset(p, 'a', 100);
	p = wipe_realloc(p, 5000);
	it("keeps it when it grows", p != NULL && p[0] == 'a' && p[99] == 'a');
	p = wipe_realloc(p, 10);
	it("and when it shrinks", p != NULL && p[0] == 'a' && p[9] == 'a');
	wipe_free(p);
	q = wipe_realloc(NULL, 10);
	it("makes something of nothing", q != NULL);
	wipe_free(q);
	q = wipe_calloc(10, 10);
	it("gives zeros", q != NULL && is_zero((unsigned char *)q, 100));
	wipe_free(q);
	q = wipe_strdup("sesame");
	it("copies a string", q != NULL && strcmp(q, "sesame") == 0);
	wipe_free(q);
	wipe_free(NULL);
	it("has not failed yet", !wipe_failed());
	it("refuses a product that overflows", wipe_calloc(huge, 3) == NULL);
	it("and remembers it", wipe_failed());
	return finish();
}
