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
#include "pat.h"
#include "personal.h"
#include "reach.h"
#include "standing.h"
#include "token.h"
#include "tool.h"
#include "when.h"
#include "why.h"

/* What the command line asks for. */
struct call {
	const char *connection, *id, *form; /* form NULL: the verb's own */
	bool json;
	unsigned int margin;
	struct authorize authorize;
	struct personal wish;
	int64_t within; /* seconds, or -1 */
	struct http_options net;
	struct conn conn;
	struct mem out; /* what is to be printed */
};

/* A length of time, as in 7d. */
static int
take_span(void *within, const char *arg, struct why *why)
{
	if (when_span(arg, within) == -1)
		return why_setx(
		    why, WHY_USAGE, "not a time as in 7d, 12h, 30m or 45s");
	return 0;
}

static const struct option_row rows[] = {
	{ 0, "browser", NULL, "authorize: open the URL in a browser, too",
	    OPTION_TO(struct call, authorize.browser) },
	{ 0, "callback", "url",
	    "authorize: where the browser brings the answer, or oob; default "
	    "http://localhost/callback",
	    OPTION_TO(struct call, authorize.callback) },
	{ 'c', "connection", "conn", "the connection; default $JIRA_CONNECTION",
	    OPTION_TO(struct call, connection) },
	{ 0, "days", "days", "create, ensure, rotate: how long the token lives",
	    OPTION_RANGE(struct call, wish.days, 1, PAT_DAYS_MAX) },
	{ 'n', "dry-run", NULL, "ensure: change nothing; exit 1 if it would",
	    OPTION_TO(struct call, wish.look) },
	{ 0, "id", "id", "revoke: the personal access token of this id",
	    OPTION_CHECKED(struct call, id, pat_check_id) },
	{ 0, "into", "conn",
	    "create, ensure: the connection that gets the token",
	    OPTION_TO(struct call, wish.into) },
	{ 'j', "json", NULL,
	    "authorize, check, create, ensure, forget, list, refresh, revoke, "
	    "rotate, status: print JSON",
	    OPTION_TO(struct call, json) },
	{ 0, "margin", "seconds", "get: renew what ends sooner; default 60",
	    OPTION_RANGE(struct call, margin, 0, REACH_SECONDS_MAX) },
	{ 0, "name", "name", "create, ensure: what the token is called",
	    OPTION_CHECKED(struct call, wish.name, pat_check_name) },
	{ 'o', "output", "form",
	    "create, get: conn, curl, env, header, json, netrc or token",
	    OPTION_TO(struct call, form),
	    .values = "conn curl env header json netrc token" },
	{ 0, "paste", NULL, "authorize: have the answer pasted",
	    OPTION_TO(struct call, authorize.paste) },
	{ 0, "replace", NULL, "create, ensure: delete those of that name",
	    OPTION_TO(struct call, wish.replace) },
	{ 0, "timeout", "seconds", "authorize: wait so long; default 300",
	    OPTION_RANGE(
		struct call, authorize.seconds, 1, REACH_SECONDS_MAX) },
	{ 0, "within", "time",
	    "ensure, status: what ends sooner ends soon; as in 7d, 12h",
	    OPTION_BY(struct call, within, take_span) },
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
	.operands = "[verb]",
	.rows = rows,
	.shared = reach_options,
	.shared_at = offsetof(struct call, net),
	.operand = "verb",
	.words = words,
	.words_rule = true,
};

/* A connection from standard input is printed: a secret, whoever reads it. */
static int
guard(const struct call *call, struct why *why)
{
	return call->conn.path == NULL ? tool_guard_secret(NULL, why) : 0;
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
freshen(struct call *call, bool kept, struct why *why)
{
	struct why warning = { 0 };
	int rv;

	rv = token_ready(
	    &call->conn, &call->net, call->margin, kept, &warning, why);
	if (rv == 0)
		warn_of(&warning);
	return rv;
}

/*
 * The verbs.  What each adds to out is printed where it returns 0; a reason
 * that it gives all the same is part of the answer.
 */

static int
authorize(struct call *call, struct why *why)
{
	struct why unsettled = { 0 };

	if (guard(call, why) == -1)
		return -1;
	if (authorize_conn(&call->conn, &call->net, &call->authorize,
		&unsettled, why) == -1)
		return -1;
	change_result(&call->conn, true, call->json, &call->out);
	*why = unsettled;
	return 0;
}

static int
check_credential(struct call *call, struct why *why)
{
	struct check found = { 0 };
	struct why warning = { 0 };
	int rv;

	rv = check(&found, &call->conn, &call->net, &warning, why);
	if (rv == 0)
		warn_of(&warning);
	if (rv == 0 || check_is_answer(why)) {
		(call->json ? check_json : check_text)(&found, why, &call->out);
		/* What is printed there need not be said again. */
		why->msg[0] = '\0';
		rv = 0;
	}
	check_release(&found);
	return rv;
}

static int
create(struct call *call, struct why *why)
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
	if (freshen(call, false, why) == -1)
		return -1;
	return personal_create(&call->conn, &call->net, &wish,
	    call->json ? &call->out : NULL, why);
}

/* The connections are opened as they are needed. */
static int
ensure(struct call *call, struct why *why)
{
	struct personal wish = call->wish;
	struct why warning = { 0 };
	bool due;

	wish.by = call->connection;
	wish.within = call->within >= 0 ? call->within : PERSONAL_WITHIN;
	if (personal_ensure(&call->net, &wish, &due,
		call->json ? &call->out : NULL, &warning, why) == -1)
		return -1;
	warn_of(&warning);
	if (due && wish.look)
		why->status = WHY_NO;
	return 0;
}

static int
forget(struct call *call, struct why *why)
{
	bool changed;

	if (guard(call, why) == -1 ||
	    token_forget(&call->conn, &changed, why) == -1)
		return -1;
	change_result(&call->conn, changed, call->json, &call->out);
	return 0;
}

static int
get(struct call *call, struct why *why)
{
	const enum export form =
	    call->form != NULL ? export_by_name(call->form) : EXPORT_TOKEN;

	if (tool_guard_secret(NULL, why) == -1)
		return -1;
	if (freshen(call, form == EXPORT_CONN, why) == -1)
		return -1;
	return export_credential(&call->conn, form, &call->out, why);
}

static int
list(struct call *call, struct why *why)
{
	if (freshen(call, false, why) == -1)
		return -1;
	return personal_list(
	    &call->conn, &call->net, call->json, &call->out, why);
}

static int
rotate(struct call *call, struct why *why)
{
	if (guard(call, why) == -1)
		return -1;
	return personal_rotate(&call->conn, &call->net, &call->wish,
	    call->json ? &call->out : NULL, why);
}

/* Of a personal access token, which nothing refreshes, that is the same. */
static int
refresh(struct call *call, struct why *why)
{
	bool changed;

	if (call->conn.auth == CONN_PAT)
		return rotate(call, why);
	if (guard(call, why) == -1)
		return -1;
	if (token_fresh(&call->conn, &call->net, 0, true, &changed, why) == -1)
		return -1;
	change_result(&call->conn, changed, call->json, &call->out);
	return 0;
}

/* One of the owner's personal access tokens, which nobody holds any more. */
static int
revoke_other(struct call *call, struct why *why)
{
	if (freshen(call, false, why) == -1)
		return -1;
	if (personal_delete(&call->conn, &call->net, call->id, why) == -1)
		return -1;
	if (call->json)
		change_json(true, &call->out);
	return 0;
}

static int
revoke_held(struct call *call, struct why *why)
{
	bool changed;

	if (call->id != NULL)
		return revoke_other(call, why);
	if (guard(call, why) == -1)
		return -1;
	if (call->conn.auth == CONN_PAT
		? personal_revoke(&call->conn, &call->net, &changed, why) == -1
		: token_revoke(&call->conn, &call->net, &changed, why) == -1)
		return -1;
	change_result(&call->conn, changed, call->json, &call->out);
	return 0;
}

static int
status(struct call *call, struct why *why)
{
	if (call->json)
		standing_json(&call->conn, &call->out);
	else
		standing_text(&call->conn, &call->out);
	if (call->within >= 0 && !standing_lasts(&call->conn, call->within))
		why->status = WHY_NO;
	return 0;
}

static const struct verb {
	const char *name;
	int (*run)(struct call *call, struct why *why);
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
	{ 0 },
};

/* The verb of that name, for which all options that were given are. */
static const struct verb *
find_verb(const char *name)
{
	const struct verb *verb = verbs;

	if (strcmp(name, "renew") == 0)
		name = "refresh"; /* as Jira says of OAuth 1.0a */
	while (verb->name != NULL && strcmp(verb->name, name) != 0)
		verb++;
	if (verb->name == NULL)
		tool_no_word(words, "verb", name);
	tool_suits(verb->name);
	return verb;
}

int
main(int argc, char *argv[])
{
	struct call call = {
		.authorize = { .seconds = AUTHORIZE_SECONDS, .say = tool_warn },
		.margin = TOKEN_MARGIN,
		.net.trace = tool_warn,
		.wish.hand = tool_write,
		.within = -1,
	};
	struct why why = { 0 };
	const struct verb *verb;

	tool_begin();

	while (tool_option(argc, argv, &options, &call) != NULL)
		continue;
	verb = find_verb(optind < argc ? argv[optind] : "get");
	if (argc - optind > 1)
		errx(WHY_USAGE, "%s: takes no operand: -c names a connection",
		    verb->name);

	if (verb->run != ensure &&
	    conn_open(&call.conn, call.connection, &why) == -1)
		goto out;
	if (verb->run(&call, &why) == -1)
		goto out;
	if (tool_write(&call.out, &why) == -1)
		goto out;
out:
	mem_release(&call.out);
	conn_release(&call.conn);
	return tool_finish(&why);
}
