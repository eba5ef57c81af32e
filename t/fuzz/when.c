/* What is read as a time is printed as one that reads the same. */

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct mem text = { 0 }, again = { 0 };
	int64_t when, back;

	mem_add(&text, data, len);
	if (when_parse(mem_str(&text), &when) == 0) {
		if (when < WHEN_MIN || when > WHEN_MAX)
			abort();
		when_print(&again, when);
		if (when_parse(mem_str(&again), &back) == -1 || back != when)
			abort();
	}
	mem_release(&text);
	mem_release(&again);
	return 0;
}
