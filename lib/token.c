/* token: what a connection holds for a while, kept fresh under its lock. */

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "conn.h"
#include "dance.h"
#include "file.h"
#include "grant.h"
#include "http.h"
#include "mem.h"
#include "secret.h"
#include "stage.h"
#include "text.h"
#include "token.h"
#include "when.h"
#include "why.h"

enum {
	MEMBERS_MAX = 8,
	ROOM = 65536 /* bytes that a connection may grow by */
};

/* How the types differ; what is NULL, there is not. */
struct way {
	const char *token;   /* what lets in */
	const char *instead; /* what lets in without one */
	const char *renewal; /* what a new one is got with */
	const char *expires; /* ends of the two */
	const char *renewable_until;
	const char *obtained[MEMBERS_MAX]; /* all that a server handed out */
	int (*renew)(const struct conn *conn, struct http *http,
	    struct grant *grant, struct why *why);
};

static const struct way ways[] = {
	[CONN_BASIC] = { .token = "/auth/apiToken" },
	[CONN_PAT] = { .token = "/auth/token", .expires = "/auth/expiresAt" },
	[CONN_OAUTH1] = { .token = "/auth/token",
	    .instead = "/auth/requestor",
	    .renewal = "/auth/sessionHandle",
	    .expires = "/auth/expiresAt",
	    .renewable_until = "/auth/sessionExpiresAt",
	    .obtained = { "/auth/token", "/auth/tokenSecret",
		"/auth/sessionHandle", "/auth/expiresAt",
		"/auth/sessionExpiresAt" },
	    .renew = dance_renew },
};

/* Types that have no row yet hold what nothing is known of. */
static const struct way unknown = { .token = "/auth/accessToken" };

static const struct way *
way_of(const struct conn *conn)
{
	return conn->auth < sizeof ways / sizeof ways[0] ? &ways[conn->auth]
							 : &unknown;
}

static int64_t
time_at(const struct conn *conn, const char *pointer)
{
	struct mem text = { 0 };
	int64_t when = 0;

	if (pointer != NULL && conn_get(conn, pointer, &text) &&
	    when_parse(mem_str(&text), &when) == -1)
		when = 0;
	mem_release(&text);
	return when;
}

static enum secret_form
form_at(const struct conn *conn, const char *pointer)
{
	if (pointer == NULL)
		return SECRET_NONE;
	return secret_form(&conn->text, text_at(&conn->text, pointer));
}

void
token_look(const struct conn *conn, struct token *token)
{
	const struct way *way = way_of(conn);

	*token = (struct token){
		.form = form_at(conn, way->token),
		.expires = time_at(conn, way->expires),
		.renewable_until = time_at(conn, way->renewable_until),
	};
	token->renewable = way->renew != NULL && token->form != SECRET_NONE &&
	    form_at(conn, way->renewal) != SECRET_NONE;
}

bool
token_due(const struct conn *conn, unsigned int margin)
{
	struct token token;

	token_look(conn, &token);
	return token.renewable && token.expires != 0 &&
	    token.expires <= when_now() + (int64_t)margin;
}

/* A full disk is found out before the old token is spent. */
static int
check_room(const struct conn *conn, struct why *why)
{
	struct stage stage = { .fd = -1 };
	int error;

	if (conn->file == NULL)
		return 0;
	if (stage_open(&stage, conn->file->path) == -1)
		return why_set(why, WHY_CREATE, "%s", conn->name);
	error =
	    posix_fallocate(stage.fd, 0, (off_t)conn->bytes.len + (off_t)ROOM);
	stage_release(&stage);
	if (error == 0 || error == EOPNOTSUPP || error == EINVAL)
		return 0;
	errno = error;
	return why_set(why, WHY_IO, "%s", conn->name);
}

/* Could what conn is going to be handed out be kept?  It is locked. */
static int
check_keeping(const struct conn *conn, struct why *why)
{
	const struct way *way = way_of(conn);
	size_t i;

	if (conn->file != NULL && file_check(conn->file, why) == -1)
		return -1;
	for (i = 0; i < MEMBERS_MAX && way->obtained[i] != NULL; i++)
		if (conn_can_keep(conn, way->obtained[i], why) == -1)
			return -1;
	return check_room(conn, why);
}

int
token_guard(struct conn *conn, struct why *why)
{
	int rv;

	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		return -1;
	rv = check_keeping(conn, why);
	conn_unlock(conn);
	return rv;
}

static const char *
or_null(const struct mem *mem)
{
	return mem->len == 0 ? NULL : mem->data;
}

/* The connection is locked. */
static int
keep(struct conn *conn, const struct grant *grant, struct why *why)
{
	struct mem expires = { 0 }, until = { 0 };
	int rv = -1;

	if (grant->expires != 0)
		when_print(&expires, grant->expires);
	if (grant->renewable_until != 0)
		when_print(&until, grant->renewable_until);
	if (mem_check(&expires, why) == 0 && mem_check(&until, why) == 0) {
		const struct conn_change changes[] = {
			{ "/auth/token", or_null(&grant->token) },
			{ "/auth/tokenSecret", or_null(&grant->secret) },
			{ "/auth/sessionHandle", or_null(&grant->handle) },
			{ "/auth/expiresAt", or_null(&expires) },
			{ "/auth/sessionExpiresAt", or_null(&until) },
		};

		rv = conn_change(
		    conn, changes, sizeof changes / sizeof changes[0], why);
	}
	mem_release(&expires);
	mem_release(&until);
	return rv;
}

int
token_keep(struct conn *conn, const struct grant *grant, struct why *why)
{
	int rv;

	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		return -1;
	rv = keep(conn, grant, why);
	conn_unlock(conn);
	return rv;
}

/* Only a person can help, and how depends on the type. */
static int
fail_token(const struct conn *conn, const char *words, struct why *why)
{
	if (way_of(conn) == &unknown)
		return why_setx(why, WHY_CONFIG,
		    "%s: /auth/type: %s is not supported yet", conn->name,
		    conn_auth_name(conn->auth));
	if (way_of(conn)->obtained[0] == NULL)
		return why_setx(why, WHY_REFUSED,
		    "%s: %s: put a new one into the connection", conn->name,
		    words);
	return why_setx(why, WHY_REFUSED,
	    "%s: %s: run jira-token -c %s authorize", conn->name, words,
	    conn->path == NULL ? "-" : conn->path);
}

static int
check_renewable(const struct conn *conn, struct why *why)
{
	struct token token;

	token_look(conn, &token);
	if (token.form == SECRET_NONE)
		return fail_token(conn, "holds no token", why);
	if (!token.renewable)
		return fail_token(
		    conn, "holds nothing to renew its token with", why);
	return 0;
}

/* The connection is locked. */
static int
renew(struct conn *conn, const struct http_options *options, struct why *why)
{
	struct grant grant = { 0 };
	struct http *http = NULL;
	int rv = -1;

	if (check_renewable(conn, why) == -1 || check_keeping(conn, why) == -1)
		goto out;
	if ((http = http_new(options, why)) == NULL)
		goto out;
	if (way_of(conn)->renew(conn, http, &grant, why) == -1)
		goto out;
	if (keep(conn, &grant, why) == -1)
		goto out;
	rv = 0;
out:
	http_free(http);
	grant_release(&grant);
	return rv;
}

/* The token's bytes in the document, to be compared before and after. */
static void
copy_token(const struct conn *conn, struct mem *mem)
{
	const struct value value = text_at(&conn->text, way_of(conn)->token);

	mem_add(mem, conn->text.data + value.at, value.end - value.at);
}

static bool
same(const struct mem *a, const struct mem *b)
{
	return a->len == b->len &&
	    (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

int
token_fresh(struct conn *conn, const struct http_options *options,
    unsigned int margin, bool force, bool *changed, struct why *why)
{
	struct mem before = { 0 }, after = { 0 };
	int rv = -1;

	*changed = false;
	if (!force && !token_due(conn, margin))
		return 0;
	copy_token(conn, &before);
	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		goto out;
	/* Whoever had the lock before may have done the work. */
	copy_token(conn, &after);
	if (mem_check(&before, why) == -1 || mem_check(&after, why) == -1)
		goto out;
	*changed = !same(&before, &after);
	if (!*changed || token_due(conn, margin)) {
		if (renew(conn, options, why) == -1)
			goto out;
		*changed = true;
	}
	rv = 0;
out:
	conn_unlock(conn);
	mem_release(&before);
	mem_release(&after);
	return rv;
}

int
token_check(const struct conn *conn, struct why *why)
{
	const struct way *way = way_of(conn);
	struct token token;

	if (way->instead != NULL &&
	    text_at(&conn->text, way->instead).kind != TEXT_NONE)
		return 0;
	token_look(conn, &token);
	if (token.form == SECRET_NONE)
		return fail_token(conn, "holds no token", why);
	if (token.expires != 0 && token.expires <= when_now())
		return fail_token(conn, "its token has ended", why);
	return 0;
}

int
token_ready(struct conn *conn, const struct http_options *options,
    unsigned int margin, bool kept, struct why *warning, struct why *why)
{
	struct why ignored;
	bool changed;

	if (conn->path == NULL && !kept && token_due(conn, margin))
		return why_setx(why, WHY_USAGE,
		    "%s: the token has to be renewed, and there is no file "
		    "to keep the new one in: use jira-token -c - -o conn",
		    conn->name);
	if (token_fresh(conn, options, margin, false, &changed, warning) ==
	    -1) {
		if (warning->status != WHY_LATER ||
		    token_check(conn, &ignored) == -1) {
			*why = *warning;
			return -1;
		}
		return 0;
	}
	return token_check(conn, why);
}

int
token_forget(struct conn *conn, bool *changed, struct why *why)
{
	const struct way *way = way_of(conn);
	struct conn_change changes[MEMBERS_MAX] = { 0 };
	size_t count;
	int rv;

	*changed = false;
	if (way->obtained[0] == NULL)
		return why_setx(why, WHY_USAGE,
		    "%s: a credential of type %s is given, not obtained: "
		    "take it out of the connection",
		    conn->name, conn_auth_name(conn->auth));
	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		return -1;
	for (count = 0; count < MEMBERS_MAX && way->obtained[count] != NULL;
	     count++) {
		changes[count].pointer = way->obtained[count];
		if (text_at(&conn->text, way->obtained[count]).kind !=
		    TEXT_NONE)
			*changed = true;
	}
	rv = conn_change(conn, changes, count, why);
	conn_unlock(conn);
	return rv;
}
