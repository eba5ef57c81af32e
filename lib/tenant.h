/*
 * tenant: which site of Jira Cloud a connection leads to, by its cloudId.
 */
#ifndef TENANT_H
#define TENANT_H

#include <stdbool.h>

struct conn;
struct http;
struct mem;
struct why;

enum {
	TENANT_BODY_MAX = 1 << 20, /* bytes of an answer */
	TENANT_ID_MAX = 64         /* bytes of a cloudId; a UUID has 36 */
};

/*
 * Does the connection want the id of its site, which nobody has written down?
 * Not, when "endpoints" say what its API's URL is.
 */
bool tenant_is_open(const struct conn *conn);

/*
 * Ask the connection's site for its id, which anybody may know, and add it to
 * id.  Returns 0, or -1 and why: as reply_verdict(), WHY_CONFIG when what
 * answers is no site of Jira Cloud.
 */
int tenant_ask(const struct conn *conn, struct http *http, struct mem *id,
    struct why *why);

/*
 * See that an access token is for the connection's site, of those that it is
 * for: the one of its cloudId, or else of its url, whose id is then added to
 * id, as nobody has written it down.  Asks nothing of other products, nor
 * where "endpoints" say it all.  Returns 0, or -1 and why: WHY_CONFIG, listing
 * the sites, when it is none of them; without a cloudId also as
 * reply_verdict().
 */
int tenant_settle(const struct conn *conn, struct http *http, const char *token,
    struct mem *id, struct why *why);

#endif
