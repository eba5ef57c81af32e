/*
 * applink_read: what Jira's REST resources say of application links.
 */
#ifndef APPLINK_READ_H
#define APPLINK_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

struct http_reply;
struct why;

enum {
	APPLINKS_MAX = 1000 /* links that are looked through */
};

/* Where the links are. */
#define APPLINK_PATH "/rest/applinks/3.0/applicationlink"

/* A link, as Jira has it.  All zeros is none. */
struct applink {
	struct mem id, type, name, url, display;
	bool incoming; /* is there an incoming consumer? */
	struct mem key, consumer_name, public, execute_as;
	bool two_legged, impersonation;
};

struct applinks {
	struct applink *at;
	size_t count;
};

/*
 * Add the links of a list to links, without consumers.  Returns 0, or -1 and
 * why (WHY_NONSENSE): no list, a link without a proper id or URL, too many.
 */
int applink_read_list(
    const struct http_reply *reply, struct applinks *links, struct why *why);

/*
 * Read the incoming consumer among those of a link, if there is one.
 * Returns 0, or -1 and why (WHY_NONSENSE).
 */
int applink_read_consumer(
    const struct http_reply *reply, struct applink *link, struct why *why);

/*
 * Add the id of the link that was made to id, as the answer's reference to it
 * says.  Returns 0, or -1 and why (WHY_NONSENSE).
 */
int applink_read_made(
    const struct http_reply *reply, struct mem *id, struct why *why);

void applinks_release(struct applinks *links);

#endif
