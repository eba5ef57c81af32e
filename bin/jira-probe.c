/* jira-probe: tell what answers at a URL, and what a credential may do. */

#include <err.h>
#include <stdlib.h>
#include <unistd.h>

#include "conn.h"
#include "http.h"
#include "mem.h"
#include "option.h"
#include "probe.h"
#include "reach.h"
#include "token.h"
#include "tool.h"
#include "why.h"

/* What the command line asks for. */
struct call {
	const char *connection;
	bool json, table;
	struct http_options net;
};

static const struct option_row rows[] = {
	{ 'c', "connection", "conn", "the connection; default $JIRA_CONNECTION",
	    OPTION_TO(struct call, connection) },
	{ 'j', "json", NULL, "print JSON, also on a terminal",
	    OPTION_TO(struct call, json) },
	{ 0, "table", NULL, "print a table, also where there is no terminal",
	    OPTION_TO(struct call, table) },
	{ 0 },
};

static const struct options options = {
	.operands = "[url]",
	.rows = rows,
	.shared = reach_options,
	.shared_at = offsetof(struct call, net),
	.operand = "url",
};

static int
print(const struct call *call, const struct probe *probe, struct why *why)
{
	struct mem out = { 0 };
	int rv;

	if (call->table || (!call->json && isatty(STDOUT_FILENO)))
		probe_table(probe, &out);
	else
		probe_report(probe, &out);
	rv = tool_write(&out, why);
	mem_release(&out);
	return rv;
}

/* The connection, where no URL is given, with its token as it is. */
static int
open_conn(const struct call *call, struct conn *conn, struct mem *url,
    struct why *why)
{
	if (conn_open(conn, call->connection, why) == -1 ||
	    conn_need(conn, "/url", url, why) == -1)
		return -1;
	return token_as_is(conn, &call->net, why);
}

int
main(int argc, char *argv[])
{
	struct call call = { .net = {
				 .certificate = true, .trace = tool_warn } };
	struct probe probe = { 0 };
	struct conn conn = { 0 };
	struct http *http = NULL;
	struct mem url = { 0 };
	struct why why = { 0 };

	tool_begin();

	while (tool_option(argc, argv, &options, &call) != NULL)
		continue;
	if (argc - optind > 1 || (call.json && call.table) ||
	    (optind < argc && call.connection != NULL))
		tool_usage(&options);
	if (optind == argc && call.connection == NULL &&
	    getenv("JIRA_CONNECTION") == NULL)
		errx(WHY_USAGE, "the URL is missing, or a connection (-c)");

	if (optind < argc)
		mem_puts(&url, argv[optind]);
	else if (open_conn(&call, &conn, &url, &why) == -1)
		goto out;
	if ((http = http_new(&call.net, &why)) == NULL)
		goto out;
	if (probe_look(&probe, http, mem_str(&url),
		optind < argc ? NULL : &conn, &why) == -1)
		goto out;
	if (print(&call, &probe, &why) == -1)
		goto out;
out:
	http_free(http);
	probe_release(&probe);
	conn_release(&conn);
	mem_release(&url);
	return tool_finish(&why);
}
