/*
 * ingest_call: one thing of the DevOps APIs by its key: look at it, delete
 * it, wait for its gate.
 */
#ifndef INGEST_CALL_H
#define INGEST_CALL_H

#include <stddef.h>

struct caller;
struct conn;
struct mem;
struct record_kind;
struct why;

/* All is borrowed. */
struct ingest_call {
	const struct record_kind *kind;
	const char *version; /* of the API, or NULL */
	const struct conn *conn;
	struct caller *caller;
	/* Tell what is waited for; as warnx(3).  Or NULL. */
	void (*say)(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
};

/*
 * Add the URL of what the words of a key name: {"web", "42"}; a repository's
 * may go on with commit, branch or pull_request, and an id.  Returns 0, or -1
 * and why: WHY_USAGE for too few or too many, or as endpoint_ingest().
 */
int ingest_call_url(const struct ingest_call *call, size_t count,
    char *const words[], struct mem *url, struct why *why);

/* Add the URL of all that has these properties: "k=v&k2=v2", encoded. */
int ingest_call_bulk(const struct ingest_call *call, const char *pairs,
    struct mem *url, struct why *why);

/*
 * Look, and add what Jira holds to body; or delete.  Return 0, or -1 and why:
 * WHY_ABSENT where there is nothing, or as caller_send() and
 * caller_verdict().
 */
int ingest_call_get(const struct ingest_call *call, const char *url,
    struct mem *body, struct why *why);
int ingest_call_delete(
    const struct ingest_call *call, const char *url, struct why *why);

/*
 * Ask for the gate of the deployment at url until it is decided, every so
 * many seconds, for at most timeout; body becomes the last answer.  Returns 0
 * when it is allowed; or -1 and why: WHY_NO when it is prevented, WHY_LATER
 * when it is not decided, WHY_NONSENSE for a deployment that has no gate, or
 * as ingest_call_get().
 */
int ingest_call_gate(const struct ingest_call *call, const char *url,
    unsigned int interval, unsigned int timeout, struct mem *body,
    struct why *why);

#endif
