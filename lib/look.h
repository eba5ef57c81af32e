/*
 * look: one anonymous request, wherever it leads.
 */
#ifndef LOOK_H
#define LOOK_H

#include "http.h"

struct text;
struct why;

enum {
	LOOK_BODY_MAX = 1 << 20, /* bytes of an answer */
	LOOK_REDIRECTS_MAX = 8
};

/* All zeros is none. */
struct look {
	struct http_reply reply;
	struct mem url; /* where it came from in the end */
};

/*
 * GET a URL without a credential and take the answer, whatever its status.
 * Redirects are followed to any host, but not from https to http.  Returns 0,
 * or -1 and why, as http_send(), or WHY_NONSENSE for a circle of redirects.
 * Release with look_release() in any case.
 */
int look(
    struct http *http, const char *url, struct look *look, struct why *why);
void look_release(struct look *look);

/*
 * Send one such request, by any method, and follow no redirect: that there is
 * one is the answer.
 */
int look_once(struct http *http, const char *method, const char *url,
    struct look *look, struct why *why);

/* Is it a 200 that is a JSON object?  text borrows it. */
bool look_json(const struct look *look, struct text *text);

#endif
