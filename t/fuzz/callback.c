/* What is taken for a callback's query is one line of what came. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "callback.h"
#include "mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const char *head = (const char *)data;
	struct mem query = { 0 };
	size_t i;

	(void)callback_complete(head, len);
	if (callback_query(head, len, "/cb", &query)) {
		if (len < 8 + query.len || memcmp(head, "GET /cb", 7) != 0)
			abort();
		for (i = 0; i < query.len; i++)
			if (query.data[i] <= ' ' || query.data[i] == 0x7f)
				if ((unsigned char)query.data[i] < 0x80)
					abort();
	} else if (query.len != 0) {
		abort();
	}
	mem_release(&query);
	return 0;
}
