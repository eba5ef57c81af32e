/* token_way: how the types of credential differ in what they hold. */

#include <stddef.h>

#include "bearer.h"
#include "conn.h"
#include "dance.h"
#include "mem.h"
#include "text.h"
#include "token_way.h"
#include "when.h"
#include "why.h"

static const struct token_way ways[] = {
	[CONN_BASIC] = { .token = "/auth/apiToken" },
	[CONN_PAT] = { .token = "/auth/token",
	    .expires = "/auth/expiresAt",
	    .begun = "/auth/rotatingSince",
	    .obtained = { "/auth/token", "/auth/id", "/auth/expiresAt",
		"/auth/rotatingSince", "/auth/beside", "/auth/replaces" } },
	[CONN_OAUTH1] = { .token = "/auth/token",
	    .secret = "/auth/tokenSecret",
	    .instead = "/auth/requestor",
	    .renewal = "/auth/sessionHandle",
	    .expires = "/auth/expiresAt",
	    .renewable_until = "/auth/sessionExpiresAt",
	    .obtained = { "/auth/token", "/auth/tokenSecret",
		"/auth/sessionHandle", "/auth/expiresAt",
		"/auth/sessionExpiresAt" },
	    .renew = dance_renew },
	[CONN_OAUTH2] = { .token = "/auth/accessToken",
	    .renewal = "/auth/refreshToken",
	    .expires = "/auth/expiresAt",
	    .renewable_until = "/auth/refreshExpiresAt",
	    .absolute_end = "/auth/grantExpiresAt",
	    .begun = "/auth/refreshingSince",
	    .refused = "/auth/refusedAt",
	    .obtained = { "/auth/accessToken", "/auth/refreshToken",
		"/auth/expiresAt", "/auth/refreshExpiresAt",
		"/auth/grantExpiresAt", "/auth/refreshingSince",
		"/auth/refusedAt" },
	    .renew = bearer_refresh,
	    .revoke = bearer_revoke },
	[CONN_CLIENT_CREDENTIALS] = { .token = "/auth/accessToken",
	    .renewal = "/auth/clientSecret",
	    .expires = "/auth/expiresAt",
	    .fetched = true,
	    .obtained = { "/auth/accessToken", "/auth/expiresAt" },
	    .renew = bearer_fetch,
	    .revoke = bearer_revoke },
};

const struct token_way *
token_way_of(const struct conn *conn)
{
	return &ways[conn->auth];
}

int64_t
token_time(const struct conn *conn, const char *pointer)
{
	struct mem text = { 0 };
	int64_t when = 0;

	if (pointer != NULL && conn_get(conn, pointer, &text) &&
	    when_parse(mem_str(&text), &when) == -1)
		when = 0;
	mem_release(&text);
	return when;
}

bool
token_holds(const struct conn *conn, const char *pointer)
{
	return pointer != NULL &&
	    text_at(&conn->text, pointer).kind != TEXT_NONE &&
	    !conn_is_vacant(conn, pointer);
}

int
token_fail(const struct conn *conn, const char *words, struct why *why)
{
	const struct token_way *way = token_way_of(conn);

	if (way->fetched)
		return why_setx(why, WHY_REFUSED, "%s: %s", conn->name, words);
	if (conn->auth == CONN_PAT && conn->path != NULL)
		return why_setx(why, WHY_REFUSED,
		    "%s: %s: with another credential run jira-token -c OTHER "
		    "create --into %s",
		    conn->name, words, conn->path);
	if (way->obtained[0] == NULL || conn->auth == CONN_PAT)
		return why_setx(why, WHY_REFUSED,
		    "%s: %s: put a new one into the connection", conn->name,
		    words);
	return why_setx(why, WHY_REFUSED,
	    "%s: %s: run jira-token -c %s authorize", conn->name, words,
	    conn->path == NULL ? "-" : conn->path);
}
