/* token: what a connection holds for a while. */

#include <stddef.h>

#include "conn.h"
#include "http.h"
#include "mem.h"
#include "secret.h"
#include "text.h"
#include "token.h"
#include "token_way.h"
#include "when.h"
#include "why.h"

static enum secret_form
form_at(const struct conn *conn, const char *pointer)
{
	if (pointer == NULL || conn_is_vacant(conn, pointer))
		return SECRET_NONE;
	return secret_form(&conn->text, text_at(&conn->text, pointer));
}

/* Of two ends that may not be known the first. */
static int64_t
sooner(int64_t a, int64_t b)
{
	if (a == 0 || b == 0)
		return a == 0 ? b : a;
	return a < b ? a : b;
}

void
token_look(const struct conn *conn, struct token *token)
{
	const struct token_way *way = token_way_of(conn);

	*token = (struct token){
		.form = form_at(conn, way->token),
		.expires = token_time(conn, way->expires),
		.renewable_until =
		    sooner(token_time(conn, way->renewable_until),
			token_time(conn, way->absolute_end)),
		.grant_ends = token_time(conn, way->absolute_end),
		.begun = token_time(conn, way->begun),
		.refused = token_time(conn, way->refused),
	};
	token->renewable = way->renew != NULL && token->refused == 0 &&
	    (token->form != SECRET_NONE || way->fetched) &&
	    form_at(conn, way->renewal) != SECRET_NONE;
}

/*
 * A renewal that had no answer may have spent the old token, and a server
 * that forgives a second use does so for minutes only.
 */
bool
token_due(const struct conn *conn, unsigned int margin)
{
	struct token token;

	token_look(conn, &token);
	if (!token.renewable)
		return false;
	return token.form == SECRET_NONE || token.begun != 0 ||
	    (token.expires != 0 &&
		token.expires <= when_now() + (int64_t)margin);
}

/* There is no token yet, or somebody has mistyped the name of its file. */
static int
fail_vacant(const struct conn *conn, const char *pointer, struct why *why)
{
	struct mem words = { 0 }, file = { 0 }, member = { 0 };
	int rv;

	mem_printf(&member, "%s/file", pointer);
	mem_puts(&words, "holds no token");
	if (conn_get(conn, mem_str(&member), &file))
		mem_printf(&words, ", as %s is not there", mem_str(&file));
	rv = token_fail(conn, mem_str(&words), why);
	mem_release(&member);
	mem_release(&file);
	mem_release(&words);
	return rv;
}

int
token_check(const struct conn *conn, struct why *why)
{
	const struct token_way *way = token_way_of(conn);
	struct token token;

	/* What is only given is missed by whoever reads it, and by name. */
	if (way->obtained[0] == NULL || token_holds(conn, way->instead))
		return 0;
	token_look(conn, &token);
	if (token.form == SECRET_NONE)
		return fail_vacant(conn, way->token, why);
	if (token.expires != 0 && token.expires <= when_now() &&
	    token.refused != 0)
		return token_fail(conn,
		    "its token has ended, and the server has refused to "
		    "refresh it",
		    why);
	if (token.expires != 0 && token.expires <= when_now())
		return token_fail(conn, "its token has ended", why);
	return 0;
}

/* A file that is write-protected, or a disk that is full or fails? */
static bool
is_unkept(const struct conn *conn, const struct why *why)
{
	return token_way_of(conn)->fetched &&
	    (why->status == WHY_CREATE || why->status == WHY_IO);
}

int
token_ready(struct conn *conn, const struct http_options *options,
    unsigned int margin, bool kept, struct why *warning, struct why *why)
{
	struct why ignored;
	bool changed;

	if (conn->path == NULL && !kept && !token_way_of(conn)->fetched &&
	    token_due(conn, margin))
		return why_setx(why, WHY_USAGE,
		    "%s: the token has to be renewed, and there is no file "
		    "to keep the new one in: use jira-token -c - -o conn",
		    conn->name);
	if (token_fresh(conn, options, margin, false, &changed, warning) == 0)
		return token_check(conn, why);
	if (is_unkept(conn, warning))
		return token_borrow(conn, options, why);
	if (warning->status == WHY_LATER && token_check(conn, &ignored) == 0)
		return 0;
	*why = *warning;
	return -1;
}

int
token_open(struct conn *conn, const char *name,
    const struct http_options *options, void (*say)(const char *fmt, ...),
    struct why *why)
{
	struct why warning = { 0 };

	if (conn_open(conn, name, why) == -1 ||
	    token_ready(conn, options, TOKEN_MARGIN, false, &warning, why) ==
		-1)
		return -1;
	if (warning.msg[0] != '\0')
		say("not renewed: %s", warning.msg);
	return 0;
}

int
token_as_is(
    struct conn *conn, const struct http_options *options, struct why *why)
{
	struct token token;
	struct why bad = { 0 };

	if (token_check(conn, &bad) == 0)
		return 0;
	token_look(conn, &token);
	if (token.renewable && token_way_of(conn)->fetched)
		return token_borrow(conn, options, why);
	if (token.renewable)
		return why_setx(why, WHY_LATER,
		    "%s: its token has ended, and who only looks renews none: "
		    "run jira-token -c %s refresh",
		    conn->name, conn->path == NULL ? "-" : conn->path);
	*why = bad;
	return -1;
}

bool
token_again(struct conn *conn, const struct http_options *options)
{
	const struct token_way *way = token_way_of(conn);
	struct why why = { 0 };
	bool changed = false;

	if (!way->fetched && (way->begun == NULL || conn->path == NULL))
		return false;
	if (token_fresh(conn, options, 0, true, &changed, &why) == 0)
		return changed;
	return is_unkept(conn, &why) && token_borrow(conn, options, &why) == 0;
}

/* A personal access token without a name was brought by somebody. */
static bool
is_given(const struct conn *conn)
{
	return token_way_of(conn)->obtained[0] == NULL ||
	    (conn->auth == CONN_PAT && !token_holds(conn, "/auth/name"));
}

/*
 * A file goes before the document, or else a crash would leave a token that
 * nothing refers to; the reference stays where a new token can be kept by it.
 */
static int
forget_member(struct conn *conn, const char *pointer,
    struct conn_change *changes, size_t *count, struct why *why)
{
	struct why ignored = { 0 };

	if (conn_discard(conn, pointer, why) == -1)
		return -1;
	if (!conn_is_vacant(conn, pointer) ||
	    conn_can_keep(conn, pointer, &ignored) == -1)
		changes[(*count)++].pointer = pointer;
	return 0;
}

/* The connection is locked. */
static int
forget(struct conn *conn, bool *changed, struct why *why)
{
	const struct token_way *way = token_way_of(conn);
	struct conn_change changes[TOKEN_MEMBERS_MAX] = { 0 };
	size_t i, count = 0;

	for (i = 0; i < TOKEN_MEMBERS_MAX && way->obtained[i] != NULL; i++) {
		if (token_holds(conn, way->obtained[i]))
			*changed = true;
		if (forget_member(
			conn, way->obtained[i], changes, &count, why) == -1)
			return -1;
	}
	return conn_change(conn, changes, count, why);
}

int
token_forget(struct conn *conn, bool *changed, struct why *why)
{
	int rv;

	*changed = false;
	if (is_given(conn))
		return why_setx(why, WHY_USAGE,
		    "%s: a credential of type %s is given, not obtained: "
		    "take it out of the connection",
		    conn->name, conn_auth_name(conn->auth));
	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		return -1;
	rv = forget(conn, changed, why);
	conn_unlock(conn);
	return rv;
}

int
token_revoke(struct conn *conn, const struct http_options *options,
    bool *changed, struct why *why)
{
	const struct token_way *way = token_way_of(conn);
	struct http *http = NULL;
	int rv = -1;

	*changed = false;
	if (way->revoke == NULL)
		return why_setx(why, WHY_ABSENT,
		    "%s: Jira has no call to revoke a credential of type %s: "
		    "its owner can, on a page of Jira",
		    conn->name, conn_auth_name(conn->auth));
	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		return -1;
	if (token_holds(conn, way->token)) {
		if ((http = http_new(options, why)) == NULL ||
		    way->revoke(conn, http, why) == -1)
			goto out;
	}
	rv = forget(conn, changed, why);
out:
	http_free(http);
	conn_unlock(conn);
	return rv;
}
