/* jira-request: make one authenticated request, or page through many. */

#include <err.h>
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
#include "mem.h"
#include "option.h"
#include "option_slot.h"
#include "reach.h"
#include "token.h"
#include "tool.h"
#include "why.h"

/* Options that have no letters. */
enum {
	BATCH = REACH_NEXT,
	ETAG,
	FORM,
	INPUT,
	ITEMS,
	JOBS,
	LIMIT,
	PAGINATE,
	RESUME,
	RETRY_UNSAFE,
	SLURP
};

/* What the command line asks for. */
struct order {
	const char *connection;
	bool batch;
	unsigned int jobs; /* 0: as many as usual */
	struct call call;
	struct http_options net;
	struct fetch fetch;
};

static const char usage[] =
    "usage: jira-request [-hivV] [-c conn] [-F name=value] [-f name=text]\n"
    "                    [-H header] [-o file] [-q program] [-X method]\n"
    "                    [--allow-http] [--batch] [--cacert file] "
    "[--cert file]\n"
    "                    [--etag] [--form name=value] [--input file]\n"
    "                    [--items | --slurp] [--jobs number] [--key file]\n"
    "                    [--limit number] [--max-time seconds] "
    "[--paginate]\n"
    "                    [--resume file] [--retries number] "
    "[--retry-unsafe]\n"
    "                    [[method] path]\n";

static const struct option_row rows[] = {
	{ BATCH, "batch", NULL,
	    "make the requests of standard input, lines of JSON", NULL },
	{ 'c', "connection", "conn", "the connection; default $JIRA_CONNECTION",
	    NULL },
	{ ETAG, "etag", NULL,
	    "leave the file of -o alone while the server has nothing new",
	    NULL },
	{ 'F', "field", "name=value",
	    "as -f, but JSON's true, false, null and numbers are those, and "
	    "@file is its contents",
	    NULL },
	{ FORM, "form", "name=value",
	    "a part of a form, to be sent as the body; name=@file attaches a "
	    "file",
	    NULL },
	{ 'H', "header", "header", "add a header, \"Name: value\"", NULL },
	{ 'i', "include", NULL, "print the answer's head, too", NULL },
	{ INPUT, "input", "file", "send this file as the body; - is stdin",
	    NULL },
	{ ITEMS, "items", NULL,
	    "all pages of a list, each of its items on a line", NULL },
	{ JOBS, "jobs", "number", "so many of them at a time; default 4",
	    NULL },
	{ 'q', "jq", "program", "print what jq makes of the answer", NULL },
	{ LIMIT, "limit", "number", "no more items than this", NULL },
	{ 'X', "method", "method", "as the operand", NULL },
	{ 'o', "output", "file", "write to this file, once all is well", NULL },
	{ PAGINATE, "paginate", NULL, "all pages of a list, as they come",
	    NULL },
	{ 'f', "raw-field", "name=text",
	    "a member of the body, or of the query of a GET", NULL },
	{ RESUME, "resume", "file",
	    "note in this file how far it got, and go on from there", NULL },
	{ RETRY_UNSAFE, "retry-unsafe", NULL,
	    "try again also what might then be done twice", NULL },
	{ SLURP, "slurp", NULL, "all pages of a list, as one array", NULL },
	{ 'v', "verbose", NULL, "tell of each request on standard error",
	    NULL },
	{ 0 },
};

/* Where those go that need no more than that. */
static const struct option_slot slots[] = {
	OPTION_SLOT(BATCH, struct order, batch),
	OPTION_SLOT(ETAG, struct order, fetch.etag),
	OPTION_SLOT('i', struct order, fetch.head),
	OPTION_RANGE(JOBS, struct order, jobs, 1, FLIGHT_JOBS_MAX),
	OPTION_SLOT('q', struct order, fetch.program),
	OPTION_RANGE(LIMIT, struct order, fetch.limit, 1, INT64_MAX),
	OPTION_SLOT('X', struct order, call.method),
	OPTION_SLOT('o', struct order, fetch.output),
	OPTION_SLOT(PAGINATE, struct order, fetch.paginate),
	OPTION_SLOT(RESUME, struct order, fetch.resume),
	OPTION_SLOT(RETRY_UNSAFE, struct order, net.unsafe),
	{ 0 },
};

static const struct options options = {
	.usage = usage,
	.rows = rows,
	.shared = reach_options,
	.operand = "path",
};

/* A line that stays in its place is no use among others. */
static bool
shows(const struct order *order)
{
	return order->net.trace == NULL && tool_status_shows();
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
		warnx("%s", warning.msg);
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

	if (order->connection == NULL && conn_is_input(NULL) &&
	    call_reads(call, "-", why) == -1)
		return -1;
	/* What is only of a list says that it is one. */
	fetch->paginate = fetch->paginate || fetch->limit > 0 ||
	    fetch->resume != NULL || fetch->form != ITEMS_PAGES;
	if (order->batch && count == 0)
		return call_reads(call, "-", why);
	if (order->batch || count < 1 || count > 2 ||
	    (count == 2 && call->method != NULL)) {
		why->status = (enum status)tool_usage(&options);
		return -1;
	}
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

static int
take_form(struct order *order, enum items_form form, struct why *why)
{
	if (order->fetch.form != ITEMS_PAGES && order->fetch.form != form)
		return why_setx(
		    why, WHY_USAGE, "--items and --slurp: choose one of them");
	order->fetch.form = form;
	return 0;
}

/* Take one option.  Returns 0, or -1 and why (WHY_USAGE). */
static int
take_option(struct order *order, const struct option_row *option,
    const char *arg, struct why *why)
{
	struct call *call = &order->call;
	int rv;

	if ((rv = option_store(slots, option, arg, order, why)) != 0 ||
	    (rv = reach_option(&order->net, option->code, arg, why)) != 0)
		return rv == -1 ? -1 : 0;
	switch (option->code) {
	case 'c':
		order->connection = arg;
		return call_reads(call, arg, why);
	case 'F':
		return call_field(call, arg, true, why);
	case 'f':
		return call_field(call, arg, false, why);
	case FORM:
		return form_add(&call->form, arg, why);
	case 'H':
		return call_header(call, arg, why);
	case INPUT:
		call->input = arg;
		return call_reads(call, arg, why);
	case ITEMS:
		return take_form(order, ITEMS_LINES, why);
	case SLURP:
		return take_form(order, ITEMS_SLURP, why);
	default:
		order->net.trace = warnx;
		return 0;
	}
}

int
main(int argc, char *argv[])
{
	struct order order = { 0 };
	struct conn conn = { 0 };
	struct why why = { 0 };
	const struct option_row *option;

	tool_begin();

	while ((option = tool_option(argc, argv, &options)) != NULL)
		if (take_option(&order, option, optarg, &why) == -1)
			goto out;
	if (take_operands(&order, argc - optind, argv + optind, &why) == -1 ||
	    check_order(&order, &why) == -1)
		goto out;

	if (token_open(&conn, order.connection, &order.net, warnx, &why) == -1)
		goto out;
	if ((order.batch ? run_batch : run_fetch)(&order, &conn, &why) == -1)
		goto out;
out:
	conn_release(&conn);
	call_release(&order.call);
	return tool_finish(&why);
}
