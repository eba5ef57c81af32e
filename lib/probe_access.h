/*
 * probe_access: who a credential is, and what it may do.
 */
#ifndef PROBE_ACCESS_H
#define PROBE_ACCESS_H

#include "mem.h"
#include "probe_ways.h"

struct rest;
struct why;

/* The kinds of calls. */
enum probe_call {
	PROBE_PLATFORM,
	PROBE_AGILE,
	PROBE_SERVICE,  /* Jira Service Management */
	PROBE_CUSTOMER, /* Customer Service Management */
	PROBE_ADMINISTRATION,
	PROBE_CALLS
};

/* What is left before Jira says 429, as it says it; empty: it does not. */
struct probe_rate {
	struct mem limit, remaining;
	struct mem fill, interval; /* Data Center: so many in so many seconds */
	struct mem reset;          /* Cloud: when */
};

struct probe_access {
	struct mem user, display; /* its name or id, and in words */
	enum probe_answer calls[PROBE_CALLS];
	struct probe_rate rate;
};

/*
 * Ask with the credential, of nobody but the hosts that the connection names.
 * Of a connection for the APIs that only take, "devops", nothing can be asked.
 * Returns 0, or -1 and why: WHY_REFUSED when it does not let in, or as
 * rest_call().  Release with probe_access_release() in any case.
 */
int probe_access_look(
    struct probe_access *access, const struct rest *rest, struct why *why);
void probe_access_release(struct probe_access *access);

/*
 * Ask no more than who it is, which the platform alone says: is there nothing
 * to ask, for "csm" and "devops", user stays empty.  Returns as above.
 */
int probe_access_who(
    struct probe_access *access, const struct rest *rest, struct why *why);

/* The word for a kind: "serviceManagement". */
const char *probe_call_name(enum probe_call call);

#endif
