/* bearer_post: one exchange with a token endpoint of OAuth 2.0. */
#ifndef BEARER_POST_H
#define BEARER_POST_H

#include <stdbool.h>

#include "endpoint.h"
#include "mem.h"
#include "oauth2.h"

struct conn;
struct grant;
struct http;
struct why;

/*
 * What is said to it, with the secrets that are in it.  All zeros says nothing
 * yet; release with bearer_order_release(), which wipes.
 */
struct bearer_order {
	struct oauth2_params params;
	struct mem id, secret, token;
	struct mem redirect, scopes;
	bool unread; /* the server could not read the body */
};

/*
 * Post the order, and read the answer into grant, or where that is NULL none.
 * Returns 0, or -1 and why, in which no secret of the order is: as
 * endpoint_url(), http_send() and grant_read_json() fail; as the server's own
 * words mean, and without them never WHY_REFUSED.
 */
int bearer_post(const struct conn *conn, struct http *http,
    enum endpoint endpoint, struct bearer_order *order, struct grant *grant,
    struct why *why);
void bearer_order_release(struct bearer_order *order);

#endif
