/*
 * oauth1_problem: what Jira says when it refuses a signed request, and what to
 * do about it (the OAuth problem reporting extension, as net.oauth does it).
 */
#ifndef OAUTH1_PROBLEM_H
#define OAUTH1_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"
#include "why.h"

enum {
	OAUTH1_PROBLEM_MAX = 1 << 20 /* bytes of a body that may be a report */
};

/* A report, decoded; a buffer is empty where the server said nothing. */
struct oauth1_problem {
	struct mem problem;           /* "signature_invalid" */
	struct mem advice;            /* the server's own words */
	struct mem absent;            /* names of parameters, joined by & */
	struct mem rejected;          /* pairs, form-encoded, joined by & */
	struct mem versions, methods; /* those it would accept */
	struct mem base; /* the base string that the server computed */
	bool has_clock;
	int64_t clock; /* the server's, in seconds since 1970 */
};

/*
 * Read a report from an answer's body, or from the values of its
 * WWW-Authenticate headers, joined by ", ": both NULL, or with any contents
 * whatever.  The body wins.  Returns whether there is one; release problem
 * with oauth1_problem_release() in any case.
 */
bool oauth1_problem_read(struct oauth1_problem *problem, const char *body,
    size_t len, const char *authenticate);
void oauth1_problem_release(struct oauth1_problem *problem);

/* Is this the problem of that name? */
bool oauth1_problem_is(const struct oauth1_problem *problem, const char *name);

/*
 * Add a sentence that says what to do, in one line, to words.  Returns the
 * exit status that fits.  Of signature_invalid, oauth1_difference() with
 * problem->base says more.
 */
enum status oauth1_problem_words(
    const struct oauth1_problem *problem, struct mem *words);

#endif
