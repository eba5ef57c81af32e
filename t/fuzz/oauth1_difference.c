/* Two strings, parted by a line feed, differ in words or not at all. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "oauth1_difference.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem ours = { 0 }, theirs = { 0 }, words = { 0 };
	const uint8_t *const part = memchr(data, '\n', size);
	const size_t len = part == NULL ? size : (size_t)(part - data);

	if (size == 0)
		return 0;
	mem_add(&ours, data, len);
	if (part != NULL)
		mem_add(&theirs, part + 1, size - len - 1);
	if (oauth1_difference(mem_str(&ours), mem_str(&theirs), &words)) {
		if (words.len == 0 || words.len > 4000 ||
		    memchr(words.data, '\n', words.len) != NULL)
			abort();
	} else if (words.len != 0 ||
	    strncmp(mem_str(&ours), mem_str(&theirs), strlen(mem_str(&ours))) !=
		0) {
		abort();
	}
	mem_cut(&words, 0);
	oauth1_explain(mem_str(&ours), &words);
	mem_release(&ours);
	mem_release(&theirs);
	mem_release(&words);
	return 0;
}
