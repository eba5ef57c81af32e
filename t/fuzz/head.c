/* What passes for headers to send is that many headers, and no more. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "head.h"
#include "mem.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct mem head = { 0 }, value = { 0 };
	struct why why = { 0 };
	const char *rest, *line;
	size_t left, size;

	mem_add(&head, data, len);
	if (head_check(&head, &why) == 0) {
		if (memchr(data, '\r', len) != NULL ||
		    memchr(data, '\0', len) != NULL ||
		    head_get(&head, "content-length", &value))
			abort();
		for (rest = head.data, left = head.len;
		     head_line(&rest, &left, &line, &size);)
			if (size == 0 || memchr(line, ':', size) == NULL)
				abort();
	} else if (why.status != WHY_USAGE || why.msg[0] == '\0') {
		abort();
	}
	(void)head_get(&head, "WWW-Authenticate", &value);
	mem_release(&head);
	mem_release(&value);
	return 0;
}
