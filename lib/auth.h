/*
 * auth: a connection's credential on a request, and what the server says of
 * it.
 */
#ifndef AUTH_H
#define AUTH_H

#include "http.h"

struct conn;
struct why;

/* A credential, with its secrets resolved. */
struct auth;

/* Returns it, freed with auth_free(); or NULL and why. */
struct auth *auth_new(const struct conn *conn, struct why *why);
void auth_free(struct auth *auth);

/*
 * Send a request with the credential on it.  A clock that differs from the
 * server's (oauth_problem=timestamp_refused) is learnt, and the request is
 * signed and sent once more.  As http_send().
 */
int auth_send(struct auth *auth, struct http *http,
    const struct http_request *request, struct http_reply *reply,
    struct why *why);

/*
 * What a reply asks of the caller: 0 for 2xx and 3xx, or -1 and why with the
 * server's own messages (errorMessages, errors, oauth_problem as a sentence
 * that says what to do) and the status that fits.
 */
int auth_verdict(const struct auth *auth, const struct http_request *request,
    const struct http_reply *reply, struct why *why);

#endif
