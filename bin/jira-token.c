/* jira-token: obtain, renew, show and revoke a connection's tokens. */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "approval.h"
#include "ask.h"
#include "auth.h"
#include "browse.h"
#include "check.h"
#include "conn.h"
#include "export.h"
#include "grant.h"
#include "http.h"
#include "listen.h"
#include "mem.h"
#include "option.h"
#include "pat.h"
#include "reach.h"
#include "rest.h"
#include "rotation.h"
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
	DAYS,
	ID,
	INTO,
	MARGIN,
	NAME,
	PASTE,
	REPLACE,
	TIMEOUT,
	WITHIN
};

/* What the command line asks for. */
struct call {
	const char *connection, *callback, *id, *into, *name;
	enum export form; /* EXPORTS: the verb's own */
	bool browser, days_given, json, paste, replace;
	unsigned int days, margin, timeout;
	int64_t within; /* seconds, or -1 */
	struct http_options net;
};

static const char usage[] =
    "usage: jira-token [-hjvV] [-c conn] [-o form] [--allow-http] "
    "[--browser]\n"
    "                  [--cacert file] [--callback url] [--cert file] "
    "[--days days]\n"
    "                  [--id id] [--into conn] [--key file] "
    "[--margin seconds]\n"
    "                  [--max-time seconds] [--name name] [--paste] "
    "[--replace]\n"
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
	{ DAYS, "days", "days", "create, rotate: how long the token lives",
	    NULL },
	{ ID, "id", "id", "revoke: the personal access token of this id",
	    NULL },
	{ INTO, "into", "conn", "create: the connection that gets the token",
	    NULL },
	{ 'j', "json", NULL,
	    "check, list, status and all that change: print JSON", NULL },
	{ MARGIN, "margin", "seconds",
	    "get: renew what ends sooner; default 60", NULL },
	{ NAME, "name", "name", "create: what the token is called", NULL },
	{ 'o', "output", "form",
	    "create, get: conn, curl, env, header, json, netrc or token",
	    "conn curl env header json netrc token" },
	{ PASTE, "paste", NULL, "authorize: have the answer pasted", NULL },
	{ REPLACE, "replace", NULL, "create: delete those of that name", NULL },
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
	.operands = "authorize check create forget get list refresh revoke "
		    "rotate status",
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

/* A browser outlives us, and may not have the connection's secrets. */
static void
open_browser(const struct conn *conn, const char *url)
{
	struct mem variables = { 0 };
	struct why why = { 0 };

	conn_variables(conn, &variables);
	if (mem_check(&variables, &why) == -1 ||
	    browse(url, &variables, &why) == -1)
		warnx("%s", why.msg);
	mem_release(&variables);
}

/* The answer that the browser brings, or that somebody types. */
static int
wait_answer(const struct call *call, const struct conn *conn,
    struct listen *listen, struct approval *approval, struct mem *answer,
    struct why *why)
{
	const char *url = approval_url(approval);

	warnx("to approve, open %s", url);
	if (call->browser)
		open_browser(conn, url);
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
	if (tenant_settle(
		conn, http, mem_str(&grant->token), &site, unsettled) == 0 &&
	    site.len > 0)
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
freshen(const struct call *call, struct conn *conn, struct why *why)
{
	struct why warning = { 0 };

	if (token_ready(conn, &call->net, call->margin, false, &warning, why) ==
	    -1)
		return -1;
	if (warning.msg[0] != '\0')
		warnx("not renewed: %s", warning.msg);
	return 0;
}

/* Ask as the connection's owner, with a token that is fresh. */
static int
become(const struct call *call, struct conn *conn, struct rest *rest,
    struct why *why)
{
	rest->conn = conn;
	if (freshen(call, conn, why) == -1)
		return -1;
	if ((rest->http = http_new(&call->net, why)) == NULL ||
	    (rest->auth = auth_new(conn, why)) == NULL)
		return -1;
	return 0;
}

static void
rest_release(struct rest *rest)
{
	auth_free(rest->auth);
	http_free(rest->http);
}

static int
check_credential(const struct call *call, struct conn *conn, struct why *why)
{
	struct check found = { 0 };
	struct mem out = { 0 };
	struct why warning = { 0 };
	int rv = -1;

	rv = check(&found, conn, &call->net, &warning, why);
	if (warning.msg[0] != '\0' && rv == 0)
		warnx("not renewed: %s", warning.msg);
	if (rv == -1 && !check_is_answer(why))
		goto out;
	if (call->json)
		check_json(&found, why, &out);
	else
		check_text(&found, why, &out);
	/* What is said on standard output need not be said again. */
	why->msg[0] = '\0';
	if (tool_write(&out, why) == -1)
		rv = -1;
out:
	check_release(&found);
	mem_release(&out);
	return rv;
}

/* What a rotation has done: the connection, or that there is another token. */
static int
print_rotation(
    const struct call *call, const struct rotation *rotation, struct why *why)
{
	struct mem out = { 0 };
	int rv = -1;

	if (rotation->conn->path == NULL) {
		if (export_credential(rotation->conn,
			call->form == EXPORTS ? EXPORT_CONN : call->form, &out,
			why) == -1)
			goto out;
	} else if (call->json)
		rotation_report(rotation, &out);
	rv = tool_write(&out, why);
out:
	mem_release(&out);
	return rv;
}

/* From the wish to a token that is kept, and to no other. */
static int
turn(const struct call *call, struct conn *conn,
    const struct rotation_want *want, struct why *why)
{
	struct rotation rotation = { 0 };
	struct http *http;
	int rv = -1;

	if ((http = http_new(&call->net, why)) == NULL)
		return -1;
	if (rotation_begin(&rotation, conn, want, http, why) == -1)
		goto out;
	if (conn->path == NULL && print_rotation(call, &rotation, why) == -1) {
		rotation_undo(&rotation, why);
		goto out;
	}
	if (rotation_end(&rotation, why) == -1)
		goto out;
	if (conn->path != NULL && print_rotation(call, &rotation, why) == -1)
		goto out;
	rv = 0;
out:
	rotation_release(&rotation);
	http_free(http);
	return rv;
}

static int
create(const struct call *call, struct conn *conn, struct why *why)
{
	struct rotation_want want = {
		.by = conn,
		.name = call->name,
		.days_given = true,
		.days = call->days,
		.replace = call->replace,
	};
	struct conn target = { 0 };
	bool created = false;
	int rv = -1;

	if (call->into == NULL ? call->json : call->form != EXPORTS) {
		why_setx(
		    why, WHY_USAGE, "-j goes with --into, and -o without it");
		goto out;
	}
	if (call->form == EXPORT_NETRC) {
		why_setx(why, WHY_USAGE, "netrc has no place for a token");
		goto out;
	}
	/* A token that could not be kept must not be made. */
	if (call->into == NULL && tool_guard_secret(NULL, why) == -1)
		goto out;
	if (freshen(call, conn, why) == -1)
		goto out;
	if (rotation_target(
		&target, conn, call->into, call->name, &created, why) == -1)
		goto out;
	rv = turn(call, &target, &want, why);
out:
	if (rv == -1 && created)
		rotation_untarget(&target);
	conn_release(&target);
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
	if (export_credential(conn,
		call->form == EXPORTS ? EXPORT_TOKEN : call->form, &out,
		why) == -1)
		goto out;
	rv = tool_write(&out, why);
out:
	mem_release(&out);
	return rv;
}

static int
list(const struct call *call, struct conn *conn, struct why *why)
{
	struct rest rest = { 0 };
	struct pats pats = { 0 };
	struct mem out = { 0 };
	int rv = -1;

	if (become(call, conn, &rest, why) == -1 ||
	    pats_ask(&pats, &rest, why) == -1)
		goto out;
	if (call->json)
		pats_json(&pats, &out);
	else
		pats_table(&pats, &out);
	rv = tool_write(&out, why);
out:
	rest_release(&rest);
	pats_release(&pats);
	mem_release(&out);
	return rv;
}

static int
rotate(const struct call *call, struct conn *conn, struct why *why)
{
	const struct rotation_want want = {
		.days_given = call->days_given,
		.days = call->days,
	};

	if (conn->auth != CONN_PAT)
		return why_setx(why, WHY_USAGE,
		    "%s: a token of type %s is refreshed, not rotated",
		    conn->name, conn_auth_name(conn->auth));
	if (conn->path == NULL && tool_guard_secret(NULL, why) == -1)
		return -1;
	return turn(call, conn, &want, why);
}

/* Of a personal access token, which nothing refreshes, that is the same. */
static int
refresh(const struct call *call, struct conn *conn, struct why *why)
{
	bool changed;

	if (conn->auth == CONN_PAT)
		return rotate(call, conn, why);
	if (conn->path == NULL && tool_guard_secret(NULL, why) == -1)
		return -1;
	if (token_fresh(conn, &call->net, 0, true, &changed, why) == -1)
		return -1;
	return print_change(call, conn, changed, why);
}

/* One of the owner's personal access tokens, which nobody holds any more. */
static int
revoke_other(const struct call *call, struct conn *conn, struct why *why)
{
	struct rest rest = { 0 };
	struct mem out = { 0 };
	bool there;
	int rv = -1;

	if (become(call, conn, &rest, why) == -1 ||
	    pat_delete(&rest, call->id, &there, why) == -1)
		goto out;
	if (!there) {
		why_setx(why, WHY_ABSENT, "there is no token with that id");
		goto out;
	}
	if (call->json)
		mem_puts(&out, "{\"changed\":true}\n");
	rv = tool_write(&out, why);
out:
	rest_release(&rest);
	mem_release(&out);
	return rv;
}

static int
revoke_personal(
    const struct call *call, struct conn *conn, bool *changed, struct why *why)
{
	struct http *http;
	int rv;

	if ((http = http_new(&call->net, why)) == NULL)
		return -1;
	rv = rotation_revoke(conn, http, changed, why);
	http_free(http);
	return rv;
}

static int
revoke_held(const struct call *call, struct conn *conn, struct why *why)
{
	bool changed;

	if (call->id != NULL)
		return revoke_other(call, conn, why);
	if (conn->path == NULL && tool_guard_secret(NULL, why) == -1)
		return -1;
	if (conn->auth == CONN_PAT
		? revoke_personal(call, conn, &changed, why) == -1
		: token_revoke(conn, &call->net, &changed, why) == -1)
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
	{ "check", check_credential, { 'j' } },
	{ "create", create, { DAYS, INTO, 'j', NAME, 'o', REPLACE } },
	{ "forget", forget, { 'j' } },
	{ "get", get, { MARGIN, 'o' } },
	{ "list", list, { 'j' } },
	{ "refresh", refresh, { 'j' } },
	{ "renew", refresh, { 'j' } }, /* as Jira says of OAuth 1.0a */
	{ "revoke", revoke_held, { ID, 'j' } },
	{ "rotate", rotate, { DAYS, 'j' } },
	{ "status", status, { 'j', WITHIN } },
};

static const char particular[] = { 'j', 'o', BROWSER, CALLBACK, DAYS, ID, INTO,
	MARGIN, NAME, PASTE, REPLACE, TIMEOUT, WITHIN, '\0' };

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

static int
take_days(const char *arg, unsigned int *days, struct why *why)
{
	const char *wrong;

	*days = (unsigned int)strtonum(arg, 1, PAT_DAYS_MAX, &wrong);
	if (wrong != NULL)
		return why_setx(why, WHY_USAGE, "--days: %s", wrong);
	return 0;
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
	case DAYS:
		call->days_given = true;
		return take_days(arg, &call->days, why);
	case ID:
		call->id = arg;
		return pat_check_id(arg, why);
	case INTO:
		call->into = arg;
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
	case NAME:
		call->name = arg;
		return pat_check_name(arg, why);
	case PASTE:
		call->paste = true;
		return 0;
	case REPLACE:
		call->replace = true;
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
		.form = EXPORTS,
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
