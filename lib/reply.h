/*
 * reply: what a server's answer says, in words and as a status.
 */
#ifndef REPLY_H
#define REPLY_H

#include <stdbool.h>

#include "url.h"

struct http_request;
struct http_reply;
struct mem;
struct why;

enum {
	REPLY_READ_MAX = 1 << 20, /* bytes of a body that are looked at */
	REPLY_WORDS_MAX = 600     /* bytes of the server's words told */
};

/*
 * Add what the server itself says to words, in one line: errorMessages and
 * errors, message, detail, error_description or error of a JSON document; of
 * a page its title; the first line of plain text.  Adds nothing when it says
 * nothing that can be told.
 */
void reply_words(const struct http_reply *reply, struct mem *words);

/* Is it a redirect: a 3xx with a place to go to? */
bool reply_redirects(const struct http_reply *reply);

/*
 * Does a path look like a login page's?  Whoever is sent there would take the
 * page for the answer.
 */
bool reply_is_login(struct piece path);

/* What is known on our side; all zeros is nothing. */
struct reply_hints {
	const char *base;   /* what was signed, to be compared */
	const char *advice; /* what to do about a 401 without a reason */
};

/*
 * What the answer to request asks of the caller.
 * Returns 0 for 2xx and 304, or -1 and why, "host:port: status: words":
 *   WHY_NO        400 and other 4xx: something in the request was rejected
 *   WHY_ABSENT    404, 410
 *   WHY_LATER     408, 425, 429, 5xx; with what Retry-After says
 *   WHY_NONSENSE  a status that is none
 *   WHY_REFUSED   401, 403, a 400 that says the caller is nobody, a CAPTCHA,
 *                 a redirect to a login page, and a 2xx for nobody in truth
 *                 (X-Seraph-LoginReason)
 *   WHY_CONFIG    407, any other redirect, and those of the problems of
 *                 OAuth 1.0a (oauth1_problem_words()) that mean so
 */
int reply_verdict(const struct http_request *request,
    const struct http_reply *reply, const struct reply_hints *hints,
    struct why *why);

#endif
