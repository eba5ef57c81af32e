/* jira-request: make one authenticated request, or page through many. */

#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "call.h"
#include "caller.h"
#include "conn.h"
#include "fetch.h"
#include "flight.h"
#include "http.h"
#include "json.h"
#include "mem.h"
#include "option.h"
#include "reach.h"
#include "token.h"
#include "tool.h"
#include "why.h"

/* What the command line asks for. */
struct order {
	const char *connection;
	bool batch, items, slurp;
	unsigned int jobs; /* 0: as many as usual */
	struct call call;
	struct http_options net;
	struct fetch fetch;
};

static int
take_field(void *call, const char *arg, struct why *why)
{
	return call_field(call, arg, true, why);
}

static int
take_raw_field(void *call, const char *arg, struct why *why)
{
	return call_field(call, arg, false, why);
}

static int
take_part(void *form, const char *arg, struct why *why)
{
	return form_add(form, arg, why);
}

static int
take_header(void *call, const char *arg, struct why *why)
{
	return call_header(call, arg, why);
}

static const struct option_row rows[] = {
	{ 0, "batch", NULL,
	    "make the requests of standard input, lines of JSON",
	    OPTION_TO(struct order, batch) },
	{ 'c', "connection", "conn", "the connection; default $JIRA_CONNECTION",
	    OPTION_TO(struct order, connection) },
	{ 0, "etag", NULL,
	    "leave the file of -o alone while the server has nothing new",
	    OPTION_TO(struct order, fetch.etag) },
	{ 'F', "field", "name=value",
	    "as -f, but JSON's true, false, null and numbers are those, and "
	    "@file is its contents",
	    OPTION_BY(struct order, call, take_field) },
	{ 0, "form", "name=value",
	    "a part of a form, to be sent as the body; name=@file attaches a "
	    "file",
	    OPTION_BY(struct order, call.form, take_part) },
	{ 'H', "header", "header", "add a header, \"Name: value\"",
	    OPTION_BY(struct order, call, take_header) },
	{ 'i', "include", NULL, "print the answer's head, too",
	    OPTION_TO(struct order, fetch.head) },
	{ 0, "input", "file", "send this file as the body; - is stdin",
	    OPTION_TO(struct order, call.input) },
	{ 0, "items", NULL, "all pages of a list, each of its items on a line",
	    OPTION_TO(struct order, items) },
	{ 0, "jobs", "number", "so many of them at a time; default 4",
	    OPTION_RANGE(struct order, jobs, 1, FLIGHT_JOBS_MAX) },
	{ 'q', "jq", "program", "print what jq makes of the answer",
	    OPTION_TO(struct order, fetch.program) },
	{ 0, "limit", "number", "no more items than this",
	    OPTION_RANGE(struct order, fetch.limit, 1, INT64_MAX) },
	{ 'X', "method", "method", "as the operand",
	    OPTION_TO(struct order, call.method) },
	{ 'o', "output", "file", "write to this file, once all is well",
	    OPTION_TO(struct order, fetch.output) },
	{ 0, "paginate", NULL, "all pages of a list, as they come",
	    OPTION_TO(struct order, fetch.paginate) },
	{ 'f', "raw-field", "name=text",
	    "a member of the body, or of the query of a GET",
	    OPTION_BY(struct order, call, take_raw_field) },
	{ 0, "resume", "file",
	    "note in this file how far it got, and go on from there",
	    OPTION_TO(struct order, fetch.resume) },
	{ 0, "retry-unsafe", NULL,
	    "try again also what might then be done twice",
	    OPTION_TO(struct order, net.unsafe) },
	{ 0, "slurp", NULL, "all pages of a list, as one array",
	    OPTION_TO(struct order, slurp) },
	{ 0 },
};

static const struct options options = {
	.operands = "[--items | --slurp] [[method] path]",
	.rows = rows,
	.shared = reach_options,
	.shared_at = offsetof(struct order, net),
	.operand = "path",
};

/* A line that stays in its place is no use among others. */
static bool
shows(const struct order *order)
{
	return !order->net.verbose && tool_status_shows();
}

/* One request, or all pages of a list. */
static int
run_fetch(struct order *order, struct conn *conn, struct why *why)
{
	struct why warning = { 0 };
	int rv;

	order->fetch.call = &order->call;
	order->fetch.net = &order->net;
	if (shows(order))
		order->fetch.show = tool_progress;
	rv = fetch_run(&order->fetch, conn, &warning, why);
	tool_status(NULL);
	if (warning.msg[0] != '\0')
		tool_warn("%s", warning.msg);
	return rv;
}

/* Many requests. */
static int
run_batch(struct order *order, struct conn *conn, struct why *why)
{
	struct batch batch = {
		.fd = STDIN_FILENO,
		.name = "<stdin>",
		.jobs = order->jobs != 0 ? order->jobs : BATCH_JOBS,
		.head = order->fetch.head,
		.conn = conn,
		.options = &order->net,
		.headers = &order->call.headers,
		.deliver = tool_write,
	};
	int rv = -1;

	if (shows(order))
		batch.show = tool_progress;
	if ((batch.caller = caller_new(conn, &order->net, why)) != NULL)
		rv = batch_run(&batch, why);
	tool_status(NULL);
	caller_free(batch.caller);
	return rv;
}

/* "path" or "method path", and neither where standard input has them. */
static int
take_operands(struct order *order, int count, char *operands[], struct why *why)
{
	struct call *call = &order->call;
	struct fetch *fetch = &order->fetch;

	if (conn_is_input(order->connection) &&
	    call_reads(call, "-", why) == -1)
		return -1;
	if (call->input != NULL && call_reads(call, call->input, why) == -1)
		return -1;
	if (order->items || order->slurp)
		fetch->form = order->items ? ITEMS_LINES : ITEMS_SLURP;
	/* What is only of a list says that it is one. */
	fetch->paginate = fetch->paginate || fetch->limit > 0 ||
	    fetch->resume != NULL || fetch->form != ITEMS_PAGES;
	if (order->batch && count == 0)
		return call_reads(call, "-", why);
	if (order->batch || count < 1 || count > 2 ||
	    (count == 2 && call->method != NULL))
		tool_usage(&options);
	call->path = operands[count - 1];
	if (count == 2)
		call->method = operands[0];
	if (call->method == NULL)
		call->method = call->fields.count > 0 || call_has_body(call)
		    ? "POST"
		    : "GET";
	if (call_has_body(call) && call_only_reads(call))
		return why_setx(why, WHY_USAGE, "%s: %s takes no body",
		    call->input != NULL ? "--input" : "--form", call->method);
	if (call->input != NULL && call->form.count > 0)
		return why_setx(
		    why, WHY_USAGE, "--input and --form: choose one of them");
	return 0;
}

/* What cannot be had at once. */
static int
check_order(const struct order *order, struct why *why)
{
	const char *method = order->call.method;

	if (order->items && order->slurp)
		return why_setx(
		    why, WHY_USAGE, "--items and --slurp: choose one of them");
	if (order->batch &&
	    (method != NULL || call_has_body(&order->call) ||
		order->call.fields.count > 0))
		return why_setx(why, WHY_USAGE,
		    "--batch: what is sent stands on standard input");
	if (order->batch &&
	    (order->fetch.etag || order->fetch.paginate ||
		order->fetch.program != NULL || order->fetch.output != NULL))
		return why_setx(why, WHY_USAGE,
		    "--batch: writes lines of its own to standard output");
	if (!order->batch && order->jobs != 0)
		return why_setx(why, WHY_USAGE,
		    "--jobs: of more than one request: --batch");
	if (order->fetch.head &&
	    (order->fetch.paginate || order->fetch.program != NULL ||
		order->fetch.output != NULL))
		return why_setx(why, WHY_USAGE,
		    "--include: only of one answer, on standard output");
	if (order->fetch.etag &&
	    (order->fetch.output == NULL || order->fetch.paginate))
		return why_setx(why, WHY_USAGE,
		    "--etag: only of one answer, in a file: use -o");
	if (order->fetch.etag && strcmp(method, "GET") != 0)
		return why_setx(
		    why, WHY_USAGE, "--etag: has no meaning for %s", method);
	if (order->fetch.paginate && strcmp(method, "GET") != 0 &&
	    strcmp(method, "POST") != 0)
		return why_setx(
		    why, WHY_USAGE, "--paginate: %s has no pages", method);
	if (order->fetch.resume != NULL &&
	    (order->fetch.output != NULL || order->fetch.form == ITEMS_SLURP))
		return why_setx(why, WHY_USAGE,
		    "--resume: neither a document nor a file of -o can be gone "
		    "on with: use --items, and >>");
	return 0;
}

int
main(int argc, char *argv[])
{
	struct order order = { .net.trace = tool_warn };
	struct conn conn = { 0 };
	struct why why = { 0 };

	tool_begin();

	while (tool_option(argc, argv, &options, &order) != NULL)
		continue;
	if (take_operands(&order, argc - optind, argv + optind, &why) == -1 ||
	    check_order(&order, &why) == -1)
		goto out;

	if (token_open(&conn, order.connection, &order.net, tool_warn, &why) ==
	    -1)
		goto out;
	if ((order.batch ? run_batch : run_fetch)(&order, &conn, &why) == -1)
		goto out;
out:
	conn_release(&conn);
	call_release(&order.call);
	return tool_finish(&why);
}
