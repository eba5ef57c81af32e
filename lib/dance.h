/*
 * dance: the three legs of OAuth 1.0a (RFC 5849, 2), as Jira Server and Data
 * Center go them, and the renewal that Jira adds.
 *
 * Request token, somebody who approves it in a browser, access token:
 *
 *	dance_begin()	and somebody is sent to dance.url
 *	dance_judge()	knows the query that comes back to the callback, and
 *	dance_verifier() what somebody typed instead
 *	dance_end()	has the access token
 */
#ifndef DANCE_H
#define DANCE_H

#include "callback.h"
#include "consumer.h"
#include "grant.h"
#include "mem.h"

struct conn;
struct http;
struct why;

enum {
	DANCE_VERIFIER_MAX = 1024 /* bytes; Jira's have six */
};

/* All zeros is none. */
struct dance {
	const struct conn *conn;
	struct http *http;
	struct consumer consumer;
	struct grant request; /* the request token */
	struct mem url;       /* where somebody has to go */
};

/*
 * Get a request token for a callback: an absolute http or https URL, or
 * "oob".  Borrows conn and http until dance_release(), which is wanted in any
 * case.  Returns 0, or -1 and why, as reply_verdict() or: WHY_NONSENSE when
 * the answer is none, WHY_CONFIG when the server does not confirm the
 * callback, for then it knows no OAuth 1.0a but the unsafe 1.0.
 */
int dance_begin(struct dance *dance, const struct conn *conn, struct http *http,
    const char *callback, struct why *why);
void dance_release(struct dance *dance);

/* For listen_wait(): is this the answer for the request token? */
enum callback dance_judge(const char *query, void *dance);

/*
 * Add the verifier to verifier from the query that came back, or from what
 * somebody typed: the verifier itself, or the URL that the browser ended on.
 * Returns 0, or -1 and why: WHY_REFUSED when access was denied, WHY_USAGE for
 * what is none, never quoting it, and for the answer to another request.
 */
int dance_verifier(const struct dance *dance, const char *answer,
    struct mem *verifier, struct why *why);

/*
 * Get the access token.  Returns 0, or -1 and why as dance_begin().  Release
 * grant with grant_release() in any case.
 */
int dance_end(struct dance *dance, const char *verifier, struct grant *grant,
    struct why *why);

/*
 * Get a new access token for the connection's own by its session handle.  The
 * old one is worth nothing from then on.  Returns 0, or -1 and why: WHY_REFUSED
 * when there is nothing to renew with, or as above.
 */
int dance_renew(const struct conn *conn, struct http *http, struct grant *grant,
    struct why *why);

#endif
