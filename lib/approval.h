/*
 * approval: somebody's yes to a connection, by whichever OAuth it has.
 *
 * A further auth.type that takes a person is a row in approval.c.
 */
#ifndef APPROVAL_H
#define APPROVAL_H

#include <stdbool.h>

#include "consent.h"
#include "dance.h"

/* All zeros is none. */
struct approval {
	const struct approval_way *way;
	struct dance dance;     /* OAuth 1.0a */
	struct consent consent; /* OAuth 2.0 */
};

/*
 * Where to listen for the answer: for OAuth 1.0a at the callback given (NULL:
 * http://localhost/callback), for OAuth 2.0 at the connection's redirectUri.
 * Adds the URL to url, or nothing where the answer has to be pasted: with
 * paste, for "oob", and for a redirect URI that is not this machine's.
 * Returns 0, or -1 and why: WHY_USAGE for a type that nobody approves, or a
 * callback where the connection has its own.
 */
int approval_callback(const struct conn *conn, const char *given, bool paste,
    struct mem *url, struct why *why);

/*
 * Begin, with the URL that is listened at or NULL.  Borrows conn and http
 * until approval_release(), which is wanted in any case.  Returns 0, or -1
 * and why, as dance_begin() and consent_begin().
 */
int approval_begin(struct approval *approval, const struct conn *conn,
    struct http *http, const char *listens, struct why *why);
void approval_release(struct approval *approval);

/* The URL that somebody has to open; and what to ask them for, to paste. */
const char *approval_url(const struct approval *approval);
const char *approval_prompt(const struct approval *approval);

/* For listen_wait(): is this the answer? */
enum callback approval_judge(const char *query, void *approval);

/*
 * Have what was approved, by the answer.  Returns 0, or -1 and why, as
 * dance_verifier(), dance_end() and consent_end().  Release grant in any case.
 */
int approval_end(struct approval *approval, const char *answer,
    struct grant *grant, struct why *why);

#endif
