/* jira-request: make one authenticated request, or page through many. */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "caller.h"
#include "conn.h"
#include "endpoint.h"
#include "field.h"
#include "head.h"
#include "http.h"
#include "mem.h"
#include "option.h"
#include "reach.h"
#include "token.h"
#include "tool.h"
#include "url.h"
#include "why.h"

enum {
	INPUT_MAX = 1 << 28, /* bytes of a body to send */
	INPUT = REACH_NEXT,  /* --input, and more that has no letter */
	RETRY_UNSAFE
};

/* What the command line asks for. */
struct order {
	const char *connection, *method, *path, *input;
	bool head; /* show the answer's */
	struct fields fields;
	struct mem headers;
	struct http_options net;
};

static const char usage[] =
    "usage: jira-request [-hivV] [-c conn] [-F name=value] [-f name=text]\n"
    "                    [-H header] [-X method] [--allow-http] "
    "[--cacert file]\n"
    "                    [--cert file] [--input file] [--key file]\n"
    "                    [--max-time seconds] [--retries number] "
    "[--retry-unsafe]\n"
    "                    [method] path\n";

static const struct option_row rows[] = {
	{ 'c', "connection", "conn", "the connection; default $JIRA_CONNECTION",
	    NULL },
	{ 'F', "field", "name=value",
	    "as -f, but JSON's true, false, null and numbers are those, and "
	    "@file is its contents",
	    NULL },
	{ 'H', "header", "header", "add a header, \"Name: value\"", NULL },
	{ 'i', "include", NULL, "print the answer's head, too", NULL },
	{ INPUT, "input", "file", "send this file as the body; - is stdin",
	    NULL },
	{ 'X', "method", "method", "as the operand", NULL },
	{ 'f', "raw-field", "name=text",
	    "a member of the body, or of GET's query", NULL },
	{ RETRY_UNSAFE, "retry-unsafe", NULL,
	    "try again also what might then be done twice", NULL },
	{ 'v', "verbose", NULL, "tell of each request on standard error",
	    NULL },
	{ 0 },
};

static const struct options options = {
	.usage = usage,
	.rows = rows,
	.shared = reach_options,
	.operand = "path",
};

/* Whoever reads standard input after another would find it empty. */
static int
take_input(const char *path, struct why *why)
{
	static bool taken;

	if (strcmp(path, "-") != 0)
		return 0;
	if (taken)
		return why_setx(
		    why, WHY_USAGE, "standard input can be read only once");
	taken = true;
	return 0;
}

static int
read_field(const char *path, size_t max, struct mem *mem, struct why *why)
{
	if (take_input(path, why) == -1)
		return -1;
	return tool_read(path, max, mem, why);
}

/* Those that let in come from the connection alone. */
static int
add_header(struct order *order, const char *header, struct why *why)
{
	static const char *const secret[] = { "Authorization", "Cookie",
		"Proxy-Authorization" };
	struct mem line = { 0 }, value = { 0 };
	size_t i;
	int rv = -1;

	if (head_add(&line, header, why) == -1)
		goto out;
	for (i = 0; i < sizeof secret / sizeof secret[0]; i++)
		if (head_get(&line, secret[i], &value)) {
			why_setx(why, WHY_USAGE,
			    "header %s: comes from the connection alone",
			    secret[i]);
			goto out;
		}
	mem_add(&order->headers, line.data, line.len);
	rv = mem_check(&order->headers, why);
out:
	mem_release(&line);
	mem_release(&value);
	return rv;
}

static void
add_default(struct mem *headers, const char *name, const char *value)
{
	struct mem given = { 0 };

	if (!head_get(headers, name, &given))
		mem_printf(headers, "%s: %s\n", name, value);
	mem_release(&given);
}

static bool
is_reading(const struct order *order)
{
	return strcmp(order->method, "GET") == 0 ||
	    strcmp(order->method, "HEAD") == 0;
}

/* The fields are the body, but for GET and beside another body the query. */
static int
add_fields(const struct order *order, struct mem *url, struct mem *body,
    struct why *why)
{
	if (order->fields.count == 0)
		return 0;
	if (order->input == NULL && !is_reading(order))
		return fields_json(&order->fields, body, why);
	mem_putc(url, strchr(mem_str(url), '?') == NULL ? '?' : '&');
	mem_add(url, order->fields.query.data, order->fields.query.len);
	return mem_check(url, why);
}

static int
compose(struct order *order, const struct conn *conn, struct mem *url,
    struct mem *body, struct why *why)
{
	if (endpoint_join(conn, order->path, url, why) == -1 ||
	    add_fields(order, url, body, why) == -1)
		return -1;
	if (order->input != NULL &&
	    tool_read(order->input, INPUT_MAX, body, why) == -1)
		return -1;
	/* Some resources of Jira answer in XML to those who do not say. */
	add_default(&order->headers, "Accept", "application/json, */*;q=0.5");
	if (body->len > 0)
		add_default(
		    &order->headers, "Content-Type", "application/json");
	/* Jira would otherwise take some of these for a forgery. */
	if (!is_reading(order))
		add_default(&order->headers, "X-Atlassian-Token", "no-check");
	return mem_check(&order->headers, why);
}

/* The answer, if it is one or was to be shown whatever it is. */
static int
print(const struct order *order, const struct http_reply *reply, bool good,
    struct why *why)
{
	if (order->head && tool_write(&reply->head, why) == -1)
		return -1;
	if (order->head || good)
		return tool_write(&reply->body, why);
	return 0;
}

static int
exchange(struct order *order, struct conn *conn, struct why *why)
{
	struct caller *caller = NULL;
	struct http_reply reply = { 0 };
	struct mem url = { 0 }, body = { 0 };
	struct http_request request = { .method = order->method };
	struct why lost = { 0 };
	int rv = -1;

	if (compose(order, conn, &url, &body, why) == -1)
		goto out;
	request.url = mem_str(&url);
	request.headers = &order->headers;
	request.body = body.len == 0 ? NULL : body.data;
	request.len = body.len;

	if ((caller = caller_new(conn, &order->net, why)) == NULL)
		goto out;
	if (caller_send(caller, &request, &reply, why) == -1)
		goto out;
	rv = caller_verdict(caller, &request, &reply, why);
	if (print(order, &reply, rv == 0, &lost) == -1) {
		*why = lost;
		rv = -1;
	}
out:
	caller_free(caller);
	http_reply_release(&reply);
	mem_release(&url);
	mem_release(&body);
	return rv;
}

/* "path" or "method path". */
static int
take_operands(struct order *order, int count, char *operands[], struct why *why)
{
	if (count < 1 || count > 2 || (count == 2 && order->method != NULL)) {
		why->status = (enum status)tool_usage(&options);
		return -1;
	}
	order->path = operands[count - 1];
	if (count == 2)
		order->method = operands[0];
	if (order->method == NULL)
		order->method = order->fields.count > 0 || order->input != NULL
		    ? "POST"
		    : "GET";
	if (order->input != NULL && is_reading(order))
		return why_setx(
		    why, WHY_USAGE, "--input: %s takes no body", order->method);
	return 0;
}

/* Take one option.  Returns 0, or -1 and why (WHY_USAGE). */
static int
take_option(struct order *order, int ch, const char *arg, struct why *why)
{
	int rv;

	if ((rv = reach_option(&order->net, ch, arg, why)) != 0)
		return rv == -1 ? -1 : 0;
	switch (ch) {
	case 'c':
		order->connection = arg;
		return take_input(arg, why);
	case 'F':
		return fields_add(&order->fields, arg, true, read_field, why);
	case 'f':
		return fields_add(&order->fields, arg, false, read_field, why);
	case 'H':
		return add_header(order, arg, why);
	case 'i':
		order->head = true;
		return 0;
	case INPUT:
		order->input = arg;
		return take_input(arg, why);
	case RETRY_UNSAFE:
		order->net.unsafe = true;
		return 0;
	case 'v':
		order->net.trace = warnx;
		return 0;
	case 'X':
		order->method = arg;
		return 0;
	default:
		return 0;
	}
}

int
main(int argc, char *argv[])
{
	struct order order = { 0 };
	struct conn conn = { 0 };
	struct why why = { 0 }, warning = { 0 };
	const struct option_row *option;

	tool_begin();

	while ((option = tool_option(argc, argv, &options)) != NULL)
		if (take_option(&order, option->code, optarg, &why) == -1)
			goto out;
	if (take_operands(&order, argc - optind, argv + optind, &why) == -1)
		goto out;

	if (conn_open(&conn, order.connection, &why) == -1)
		goto out;
	if (token_ready(
		&conn, &order.net, TOKEN_MARGIN, false, &warning, &why) == -1)
		goto out;
	if (warning.msg[0] != '\0')
		warnx("not renewed: %s", warning.msg);
	if (exchange(&order, &conn, &why) == -1)
		goto out;
out:
	conn_release(&conn);
	fields_release(&order.fields);
	mem_release(&order.headers);
	return tool_finish(&why);
}
