/*
 * ingest_call: one thing of the DevOps APIs by its key: look at it, delete
 * it, wait for its gate.
 */
#ifndef INGEST_CALL_H
#define INGEST_CALL_H

#include <stdbool.h>
#include <stddef.h>

struct caller;
struct conn;
struct ingest_properties;
struct mem;
struct record_kind;
struct why;

/* All is borrowed. */
struct ingest_call {
	const struct record_kind *kind;
	const char *version; /* of the API, or NULL */
	const struct conn *conn;
	struct caller *caller;
	bool look;                      /* only: nothing is deleted */
	unsigned int interval, timeout; /* of a gate, in seconds */
	unsigned int seconds; /* of a request, if less than the caller's */
	/* Tell what is waited for; as warnx(3).  Or NULL. */
	void (*say)(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
};

/*
 * Are these the words of a key: {"web", "42"}?  Where parts may be named, a
 * repository's go on with commit, branch or pull_request, and an id.  Returns
 * 0, or -1 and why (WHY_USAGE).
 */
int ingest_call_check(const struct record_kind *kind, bool parts, size_t count,
    char *const words[], struct why *why);

/*
 * Add the URL of what such words name, up to a NULL.  Returns 0, or -1 and
 * why, as endpoint_ingest().
 */
int ingest_call_url(const struct ingest_call *call, char *const words[],
    struct mem *url, struct why *why);

/*
 * Add the URL of all that has these properties.  Returns 0, or -1 and why, as
 * endpoint_ingest().
 */
int ingest_call_bulk(const struct ingest_call *call,
    const struct ingest_properties *properties, struct mem *url,
    struct why *why);

/*
 * Ask for what is at url.  Each fills answer with what is to be printed, and
 * returns 0, or -1 and why: WHY_ABSENT where there is nothing, or as
 * caller_send() and caller_verdict().
 */

/* What Jira holds. */
int ingest_call_get(const struct ingest_call *call, const char *url,
    struct mem *answer, struct why *why);

/*
 * Delete it, without an answer; or, where that would be done, have the answer
 * say so, and why->status be WHY_NO.
 */
int ingest_call_delete(const struct ingest_call *call, const char *url,
    struct mem *answer, struct why *why);

/*
 * Of a deployment: ask for its gate until it is decided, every interval, for at
 * most timeout.  The last answer is there also where it returns -1: WHY_NO when
 * the gate is closed, WHY_LATER when it is not decided, WHY_NONSENSE when there
 * is none.
 */
int ingest_call_gate(const struct ingest_call *call, const char *url,
    struct mem *answer, struct why *why);

#endif
