/*
 * consent: the code flow of OAuth 2.0 (RFC 6749, 4.1), as Jira Cloud and Jira
 * Data Center go it: with a state, and with PKCE (RFC 7636) on the latter.
 *
 *	consent_begin()	and somebody is sent to consent.url
 *	consent_judge()	knows the query that comes back to the redirect URI
 *	consent_end()	has the tokens for it
 */
#ifndef CONSENT_H
#define CONSENT_H

#include <stdbool.h>

#include "callback.h"
#include "mem.h"
#include "oauth2.h"

struct conn;
struct grant;
struct http;
struct why;

/* All zeros is none. */
struct consent {
	const struct conn *conn;
	struct http *http;
	char state[OAUTH2_RANDOM_LEN + 1];
	char verifier[OAUTH2_RANDOM_LEN + 1]; /* "": no PKCE */
	struct mem url;                       /* where somebody has to go */
};

/*
 * Compose the URL.  Borrows conn and http until consent_release(), which is
 * wanted in any case.  Returns 0, or -1 and why: WHY_CONFIG for what the
 * connection lacks.
 */
int consent_begin(struct consent *consent, const struct conn *conn,
    struct http *http, struct why *why);
void consent_release(struct consent *consent);

/* For listen_wait(): is this an answer with our state? */
enum callback consent_judge(const char *query, void *consent);

/*
 * Get the tokens for the query that came back, or the URL that somebody
 * pasted.  Returns 0, or -1 and why: WHY_REFUSED when access was denied,
 * WHY_USAGE for what is no answer to this request, never quoting it, or as
 * bearer_exchange().  Release grant with grant_release() in any case.
 */
int consent_end(struct consent *consent, const char *answer,
    struct grant *grant, struct why *why);

#endif
