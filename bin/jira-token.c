/* jira-token: obtain, renew, show and revoke a connection's tokens. */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "approval.h"
#include "ask.h"
#include "browse.h"
#include "conn.h"
#include "export.h"
#include "grant.h"
#include "http.h"
#include "listen.h"
#include "mem.h"
#include "option.h"
#include "reach.h"
#include "standing.h"
#include "tenant.h"
#include "token.h"
#include "tool.h"
#include "when.h"
#include "why.h"

enum {
	ANSWER_SECONDS = 300 /* for somebody to approve */
};

/* Long options that have no letter. */
enum {
	BROWSER = REACH_NEXT,
	CALLBACK,
	MARGIN,
	PASTE,
	TIMEOUT,
	WITHIN
};

/* What the command line asks for. */
struct call {
	const char *connection, *callback;
	enum export form;
	bool browser, json, paste;
	unsigned int margin, timeout;
	int64_t within; /* seconds, or -1 */
	struct http_options net;
};

static const char usage[] =
    "usage: jira-token [-hjvV] [-c conn] [-o form] [--allow-http] "
    "[--browser]\n"
    "                  [--cacert file] [--callback url] [--cert file] "
    "[--key file]\n"
    "                  [--margin seconds] [--max-time seconds] [--paste]\n"
    "                  [--retries number] [--timeout seconds] "
    "[--within time]\n"
    "                  [verb]\n";

static const struct option_row rows[] = {
	{ BROWSER, "browser", NULL, "authorize: open the URL in a browser, too",
	    NULL },
	{ CALLBACK, "callback", "url",
	    "authorize: where the browser brings the answer, or oob; default "
	    "http://localhost/callback",
	    NULL },
	{ 'c', "connection", "conn", "the connection; default $JIRA_CONNECTION",
	    NULL },
	{ 'j', "json", NULL, "status and all that change: print JSON", NULL },
	{ MARGIN, "margin", "seconds",
	    "get: renew what ends sooner; default 60", NULL },
	{ 'o', "output", "form",
	    "get: conn, curl, env, header, json, netrc or token, which is the "
	    "default",
	    "conn curl env header json netrc token" },
	{ PASTE, "paste", NULL, "authorize: have the answer pasted", NULL },
	{ TIMEOUT, "timeout", "seconds", "authorize: wait so long; default 300",
	    NULL },
	{ 'v', "verbose", NULL, "tell of each request on standard error",
	    NULL },
	{ WITHIN, "within", "time",
	    "status: exit 1 if it ends sooner; as in 7d, 12h", NULL },
	{ 0 },
};

static const struct options options = {
	.usage = usage,
	.rows = rows,
	.shared = reach_options,
	.operand = "verb",
	.operands = "authorize forget get refresh revoke status",
};

/*
 * The end of every verb that changes the connection: one that came from
 * standard input goes on to standard output, and the caller keeps it.
 */
static int
print_change(const struct call *call, const struct conn *conn, bool changed,
    struct why *why)
{
	struct mem out = { 0 };
	int rv;

	if (conn->path == NULL)
		mem_add(&out, conn->bytes.data, conn->bytes.len);
	else if (call->json)
		mem_printf(
		    &out, "{\"changed\":%s}\n", changed ? "true" : "false");
	rv = tool_write(&out, why);
	mem_release(&out);
	return rv;
}

/* The answer that the browser brings, or that somebody types. */
static int
wait_answer(const struct call *call, const struct conn *conn,
    struct listen *listen, struct approval *approval, struct mem *answer,
    struct why *why)
{
	const char *url = approval_url(approval);
	struct why ignored = { 0 };

	warnx("to approve, open %s", url);
	if (call->browser && browse(url, &ignored) == -1)
		warnx("%s", ignored.msg);
	if (listen != NULL)
		return listen_wait(listen, call->timeout, approval_judge,
		    approval, answer, why);
	return ask(approval_prompt(approval), conn->path != NULL, call->timeout,
	    answer, why);
}

/* From the question to the tokens. */
static int
obtain(const struct call *call, struct conn *conn, struct http *http,
    struct listen *listen, struct grant *grant, struct why *why)
{
	struct approval approval = { 0 };
	struct mem answer = { 0 };
	int rv = -1;

	if (approval_begin(&approval, conn, http,
		listen == NULL ? NULL : listen_url(listen), why) == -1)
		goto out;
	if (wait_answer(call, conn, listen, &approval, &answer, why) == -1)
		goto out;
	if (approval_end(&approval, mem_str(&answer), grant, why) == -1)
		goto out;
	rv = 0;
out:
	approval_release(&approval);
	mem_release(&answer);
	return rv;
}

/* What was approved is kept first: which site it is for can be said later. */
static int
keep(struct conn *conn, struct http *http, const struct grant *grant,
    struct why *unsettled, struct why *why)
{
	struct mem site = { 0 };
	int rv = -1;

	if (token_keep(conn, grant, why) == -1)
		goto out;
	rv = 0;
	if (tenant_is_open(conn) &&
	    tenant_choose(
		conn, http, mem_str(&grant->token), &site, unsettled) == 0)
		rv = token_keep_site(conn, mem_str(&site), why);
out:
	mem_release(&site);
	return rv;
}

static int
authorize(const struct call *call, struct conn *conn, struct why *why)
{
	struct grant grant = { 0 };
	struct http *http = NULL;
	struct listen *listen = NULL;
	struct mem callback = { 0 };
	struct why unsettled = { 0 };
	int rv = -1;

	if (approval_callback(
		conn, call->callback, call->paste, &callback, why) == -1)
		goto out;

	/* Nobody has to approve what could not be kept. */
	if (conn->path == NULL && tool_guard_secret(NULL, why) == -1)
		goto out;
	if (token_guard(conn, why) == -1)
		goto out;

	if (callback.len > 0 &&
	    (listen = listen_new(mem_str(&callback), why)) == NULL)
		goto out;
	if ((http = http_new(&call->net, why)) == NULL)
		goto out;
	if (obtain(call, conn, http, listen, &grant, why) == -1)
		goto out;
	if (keep(conn, http, &grant, &unsettled, why) == -1)
		goto out;
	if (print_change(call, conn, true, why) == -1)
		goto out;
	*why = unsettled;
	rv = unsettled.status == WHY_OK ? 0 : -1;
out:
	grant_release(&grant);
	http_free(http);
	listen_free(listen);
	mem_release(&callback);
	return rv;
}

static int
forget(const struct call *call, struct conn *conn, struct why *why)
{
	bool changed;

	if (conn->path == NULL && tool_guard_secret(NULL, why) == -1)
		return -1;
	if (token_forget(conn, &changed, why) == -1)
		return -1;
	return print_change(call, conn, changed, why);
}

static int
get(const struct call *call, struct conn *conn, struct why *why)
{
	struct mem out = { 0 };
	struct why warning = { 0 };
	int rv = -1;

	if (tool_guard_secret(NULL, why) == -1)
		goto out;
	if (token_ready(conn, &call->net, call->margin,
		call->form == EXPORT_CONN, &warning, why) == -1)
		goto out;
	if (warning.msg[0] != '\0')
		warnx("not renewed: %s", warning.msg);
	if (export_credential(conn, call->form, &out, why) == -1)
		goto out;
	rv = tool_write(&out, why);
out:
	mem_release(&out);
	return rv;
}

static int
refresh(const struct call *call, struct conn *conn, struct why *why)
{
	bool changed;

	if (conn->path == NULL && tool_guard_secret(NULL, why) == -1)
		return -1;
	if (token_fresh(conn, &call->net, 0, true, &changed, why) == -1)
		return -1;
	return print_change(call, conn, changed, why);
}

static int
revoke_held(const struct call *call, struct conn *conn, struct why *why)
{
	bool changed;

	if (conn->path == NULL && tool_guard_secret(NULL, why) == -1)
		return -1;
	if (token_revoke(conn, &call->net, &changed, why) == -1)
		return -1;
	return print_change(call, conn, changed, why);
}

static int
status(const struct call *call, struct conn *conn, struct why *why)
{
	struct mem out = { 0 };
	int rv;

	if (call->json)
		standing_json(conn, &out);
	else
		standing_text(conn, &out);
	rv = tool_write(&out, why);
	mem_release(&out);
	if (rv == 0 && call->within >= 0 && !standing_lasts(conn, call->within))
		why->status = WHY_NO;
	return rv;
}

/* A verb, and the options that mean something to it alone. */
static const struct verb {
	const char *name;
	int (*run)(const struct call *call, struct conn *conn, struct why *why);
	const char options[8];
} verbs[] = {
	{ "authorize", authorize, { 'j', BROWSER, CALLBACK, PASTE, TIMEOUT } },
	{ "forget", forget, { 'j' } },
	{ "get", get, { MARGIN, 'o' } },
	{ "refresh", refresh, { 'j' } },
	{ "renew", refresh, { 'j' } }, /* as Jira says of OAuth 1.0a */
	{ "revoke", revoke_held, { 'j' } },
	{ "status", status, { 'j', WITHIN } },
};

static const char particular[] = { 'j', 'o', BROWSER, CALLBACK, MARGIN, PASTE,
	TIMEOUT, WITHIN, '\0' };

/* The verb of that name, if it takes the options given; or NULL. */
static const struct verb *
find_verb(const char *name, const char *given)
{
	const struct verb *verb;

	for (verb = verbs; verb < verbs + sizeof verbs / sizeof *verbs; verb++)
		if (strcmp(verb->name, name) == 0)
			break;
	if (verb == verbs + sizeof verbs / sizeof *verbs) {
		warnx("%s: no such verb", name);
		return NULL;
	}
	for (; *given != '\0'; given++)
		if (strchr(verb->options, *given) == NULL) {
			warnx("%s: an option given is for another verb", name);
			return NULL;
		}
	return verb;
}

/* Take one option.  Returns 0, or -1 and why (WHY_USAGE). */
static int
take_option(struct call *call, int ch, const char *arg, struct why *why)
{
	int rv;

	if ((rv = reach_option(&call->net, ch, arg, why)) != 0)
		return rv == -1 ? -1 : 0;
	switch (ch) {
	case BROWSER:
		call->browser = true;
		return 0;
	case CALLBACK:
		call->callback = arg;
		return 0;
	case 'c':
		call->connection = arg;
		return 0;
	case 'j':
		call->json = true;
		return 0;
	case MARGIN:
		return reach_seconds("--margin", arg, 0, &call->margin, why);
	case 'o':
		if ((call->form = export_by_name(arg)) == EXPORTS)
			return why_setx(why, WHY_USAGE,
			    "--output: not one of %s", export_names());
		return 0;
	case PASTE:
		call->paste = true;
		return 0;
	case TIMEOUT:
		return reach_seconds("--timeout", arg, 1, &call->timeout, why);
	case 'v':
		call->net.trace = warnx;
		return 0;
	case WITHIN:
		if (when_span(arg, &call->within) == -1)
			return why_setx(why, WHY_USAGE,
			    "--within: not a time as in 7d, 12h, 30m or 45s");
		return 0;
	default:
		return 0;
	}
}

int
main(int argc, char *argv[])
{
	struct call call = {
		.form = EXPORT_TOKEN,
		.margin = TOKEN_MARGIN,
		.timeout = ANSWER_SECONDS,
		.within = -1,
	};
	struct conn conn = { 0 };
	struct why why = { 0 };
	char given[sizeof particular] = "";
	const struct verb *verb;
	const struct option_row *option;

	tool_begin();

	while ((option = tool_option(argc, argv, &options)) != NULL)
		if (take_option(&call, option->code, optarg, &why) == -1)
			return tool_finish(&why);
		else if (strchr(particular, option->code) != NULL &&
		    strchr(given, option->code) == NULL)
			given[strlen(given)] = (char)option->code;
	if (argc - optind > 1)
		return tool_usage(&options);
	verb = find_verb(optind < argc ? argv[optind] : "get", given);
	if (verb == NULL)
		return WHY_USAGE;

	if (conn_open(&conn, call.connection, &why) == -1)
		goto out;
	if (verb->run(&call, &conn, &why) == -1)
		goto out;
out:
	conn_release(&conn);
	return tool_finish(&why);
}
