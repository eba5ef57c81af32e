/* wipe_ssl: make OpenSSL wipe what it lets go of. */

#include <openssl/crypto.h>

#include "wipe.h"
#include "wipe_ssl.h"

static void *
get(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return size == 0 ? NULL : wipe_malloc(size);
}

static void
let_go(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	wipe_free(p);
}

static void *
get_more(void *p, size_t size, const char *file, int line)
{
	if (size > 0)
		return p == NULL ? get(size, file, line)
				 : wipe_realloc(p, size);
	let_go(p, file, line);
	return NULL;
}

void
wipe_ssl(void)
{
	(void)CRYPTO_set_mem_functions(get, get_more, let_go);
}
