/* A report is put into words on one line, whatever the server sent. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "oauth1_problem.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct oauth1_problem problem;
	struct mem header = { 0 }, words = { 0 };
	enum status status;
	int way;

	mem_add(&header, data, size);
	for (way = 0; way < 2; way++) {
		if (oauth1_problem_read(&problem,
			way == 0 ? (const char *)data : NULL, size,
			way == 0 ? NULL : mem_str(&header))) {
			mem_cut(&words, 0);
			status = oauth1_problem_words(&problem, &words);
			if (status < WHY_USAGE || status > WHY_CONFIG)
				abort();
			if (words.len == 0 || words.len > 2000 ||
			    memchr(words.data, '\n', words.len) != NULL)
				abort();
			if (problem.has_clock && problem.clock < 0)
				abort();
		}
		oauth1_problem_release(&problem);
	}
	mem_release(&header);
	mem_release(&words);
	return 0;
}
