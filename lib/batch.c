/* batch: many requests as lines of JSON, and their answers as such lines. */

#include <poll.h>
#include <string.h>

#include "batch.h"
#include "caller.h"
#include "clock.h"
#include "endpoint.h"
#include "flight.h"
#include "head.h"
#include "http.h"
#include "lines.h"
#include "manners.h"
#include "mem.h"
#include "progress.h"
#include "request.h"
#include "why.h"

enum {
	BLOCK = 1 << 16,  /* bytes to read at once */
	DELIVER = 1 << 16 /* bytes to pass on at once, where there are many */
};

struct run {
	const struct batch *batch;
	struct flight *flight;
	struct request request; /* the one that is read */
	struct lines lines;
	struct mem input; /* whole lines, of which those up to at are put */
	size_t at, number;
	bool end; /* of the input; broken is why, if it was early */
	struct why broken;
	struct mem out; /* lines to be delivered */
	struct progress progress;
	uint64_t failed;
	size_t first_line;
	struct why first; /* of the failures */
	bool mixed;       /* not all failed with the status of the first */
};

static void
run_release(struct run *run)
{
	flight_free(run->flight);
	request_release(&run->request);
	lines_release(&run->lines);
	mem_release(&run->input);
	mem_release(&run->out);
}

/* What the line did not say, the command line does. */
static void
add_more(struct mem *headers, const struct mem *more)
{
	const char *rest = more->data, *line;
	size_t left = more->len, len;
	struct mem name = { 0 }, value = { 0 };

	while (head_line(&rest, &left, &line, &len)) {
		mem_cut(&name, 0);
		mem_cut(&value, 0);
		mem_add(&name, line, strcspn(line, ":"));
		if (head_get(more, mem_str(&name), &value))
			manners_default(
			    headers, mem_str(&name), mem_str(&value));
	}
	mem_release(&name);
	mem_release(&value);
}

/* What is wrong with a request is wrong with its line. */
static int
blame(const struct run *run, size_t line, struct why *why)
{
	why->status = WHY_INPUT;
	return why_at(why, "%s:%zu", run->batch->name, line);
}

/* Read a line, and put its request in its place. */
static int
read_request(struct run *run, const char *line, size_t len, struct why *why)
{
	const struct batch *batch = run->batch;
	struct request *from = &run->request;
	struct http_request request = { .max = BATCH_BODY_MAX };
	struct mem url = { 0 };
	int rv = -1;

	if (request_read(from, batch->name, run->number, line, len, why) == -1)
		goto out;
	if (endpoint_join(batch->conn, mem_str(&from->url), &url, why) == -1 ||
	    manners_check(&from->headers, why) == -1) {
		blame(run, run->number, why);
		goto out;
	}
	add_more(&from->headers, batch->headers);
	manners_add(&from->headers, mem_str(&from->method), NULL);
	if (mem_check(&from->headers, why) == -1)
		goto out;
	request.method = mem_str(&from->method);
	request.url = mem_str(&url);
	request.headers = &from->headers;
	rv = flight_put(run->flight, &request,
	    from->has_body ? &from->body : NULL, (void *)(uintptr_t)run->number,
	    why);
out:
	mem_release(&url);
	return rv;
}

/* Put the requests that have been read, as far as there is room. */
static void
put_some(struct run *run)
{
	const char *line, *newline;
	struct why why = { 0 };
	size_t len;

	while (run->at < run->input.len && flight_has_room(run->flight)) {
		line = run->input.data + run->at;
		len = run->input.len - run->at;
		if ((newline = memchr(line, '\n', len)) != NULL)
			len = (size_t)(newline - line);
		run->at += len + (newline != NULL);
		run->number++;
		if (strspn(line, " \t\r") >= len)
			continue;
		if (read_request(run, line, len, &why) == -1)
			flight_put_failed(
			    run->flight, (void *)(uintptr_t)run->number, &why);
	}
}

static bool
is_readable(int fd)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };

	return poll(&pollfd, 1, 0) > 0;
}

/* Read and put more, without waiting while any request is under way. */
static void
fill(struct run *run)
{
	size_t first;
	int rv;

	put_some(run);
	while (!run->end && flight_has_room(run->flight) &&
	    (flight_inside(run->flight) == 0 || is_readable(run->lines.fd))) {
		run->at = 0;
		rv = lines_read(&run->lines, &run->input, &first, &run->broken);
		if (rv <= 0)
			run->end = true;
		put_some(run);
	}
}

/* Note what became of a request, in a line of output. */
static void
settle(struct run *run, struct flight_end *end)
{
	struct why why = { 0 };
	const struct why *failed = NULL;

	if (end->rv == -1 && end->why.status == WHY_USAGE)
		blame(run, (size_t)(uintptr_t)end->tag, &end->why);
	if (end->rv == -1)
		failed = &end->why;
	else if (caller_verdict(run->batch->caller, &end->request, &end->reply,
		     &why) == -1)
		failed = &why;
	batch_line(&run->out, end, run->batch->head, failed);
	run->progress.done++;
	if (failed == NULL)
		return;
	if (run->failed++ == 0) {
		run->first = *failed;
		run->first_line = (size_t)(uintptr_t)end->tag;
	}
	run->mixed = run->mixed || failed->status != run->first.status;
}

static int
deliver(struct run *run, struct why *why)
{
	const struct batch *batch = run->batch;

	if (run->out.len == 0)
		return mem_check(&run->out, why);
	if (mem_check(&run->out, why) == -1 ||
	    batch->deliver(&run->out, why) == -1)
		return -1;
	mem_cut(&run->out, 0);
	if (batch->show != NULL &&
	    progress_due(&run->progress, clock_seconds()))
		batch->show(&run->progress);
	return 0;
}

/* Wait for the next answer or request, and take all that have ended. */
static int
take_some(struct run *run, struct why *why)
{
	const bool more = !run->end && flight_has_room(run->flight) &&
	    run->at == run->input.len;
	struct flight_end end = { 0 };
	int rv, wait = -1;

	while ((rv = flight_take(run->flight, more ? run->lines.fd : -1, wait,
		    &end, why)) == 1) {
		settle(run, &end);
		flight_end_release(&end);
		if (run->out.len >= DELIVER)
			break;
		wait = 0;
	}
	return rv == -1 ? -1 : deliver(run, why);
}

/* How it all went, in one reason. */
static int
conclude(const struct run *run, struct why *why)
{
	if (run->broken.status != WHY_OK) {
		*why = run->broken;
		return -1;
	}
	if (run->failed == 0)
		return 0;
	return why_setx(why, run->mixed ? WHY_NO : run->first.status,
	    "%llu of %llu requests failed, the first on line %zu: %s",
	    (unsigned long long)run->failed,
	    (unsigned long long)run->progress.done, run->first_line,
	    run->first.msg);
}

int
batch_run(const struct batch *batch, struct why *why)
{
	struct run run = {
		.batch = batch,
		.lines = {
			.fd = batch->fd,
			.wake = -1,
			.name = batch->name,
			.block = BLOCK,
			.max = BATCH_LINE_MAX,
			.partly = true,
		},
	};
	int rv = -1;

	run.flight = flight_new(
	    batch->options, caller_signer(batch->caller), batch->jobs, why);
	if (run.flight == NULL)
		goto out;
	progress_begin(&run.progress, "requests", clock_seconds());
	do {
		fill(&run);
		if (take_some(&run, why) == -1)
			goto out;
	} while (!run.end || flight_inside(run.flight) > 0 ||
	    run.at < run.input.len);
	rv = conclude(&run, why);
out:
	run_release(&run);
	return rv;
}
