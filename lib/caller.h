/*
 * caller: who makes requests with a connection, and keeps its token fresh.
 */
#ifndef CALLER_H
#define CALLER_H

#include "http.h"

struct conn;
struct why;

struct caller;

/*
 * Resolve what the connection lets in with; it and options are borrowed.
 * Returns the caller, freed with caller_free(); or NULL and why, as
 * auth_new() and http_new().
 */
struct caller *caller_new(
    struct conn *conn, const struct http_options *options, struct why *why);
void caller_free(struct caller *caller);

/*
 * Send one request, tried again as errand_send() does, and take the answer
 * that counts, whatever its status.  A 401 to a token of OAuth 2.0 that should
 * be good has another fetched, once, and the request sent with that.
 */
int caller_send(struct caller *caller, const struct http_request *request,
    struct http_reply *reply, struct why *why);

/*
 * The same for many requests at once, by flight_new(): a token is renewed
 * once for all of them, and not again before an answer shows it was any good.
 * Borrowed, as long as caller.
 */
const struct http_signer *caller_signer(struct caller *caller);

/* What an answer asks of us: as auth_verdict(). */
int caller_verdict(const struct caller *caller,
    const struct http_request *request, const struct http_reply *reply,
    struct why *why);

#endif
