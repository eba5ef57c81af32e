/* jira-token: obtain, renew, show and revoke a connection's tokens. */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "authorize.h"
#include "change.h"
#include "check.h"
#include "conn.h"
#include "export.h"
#include "http.h"
#include "mem.h"
#include "option.h"
#include "option_slot.h"
#include "pat.h"
#include "personal.h"
#include "reach.h"
#include "standing.h"
#include "token.h"
#include "tool.h"
#include "when.h"
#include "why.h"

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
	const char *connection, *id, *form; /* form NULL: the verb's own */
	bool json;
	unsigned int margin;
	struct authorize authorize;
	struct personal wish;
	int64_t within; /* seconds, or -1 */
	struct http_options net;
};

static const char usage[] =
    "usage: jira-token [-hjnvV] [-c conn] [-o form] [--allow-http] "
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
	{ DAYS, "days", "days",
	    "create, ensure, rotate: how long the token lives", NULL },
	{ 'n', "dry-run", NULL, "ensure: change nothing; exit 1 if it would",
	    NULL },
	{ ID, "id", "id", "revoke: the personal access token of this id",
	    NULL },
	{ INTO, "into", "conn",
	    "create, ensure: the connection that gets the token", NULL },
	{ 'j', "json", NULL,
	    "authorize, check, create, ensure, forget, list, refresh, revoke, "
	    "rotate, status: print JSON",
	    NULL },
	{ MARGIN, "margin", "seconds",
	    "get: renew what ends sooner; default 60", NULL },
	{ NAME, "name", "name", "create, ensure: what the token is called",
	    NULL },
	{ 'o', "output", "form",
	    "create, get: conn, curl, env, header, json, netrc or token",
	    "conn curl env header json netrc token" },
	{ PASTE, "paste", NULL, "authorize: have the answer pasted", NULL },
	{ REPLACE, "replace", NULL, "create, ensure: delete those of that name",
	    NULL },
	{ TIMEOUT, "timeout", "seconds", "authorize: wait so long; default 300",
	    NULL },
	{ 'v', "verbose", NULL, "tell of each request on standard error",
	    NULL },
	{ WITHIN, "within", "time",
	    "ensure, status: what ends sooner ends soon; as in 7d, 12h", NULL },
	{ 0 },
};

/* Where those go that need no more than that. */
static const struct option_slot slots[] = {
	OPTION_SLOT(BROWSER, struct call, authorize.browser),
	OPTION_SLOT(CALLBACK, struct call, authorize.callback),
	OPTION_SLOT('c', struct call, connection),
	OPTION_RANGE(DAYS, struct call, wish.days, 1, PAT_DAYS_MAX),
	OPTION_SLOT('n', struct call, wish.look),
	OPTION_SLOT(INTO, struct call, wish.into),
	OPTION_SLOT('j', struct call, json),
	OPTION_RANGE(MARGIN, struct call, margin, 0, REACH_SECONDS_MAX),
	OPTION_SLOT('o', struct call, form),
	OPTION_SLOT(PASTE, struct call, authorize.paste),
	OPTION_SLOT(REPLACE, struct call, wish.replace),
	OPTION_RANGE(
	    TIMEOUT, struct call, authorize.seconds, 1, REACH_SECONDS_MAX),
	{ 0 },
};

static const struct option_word words[] = {
	{ "authorize", "have somebody approve it in a browser" },
	{ "check", "say whether it lets in, and as whom" },
	{ "create", "make a personal access token" },
	{ "ensure", "make a personal access token, or rotate it, if need be" },
	{ "forget", "delete the token from the connection" },
	{ "get", "print the credential; the default" },
	{ "list", "list the personal access tokens of its owner" },
	{ "refresh", "get a new token now" },
	{ "revoke", "have the server revoke the token" },
	{ "rotate", "put a new personal access token in its place" },
	{ "status", "say what is held and when it ends, and ask nobody" },
	{ 0 },
};

static const struct options options = {
	.usage = usage,
	.rows = rows,
	.shared = reach_options,
	.operand = "verb",
	.words = words,
	.words_rule = true,
};

/* A connection from standard input is printed: a secret, whoever reads it. */
static int
guard(const struct conn *conn, struct why *why)
{
	return conn->path == NULL ? tool_guard_secret(NULL, why) : 0;
}

/* What is no failure: it did without a new token. */
static void
warn_of(const struct why *warning)
{
	if (warning->msg[0] != '\0')
		tool_warn("not renewed: %s", warning->msg);
}

/* Let a token that is due be renewed, before it is used. */
static int
freshen(const struct call *call, struct conn *conn, bool kept, struct why *why)
{
	struct why warning = { 0 };
	int rv;

	rv = token_ready(conn, &call->net, call->margin, kept, &warning, why);
	if (rv == 0)
		warn_of(&warning);
	return rv;
}

/*
 * The verbs.  Each adds to out what is to be printed, which is done where it
 * returns 0; a reason that it gives all the same is part of the answer.
 */

static int
authorize(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	struct why unsettled = { 0 };

	if (guard(conn, why) == -1)
		return -1;
	if (authorize_conn(
		conn, &call->net, &call->authorize, &unsettled, why) == -1)
		return -1;
	change_result(conn, true, call->json, out);
	*why = unsettled;
	return 0;
}

static int
check_credential(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	struct check found = { 0 };
	struct why warning = { 0 };
	int rv;

	rv = check(&found, conn, &call->net, &warning, why);
	if (rv == 0)
		warn_of(&warning);
	if (rv == 0 || check_is_answer(why)) {
		(call->json ? check_json : check_text)(&found, why, out);
		/* What is printed there need not be said again. */
		why->msg[0] = '\0';
		rv = 0;
	}
	check_release(&found);
	return rv;
}

static int
create(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	struct personal wish = call->wish;

	if (wish.into == NULL ? call->json : call->form != NULL)
		return why_setx(
		    why, WHY_USAGE, "-j goes with --into, and -o without it");
	if (call->form != NULL)
		wish.form = export_by_name(call->form);
	if (wish.form == EXPORT_NETRC)
		return why_setx(
		    why, WHY_USAGE, "netrc has no place for a token");
	/* A token that could not be kept must not be made. */
	if (wish.into == NULL && tool_guard_secret(NULL, why) == -1)
		return -1;
	if (freshen(call, conn, false, why) == -1)
		return -1;
	return personal_create(
	    conn, &call->net, &wish, call->json ? out : NULL, why);
}

/* The connections are opened as they are needed. */
static int
ensure(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	struct personal wish = call->wish;
	struct why warning = { 0 };
	bool due;

	(void)conn;
	wish.by = call->connection;
	wish.within = call->within >= 0 ? call->within : PERSONAL_WITHIN;
	if (personal_ensure(&call->net, &wish, &due, call->json ? out : NULL,
		&warning, why) == -1)
		return -1;
	warn_of(&warning);
	if (due && wish.look)
		why->status = WHY_NO;
	return 0;
}

static int
forget(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	bool changed;

	if (guard(conn, why) == -1 || token_forget(conn, &changed, why) == -1)
		return -1;
	change_result(conn, changed, call->json, out);
	return 0;
}

static int
get(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	const enum export form =
	    call->form != NULL ? export_by_name(call->form) : EXPORT_TOKEN;

	if (tool_guard_secret(NULL, why) == -1)
		return -1;
	if (freshen(call, conn, form == EXPORT_CONN, why) == -1)
		return -1;
	return export_credential(conn, form, out, why);
}

static int
list(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	if (freshen(call, conn, false, why) == -1)
		return -1;
	return personal_list(conn, &call->net, call->json, out, why);
}

static int
rotate(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	if (guard(conn, why) == -1)
		return -1;
	return personal_rotate(
	    conn, &call->net, &call->wish, call->json ? out : NULL, why);
}

/* Of a personal access token, which nothing refreshes, that is the same. */
static int
refresh(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	bool changed;

	if (conn->auth == CONN_PAT)
		return rotate(call, conn, out, why);
	if (guard(conn, why) == -1)
		return -1;
	if (token_fresh(conn, &call->net, 0, true, &changed, why) == -1)
		return -1;
	change_result(conn, changed, call->json, out);
	return 0;
}

/* One of the owner's personal access tokens, which nobody holds any more. */
static int
revoke_other(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	if (freshen(call, conn, false, why) == -1)
		return -1;
	if (personal_delete(conn, &call->net, call->id, why) == -1)
		return -1;
	if (call->json)
		change_json(true, out);
	return 0;
}

static int
revoke_held(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	bool changed;

	if (call->id != NULL)
		return revoke_other(call, conn, out, why);
	if (guard(conn, why) == -1)
		return -1;
	if (conn->auth == CONN_PAT
		? personal_revoke(conn, &call->net, &changed, why) == -1
		: token_revoke(conn, &call->net, &changed, why) == -1)
		return -1;
	change_result(conn, changed, call->json, out);
	return 0;
}

static int
status(const struct call *call, struct conn *conn, struct mem *out,
    struct why *why)
{
	if (call->json)
		standing_json(conn, out);
	else
		standing_text(conn, out);
	if (call->within >= 0 && !standing_lasts(conn, call->within))
		why->status = WHY_NO;
	return 0;
}

static const struct verb {
	const char *name;
	int (*run)(const struct call *call, struct conn *conn, struct mem *out,
	    struct why *why);
} verbs[] = {
	{ "authorize", authorize },
	{ "check", check_credential },
	{ "create", create },
	{ "ensure", ensure },
	{ "forget", forget },
	{ "get", get },
	{ "list", list },
	{ "refresh", refresh },
	{ "revoke", revoke_held },
	{ "rotate", rotate },
	{ "status", status },
};

/* The verb of that name, or NULL. */
static const struct verb *
find_verb(const char *name)
{
	size_t i;

	if (strcmp(name, "renew") == 0)
		name = "refresh"; /* as Jira says of OAuth 1.0a */
	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	(void)tool_no_word(words, "verb", name);
	return NULL;
}

/* Does every option given mean something to the verb? */
static bool
takes(const struct verb *verb, const struct option_row *const given[])
{
	while (*given != NULL && option_suits(*given, verb->name))
		given++;
	if (*given != NULL)
		tool_warn(
		    "%s: --%s is for another verb", verb->name, (*given)->name);
	return *given == NULL;
}

/* Take one option.  Returns 0, or -1 and why (WHY_USAGE). */
static int
take_option(struct call *call, const struct option_row *option, const char *arg,
    struct why *why)
{
	int rv;

	if ((rv = option_store(slots, option, arg, call, why)) != 0 ||
	    (rv = reach_option(&call->net, option->code, arg, why)) != 0)
		return rv == -1 ? -1 : 0;
	switch (option->code) {
	case ID:
		call->id = arg;
		return pat_check_id(arg, why);
	case NAME:
		call->wish.name = arg;
		return pat_check_name(arg, why);
	case WITHIN:
		if (when_span(arg, &call->within) == -1)
			return why_setx(why, WHY_USAGE,
			    "--within: not a time as in 7d, 12h, 30m or 45s");
		return 0;
	default:
		call->net.trace = tool_warn;
		return 0;
	}
}

int
main(int argc, char *argv[])
{
	struct call call = {
		.authorize = { .seconds = AUTHORIZE_SECONDS, .say = tool_warn },
		.margin = TOKEN_MARGIN,
		.wish.hand = tool_write,
		.within = -1,
	};
	struct conn conn = { 0 };
	struct mem out = { 0 };
	struct why why = { 0 };
	const struct option_row *given[OPTION_MAX] = { 0 }, *option;
	const struct verb *verb;
	size_t count = 0;

	tool_begin();

	while ((option = tool_option(argc, argv, &options)) != NULL)
		if (take_option(&call, option, optarg, &why) == -1)
			return tool_finish(&why);
		else if (count + 1 < OPTION_MAX)
			given[count++] = option;
	verb = find_verb(optind < argc ? argv[optind] : "get");
	if (verb == NULL || !takes(verb, given))
		return WHY_USAGE;
	if (argc - optind > 1)
		errx(WHY_USAGE, "%s: takes no operand: -c names a connection",
		    verb->name);

	if (verb->run != ensure &&
	    conn_open(&conn, call.connection, &why) == -1)
		goto out;
	if (verb->run(&call, &conn, &out, &why) == -1)
		goto out;
	if (tool_write(&out, &why) == -1)
		goto out;
out:
	mem_release(&out);
	conn_release(&conn);
	return tool_finish(&why);
}
