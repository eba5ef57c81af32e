/* fetch: make a call with a connection, and put what comes where it is to be.
 */

#include <sha2.h>
#include <stdint.h>

#include "answer.h"
#include "call.h"
#include "caller.h"
#include "etag.h"
#include "fetch.h"
#include "http.h"
#include "items.h"
#include "json.h"
#include "mem.h"
#include "output.h"
#include "pager.h"
#include "why.h"

/* One run. */
struct run {
	const struct fetch *fetch;
	struct http_request request;
	struct mem key; /* stands for all that makes two runs the same */
	struct json *program;
	struct output output;
	struct caller *caller;
};

static int
ask(void *arg, const struct http_request *request, struct http_reply *reply,
    struct why *why)
{
	if (caller_send(arg, request, reply, why) == -1)
		return -1;
	return caller_verdict(arg, request, reply, why);
}

static int
make_key(struct run *run, struct why *why)
{
	const struct fetch *fetch = run->fetch;
	const struct call *call = fetch->call;
	char hash[SHA256_DIGEST_STRING_LENGTH];
	struct mem all = { 0 };
	int rv;

	mem_printf(&all, "%s %s\n%d\n%s\n", call->method, mem_str(&call->url),
	    (int)fetch->form, fetch->program == NULL ? "" : fetch->program);
	mem_add(&all, call->headers.data, call->headers.len);
	mem_putc(&all, '\n');
	mem_add(&all, call->body.data, call->body.len);
	if ((rv = mem_check(&all, why)) == 0)
		mem_puts(&run->key,
		    SHA256Data((const void *)all.data, all.len, hash));
	mem_release(&all);
	return rv == 0 ? mem_check(&run->key, why) : -1;
}

/* All pages of a list. */
static int
list(struct run *run, struct why *warning, struct why *why)
{
	const struct fetch *fetch = run->fetch;
	struct items items = {
		.form = fetch->form,
		.program = run->program,
		.output = &run->output,
		.limit = fetch->limit,
	};
	struct pager pager = {
		.ask = ask,
		.arg = run->caller,
		.items = &items,
		.resume = fetch->resume,
		.key = mem_str(&run->key),
		.show = fetch->show,
	};
	int rv;

	if ((rv = pager_run(&pager, &run->request, warning, why)) == 0)
		rv = output_finish(&run->output, why);
	items_release(&items);
	return rv;
}

/* One answer. */
static int
get(struct run *run, struct why *why)
{
	const struct fetch *fetch = run->fetch;
	const struct answer answer = { fetch->head, run->program,
		&run->output };
	struct http_reply reply = { 0 };
	struct why lost = { 0 };
	int rv;

	answer_prepare(&answer, &run->request);
	rv = ask(run->caller, &run->request, &reply, why);
	if (reply.status != 0 &&
	    answer_put(&answer, &reply, rv == 0, &lost) == -1) {
		*why = lost;
		rv = -1;
	}
	if (rv == 0 && fetch->etag)
		rv = etag_keep(
		    fetch->output, mem_str(&run->key), &reply.head, why);
	http_reply_release(&reply);
	return rv;
}

/* Whatever can be wrong before anything is sent. */
static int
prepare(struct run *run, struct conn *conn, struct why *why)
{
	const struct fetch *fetch = run->fetch;
	struct call *call = fetch->call;

	if (fetch->program != NULL &&
	    (run->program = json_compile(fetch->program, why)) == NULL)
		return why_at(why, "--jq");
	if (call_compose(call, conn, why) == -1 || make_key(run, why) == -1)
		return -1;
	if (fetch->etag &&
	    etag_ask(fetch->output, mem_str(&run->key), &call->headers, why) ==
		-1)
		return -1;
	run->request = (struct http_request){
		.method = call->method,
		.url = mem_str(&call->url),
		.headers = &call->headers,
		.body = call->body.len == 0 ? NULL : call->body.data,
		.len = call->body.len,
		.parts = call->form.parts,
		.part_count = call->form.count,
	};
	return output_open(&run->output, fetch->output, why);
}

int
fetch_run(const struct fetch *fetch, struct conn *conn, struct why *warning,
    struct why *why)
{
	struct run run = { .fetch = fetch, .output.stage.fd = -1 };
	int rv = -1;

	if (prepare(&run, conn, why) == -1)
		goto out;
	if ((run.caller = caller_new(conn, fetch->net, why)) == NULL)
		goto out;
	rv = fetch->paginate ? list(&run, warning, why) : get(&run, why);
out:
	caller_free(run.caller);
	output_release(&run.output);
	json_free(run.program);
	mem_release(&run.key);
	return rv;
}
