/* jira-applink: ensure the incoming application link on Jira Server. */

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "applink.h"
#include "applink_diff.h"
#include "applink_prove.h"
#include "applink_read.h"
#include "applink_report.h"
#include "applink_steps.h"
#include "applink_want.h"
#include "auth.h"
#include "conn.h"
#include "file.h"
#include "http.h"
#include "key.h"
#include "mem.h"
#include "option.h"
#include "reach.h"
#include "rest.h"
#include "token.h"
#include "tool.h"
#include "url.h"
#include "why.h"

/* What the command line asks for. */
struct call {
	const char *connection, *public_key, *private_key;
	bool absent, diff, dry, json;
	struct applink_want want;
	struct mem url; /* where none is given */
	struct http_options net;
};

static const struct option_row rows[] = {
	{ 0, "absent", NULL, "remove the link instead",
	    OPTION_TO(struct call, absent) },
	{ 'c', "connection", "conn",
	    "an administrator's; default $JIRA_CONNECTION",
	    OPTION_TO(struct call, connection) },
	{ 0, "consumer-key", "key",
	    "the key by which the application names itself",
	    OPTION_TO(struct call, want.key) },
	{ 'D', "diff", NULL, "print what differs",
	    OPTION_TO(struct call, diff) },
	{ 'n', "dry-run", NULL, "change nothing; exit 1 if it would",
	    OPTION_TO(struct call, dry) },
	{ 0, "execute-as", "user", "whom two-legged requests act as",
	    OPTION_TO(struct call, want.execute_as) },
	{ 0, "impersonation", NULL,
	    "allow two-legged requests in any user's name",
	    OPTION_TO(struct call, want.impersonation) },
	{ 'j', "json", NULL, "print the result as a line of JSON",
	    OPTION_TO(struct call, json) },
	{ 0, "name", "name",
	    "what the link is called; default the consumer key",
	    OPTION_TO(struct call, want.name) },
	{ 0, "private-key", "file",
	    "prove the link with a request signed by this",
	    OPTION_TO(struct call, private_key) },
	{ 0, "public-key", "file", "the application's public key; - is stdin",
	    OPTION_TO(struct call, public_key) },
	{ 0, "two-legged", NULL, "allow requests without a token",
	    OPTION_TO(struct call, want.two_legged) },
	{ 0, "url", "url",
	    "the application's address; default http://example.com/ and the "
	    "consumer key",
	    OPTION_TO(struct call, want.url) },
	{ 0 },
};

static const struct options options = {
	.operands = "[--url url] --consumer-key key",
	.rows = rows,
	.shared = reach_options,
	.shared_at = offsetof(struct call, net),
};

/* The public key, of the private one where there is no other. */
static int
read_keys(struct call *call, struct why *why)
{
	struct mem text = { 0 };
	EVP_PKEY *private = NULL;
	int rv = -1;

	if (call->private_key != NULL) {
		if (file_read_secret(
			call->private_key, KEY_PEM_MAX, &text, why) == -1)
			goto out;
		if ((private = key_private(
			 mem_str(&text), text.len, NULL, why)) == NULL) {
			why_at(why, "%s", call->private_key);
			goto out;
		}
	}
	if (call->public_key != NULL) {
		mem_cut(&text, 0);
		if (tool_read(call->public_key, KEY_PEM_MAX, &text, why) == -1)
			goto out;
	}
	call->want.public = key_public(mem_str(&text), text.len, why);
	if (call->want.public == NULL) {
		why_at(why, "%s",
		    tool_name(call->public_key != NULL ? call->public_key
						       : call->private_key));
		goto out;
	}
	if (private != NULL && EVP_PKEY_eq(private, call->want.public) != 1) {
		why_setx(why, WHY_INPUT,
		    "%s: is not the private key of that public key",
		    call->private_key);
		goto out;
	}
	rv = 0;
out:
	mem_release(&text);
	EVP_PKEY_free(private);
	return rv;
}

static bool
is_stdin(const char *path)
{
	return path != NULL && strcmp(path, "-") == 0;
}

/* What is left to say of the call, once all options are known. */
static int
complete(struct call *call, struct why *why)
{
	struct applink_want *want = &call->want;

	if (want->key == NULL)
		return why_setx(why, WHY_USAGE, "--consumer-key: is missing");
	if (want->execute_as != NULL && !want->two_legged)
		return why_setx(why, WHY_USAGE,
		    "--execute-as: is for --two-legged requests");
	if (!call->absent && call->public_key == NULL &&
	    call->private_key == NULL)
		return why_setx(why, WHY_USAGE, "--public-key: is missing");
	if (is_stdin(call->connection) && is_stdin(call->public_key))
		return why_setx(why, WHY_USAGE,
		    "-c and --public-key: cannot both be standard input");
	if (want->name == NULL) {
		want->name = want->key;
		want->any_name = true;
	}
	if (want->url == NULL) {
		mem_puts(&call->url, "http://example.com/");
		url_encode(&call->url, want->key, strlen(want->key));
		want->url = mem_str(&call->url);
		want->any_url = true;
	}
	if (applink_check(want, why) == -1)
		return -1;
	return call->absent ? 0 : read_keys(call, why);
}

static int
remove_link(const struct call *call, const struct rest *rest,
    const struct applink *ours, struct applink_outcome *outcome,
    struct why *why)
{
	if (ours == NULL)
		return 0;
	outcome->changed = true;
	mem_puts(&outcome->id, mem_str(&ours->id));
	return call->dry ? 0 : applink_remove(rest, ours, why);
}

static int
make_link(const struct call *call, const struct rest *rest,
    const struct applink *ours, struct applink_outcome *outcome,
    struct why *why)
{
	outcome->differs = applink_differs(ours, &call->want);
	outcome->changed = outcome->differs != 0;
	if (call->dry && outcome->changed) {
		if (ours != NULL)
			mem_puts(&outcome->id, mem_str(&ours->id));
		return 0;
	}
	if (applink_ensure(rest, &call->want, ours, &outcome->id,
		&outcome->unread, why) == -1)
		return -1;
	if (call->private_key != NULL) {
		outcome->proven = true;
		return applink_prove(
		    rest, call->want.key, call->private_key, why);
	}
	if (outcome->unread)
		return why_setx(why, WHY_NONSENSE,
		    "Jira took the consumer, and does not show it: prove it "
		    "with --private-key");
	return 0;
}

static int
settle(const struct call *call, const struct rest *rest,
    struct applink_outcome *outcome, struct why *why)
{
	struct applinks links = { 0 };
	const struct applink *ours;
	int rv = -1;

	if (applinks_read(&links, rest, why) == -1)
		goto out;
	if (applinks_find(&links, &call->want, &ours, why) == -1)
		goto out;
	if (call->diff &&
	    applink_diff(ours, &call->want, &outcome->diff, why) == -1)
		goto out;
	rv = call->absent ? remove_link(call, rest, ours, outcome, why)
			  : make_link(call, rest, ours, outcome, why);
out:
	applinks_release(&links);
	return rv;
}

static int
connect_and_settle(const struct call *call, const struct conn *conn,
    struct applink_outcome *outcome, struct why *why)
{
	struct rest rest = { .conn = conn };
	int rv = -1;

	if (conn->product == CONN_CLOUD)
		return why_setx(why, WHY_ABSENT,
		    "%s: Jira Cloud takes no application link of OAuth 1.0",
		    conn->name);
	if ((rest.auth = auth_new(conn, why)) == NULL)
		goto out;
	if ((rest.http = http_new(&call->net, why)) == NULL)
		goto out;
	rv = settle(call, &rest, outcome, why);
out:
	http_free(rest.http);
	auth_free(rest.auth);
	return rv;
}

/* Where no program may, a person can: say why, and then how. */
static void
tell_steps(const struct call *call, const struct conn *conn, struct why *why)
{
	struct mem steps = { 0 };
	struct why bad = { 0 };
	int rv;

	rv = call->absent
	    ? applink_steps_remove(conn, &call->want, &steps, &bad)
	    : applink_steps_make(conn, &call->want, &steps, &bad);
	if (rv == 0) {
		tool_warn("%s", why->msg);
		tool_warn("%s", mem_str(&steps));
		why->msg[0] = '\0';
	}
	mem_release(&steps);
}

static int
print(const struct call *call, const struct applink_outcome *outcome,
    struct why *why)
{
	struct mem out = { 0 };
	int rv;

	if (call->json)
		applink_report_json(outcome, call->want.key, call->diff, &out);
	else
		applink_report(outcome, &out);
	rv = tool_write(&out, why);
	mem_release(&out);
	if (rv == 0 && call->dry && outcome->changed)
		why->status = WHY_NO;
	return rv;
}

/* The connection, with a token that is good, and as it is to who only looks. */
static int
open_conn(const struct call *call, struct conn *conn, struct why *why)
{
	if (!call->dry)
		return token_open(
		    conn, call->connection, &call->net, tool_warn, why);
	if (conn_open(conn, call->connection, why) == -1)
		return -1;
	return token_as_is(conn, &call->net, why);
}

int
main(int argc, char *argv[])
{
	struct call call = { .net.trace = tool_warn };
	struct conn conn = { 0 };
	struct applink_outcome outcome = { 0 };
	struct why why = { 0 };

	tool_begin();

	while (tool_option(argc, argv, &options, &call) != NULL)
		continue;
	if (optind != argc)
		tool_usage(&options);
	if (complete(&call, &why) == -1)
		goto out;

	if (open_conn(&call, &conn, &why) == -1)
		goto out;
	if (connect_and_settle(&call, &conn, &outcome, &why) == -1) {
		if (why.status == WHY_ABSENT || why.status == WHY_REFUSED)
			tell_steps(&call, &conn, &why);
		goto out;
	}
	if (print(&call, &outcome, &why) == -1)
		goto out;
out:
	conn_release(&conn);
	mem_release(&call.url);
	mem_release(&outcome.id);
	mem_release(&outcome.diff);
	EVP_PKEY_free(call.want.public);
	return tool_finish(&why);
}
