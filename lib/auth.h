/*
 * auth: a connection's credential on a request, and what the server says of
 * it.
 *
 * A further auth.type is a row of the table in auth.c and its functions.
 */
#ifndef AUTH_H
#define AUTH_H

#include "http.h"

struct conn;
struct why;

/* A credential, with its secrets resolved. */
struct auth;

/*
 * Resolve what the connection, which is borrowed, lets in with.  Returns it,
 * freed with auth_free(); or NULL and why: WHY_REFUSED when it holds no token
 * yet, WHY_CONFIG for what is missing, or what resolving a secret gives.
 */
struct auth *auth_new(const struct conn *conn, struct why *why);
void auth_free(struct auth *auth);

/*
 * The same for a token that is at hand, and that the connection does not hold
 * yet, as a bearer's.  NULL is WHY_LATER.
 */
struct auth *auth_token(
    const struct conn *conn, const struct mem *token, struct why *why);

/*
 * Add the header's line, "Authorization: …", to header.  Returns 0, or -1 and
 * why: WHY_USAGE where there is none but for one request at a time.
 */
int auth_header(struct auth *auth, struct mem *header, struct why *why);

/*
 * Send a request with the credential on it, and take the answer that counts.
 * As errand_send().
 */
int auth_send(struct auth *auth, struct http *http,
    const struct http_request *request, struct http_reply *reply,
    struct why *why);

/*
 * Who puts the credential on requests; borrowed, as long as auth.  With many
 * under way at once, auth_verdict() compares no base strings of OAuth 1.0a
 * from then on, as it knows the last one alone.
 */
const struct http_signer *auth_signer(struct auth *auth, bool many);

/*
 * What the answer to the request last sent asks of the caller, as
 * reply_verdict() says it, with what can be done about a refusal.
 */
int auth_verdict(const struct auth *auth, const struct http_request *request,
    const struct http_reply *reply, struct why *why);

#endif
