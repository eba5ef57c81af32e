/* line_run: lines through workers to standard output. */

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "line_run.h"
#include "mem.h"
#include "tool.h"
#include "why.h"

struct delivery {
	const struct line_run *run;
	bool begun; /* something was written */
};

const char *
line_run_name(const struct mem *line)
{
	return line == NULL ? tool_name(NULL) : "<operands>";
}

static int
deliver(
    void *arg, const struct mem *out, const struct mem *talk, struct why *why)
{
	struct delivery *const delivery = arg;
	const size_t skip = strlen(delivery->run->skip);
	struct mem rest = *out;

	if (file_write_fd(
		STDERR_FILENO, "<stderr>", talk->data, talk->len, why) == -1)
		return -1;
	if (delivery->run->quiet)
		return 0;
	if (!delivery->begun && out->len >= skip) {
		rest.data += out->len == 0 ? 0 : skip;
		rest.len -= skip;
		delivery->begun = out->len > 0;
	}
	return tool_write(&rest, why);
}

static int
run_line(const struct line_run *run, struct delivery *delivery, struct why *why)
{
	struct mem out = { 0 }, talk = { 0 };
	int rv;

	rv = run->work(run->workers[0], run->line->data, run->line->len, 1,
	    &out, &talk, why);
	if (rv == -1 && why->status == WHY_INPUT)
		why->status = WHY_USAGE;
	if (rv == 0)
		rv = deliver(delivery, &out, &talk, why);
	mem_release(&out);
	mem_release(&talk);
	return rv;
}

int
line_run(const struct line_run *run, struct why *why)
{
	struct delivery delivery = { .run = run };
	const struct crew crew = { .fd = STDIN_FILENO,
		.name = line_run_name(NULL),
		.jobs = run->jobs,
		.workers = run->workers,
		.work = run->work,
		.deliver = deliver,
		.arg = &delivery };

	if (run->line != NULL)
		return run_line(run, &delivery, why);
	return crew_run(&crew, why);
}
