/*
 * line_verifier: a line of jira-request(5) in, a verdict out.
 */
#ifndef LINE_VERIFIER_H
#define LINE_VERIFIER_H

#include <stdbool.h>

#include "crew.h"
#include "oauth1_verify.h"

struct why;

/* All is borrowed, as long as the verifiers. */
struct line_check {
	const struct oauth1_keys *keys;
	const char *name;   /* of the stream, for messages */
	const char *theirs; /* a base string to compare with, or NULL */
	bool explain;       /* say each step in talk */
};

/* A worker of a crew. */
struct line_verifier;

/* Returns it, freed with line_verifier_free(); or NULL and why. */
struct line_verifier *line_verifier_new(
    const struct line_check *check, struct why *why);
void line_verifier_free(struct line_verifier *verifier);

/*
 * Check the signature of a line, or compare its base string: worker is a
 * struct line_verifier.  What comes out is "valid", "same", or "invalid: " or
 * "different: " and why.  Fails for what is no request.
 */
crew_work line_verifier_work;

/* Was every line valid, or the same? */
bool line_verifier_agreed(const struct line_verifier *verifier);

#endif
