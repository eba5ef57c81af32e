/*
 * bearer: tokens of OAuth 2.0, asked of a connection's token endpoint.
 *
 * Jira Cloud is spoken to in JSON, as it documents, and Data Center in forms,
 * as it reads nothing else.  Secrets travel in bodies, which nothing shows.
 */
#ifndef BEARER_H
#define BEARER_H

struct conn;
struct grant;
struct http;
struct why;

/* How long Jira lets a refresh token lie, and a grant of Cloud live. */
enum {
	BEARER_IDLE_DAYS = 90,
	BEARER_GRANT_DAYS = 365
};

/*
 * All return 0, or -1 and why:
 *   WHY_REFUSED   the grant, a code or a refresh token, is worth nothing any
 *                 more, and the server says so in the words of OAuth 2.0
 *   WHY_CONFIG    a client, scope or URL that is wrong
 *   WHY_LATER     no answer, or one that is none: a 5xx, a proxy's page
 *   WHY_NONSENSE  an answer that does not hold a token
 * and as conn_secret() and reply_verdict() fail.  No message has a secret in
 * it, even if the server's words have.  Release grant in any case.
 */

/* Get a token for a client's id and secret alone (RFC 6749, 4.4). */
int bearer_fetch(const struct conn *conn, struct http *http,
    struct grant *grant, struct why *why);

/* Get one for the code that a browser brought, with PKCE's verifier or NULL. */
int bearer_exchange(const struct conn *conn, struct http *http,
    const char *code, const char *verifier, struct grant *grant,
    struct why *why);

/*
 * Get a new pair of tokens for the refresh token (RFC 6749, 6), which is
 * spent by that; an answer without a new one leaves it good.
 */
int bearer_refresh(const struct conn *conn, struct http *http,
    struct grant *grant, struct why *why);

/*
 * Ask about the client's id and secret alone: with a refresh token that
 * nobody has, which is refused last.  Returns 0 when that is what is refused.
 */
int bearer_try(const struct conn *conn, struct http *http, struct why *why);

/*
 * Have the server revoke the refresh token, or else the access token, and
 * what belongs to it (RFC 7009).  WHY_ABSENT where there is no such call.
 */
int bearer_revoke(const struct conn *conn, struct http *http, struct why *why);

#endif
