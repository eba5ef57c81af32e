/*
 * check: does a credential let in, and as whom?
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>

#include "probe_access.h"

struct conn;
struct http_options;
struct mem;
struct why;

/* All zeros is nothing found. */
struct check {
	const struct conn *conn;
	bool client; /* the client is right; there is no grant that acts yet */
	struct probe_access access; /* user is empty where nobody is named */
};

/*
 * Ask the server, renewing the token first where it is due.  A connection of
 * OAuth 2.0 that nobody has authorized shows its client's id and secret
 * alone.  warning gets the reason why a token that is due, but still good,
 * could not be renewed.  Returns 0, or -1 and why: WHY_REFUSED when it does
 * not let in, or WHY_CONFIG when the client is unknown or its secret wrong;
 * and as token_ready(), auth_new() and probe_access_who().  Release with
 * check_release() in any case.
 */
int check(struct check *check, struct conn *conn,
    const struct http_options *options, struct why *warning, struct why *why);
void check_release(struct check *check);

/*
 * Is this failure the answer to the question: that the credential, as it is,
 * does not let in?  Others leave it open.
 */
bool check_is_answer(const struct why *why);

/* Add the answer as a sentence, or as a line of JSON; no secret. */
void check_text(
    const struct check *check, const struct why *why, struct mem *out);
void check_json(
    const struct check *check, const struct why *why, struct mem *out);

#endif
