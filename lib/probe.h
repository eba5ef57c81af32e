/*
 * probe: what answers at a URL, and what a credential may do there.
 */
#ifndef PROBE_H
#define PROBE_H

#include "probe_access.h"
#include "probe_site.h"
#include "probe_ways.h"

struct conn;
struct http;
struct mem;
struct why;

/* All zeros is nothing found. */
struct probe {
	const struct conn *conn; /* whose credential was shown; NULL: none */
	struct probe_site site;
	struct probe_ways ways;
	struct probe_access access;
};

/*
 * Look at a URL, and where conn is not NULL, which is borrowed, with its
 * credential too, at nothing but what conn names.  Returns 0, or -1 and why:
 * as probe_site_look(), probe_ways_look() and probe_access_look(), or
 * WHY_CONFIG when conn is for another product than the one that answers.
 * Release with probe_release() in any case.
 */
int probe_look(struct probe *probe, struct http *http, const char *url,
    const struct conn *conn, struct why *why);
void probe_release(struct probe *probe);

/*
 * A scoped API token of Jira Cloud is let in at Atlassian's gateway only, and
 * nothing in it tells: add that to the refusal in why, where it may be the
 * cause.  id is that of the site, or empty.
 */
void probe_hint_scoped(
    const struct conn *conn, const struct mem *id, struct why *why);

/* Add a line of JSON; members that were not found out are null. */
void probe_report(const struct probe *probe, struct mem *out);

/* Add a table, in which no character of a server's can steer a terminal. */
void probe_table(const struct probe *probe, struct mem *out);

#endif
