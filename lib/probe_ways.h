/*
 * probe_ways: which ways into a Jira there are, and how each begins.
 */
#ifndef PROBE_WAYS_H
#define PROBE_WAYS_H

#include "conn.h"

struct http;
struct mem;
struct probe_site;
struct why;

enum probe_answer {
	PROBE_UNKNOWN,
	PROBE_NO,
	PROBE_YES
};

enum {
	PROBE_WAYS = CONN_CLIENT_CREDENTIALS + 1
};

struct probe_ways {
	enum probe_answer offered[PROBE_WAYS]; /* by enum conn_auth */
	enum probe_answer service; /* is there Jira Service Management? */
};

/*
 * Ask what is offered, without a credential; where the answer says nothing,
 * the version does.  Returns 0, or -1 and why, as http_send().
 */
int probe_ways_look(struct probe_ways *ways, const struct probe_site *site,
    struct http *http, struct why *why);

/*
 * What people call it: "personal access token"; NULL where the product never
 * has it.
 */
const char *probe_way_name(enum conn_auth auth, enum conn_product product);

/*
 * Add the command to take next on this way, fit for a shell; FILE and the
 * other capitals are for somebody to fill in.
 */
void probe_way_next(
    enum conn_auth auth, const struct probe_site *site, struct mem *mem);

#endif
