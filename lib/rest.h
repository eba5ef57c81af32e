/*
 * rest: one call of Jira's REST API, with the credential of a connection.
 */
#ifndef REST_H
#define REST_H

#include "http.h"
#include "text.h"

struct auth;
struct conn;
struct mem;
struct why;

enum {
	REST_BODY_MAX = 1 << 24 /* bytes of an answer that is looked into */
};

/* Whom to call, and as whom; all of them borrowed. */
struct rest {
	const struct conn *conn;
	struct http *http;
	struct auth *auth;
};

/*
 * Call path ("/rest/...") and take the answer, which has to be a good one.
 * body is JSON, or NULL.  JSON is asked for, and the call declared to be no
 * forgery.  Returns 0, or -1 and why, as endpoint_join(), auth_send() and
 * auth_verdict(): WHY_ABSENT for a 404.
 */
int rest_call(const struct rest *rest, const char *method, const char *path,
    const struct mem *body, struct http_reply *reply, struct why *why);

/*
 * Read the body of an answer as JSON; text borrows it.  Returns 0, or -1 and
 * why: WHY_NONSENSE, with what the path was.
 */
int rest_json(const struct http_reply *reply, const char *path,
    struct text *text, struct why *why);

/* Add a member's string to mem; returns whether there is one. */
bool rest_string(const struct text *text, struct value object, const char *name,
    struct mem *mem);

/* Is a member true? */
bool rest_true(const struct text *text, struct value object, const char *name);

#endif
