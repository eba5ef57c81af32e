/* A URL that is taken is put together again, and resolves to itself. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "url.h"
#include "url_resolve.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_split(const struct url *url, const char *text)
{
	const char *const end = text + strlen(text);

	if (url->port == 0 || url->port > 65535 || url->host.len == 0)
		abort();
	if (url->base.at != text ||
	    url->base.at + url->base.len != url->path.at + url->path.len)
		abort();
	if (url->path.len > 0 && *url->path.at != '/')
		abort();
	if (url->query.at < text || url->query.at + url->query.len > end)
		abort();
	if (memchr(text, '\n', (size_t)(end - text)) != NULL)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem text = { 0 }, result = { 0 }, again = { 0 };
	struct why why = { 0 };
	struct url url, back;

	mem_add(&text, data, size);
	if (url_split(&url, mem_str(&text), &why) == 0) {
		check_split(&url, mem_str(&text));
		if (url_resolve(
			&result, mem_str(&text), mem_str(&text), &why) == -1 ||
		    url_split(&back, mem_str(&result), &why) == -1 ||
		    !url_same_origin(&url, &back))
			abort();
	} else if (why.status != WHY_USAGE || why.msg[0] == '\0') {
		abort();
	}

	/* Whatever a reference holds, what comes out is a URL. */
	mem_cut(&result, 0);
	if (url_resolve(&result, "https://a.example/b/c?d", mem_str(&text),
		&why) == 0 &&
	    url_split(&back, mem_str(&result), &why) == -1)
		abort();

	mem_cut(&result, 0);
	url_encode(&result, (const char *)data, size);
	url_decode(&again, mem_str(&result), result.len, true);
	if (again.len != size || memcmp(mem_str(&again), data, size) != 0)
		abort();
	mem_release(&text);
	mem_release(&result);
	mem_release(&again);
	return 0;
}
