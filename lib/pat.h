/*
 * pat: the personal access tokens of Jira Server and Data Center, 8.14 and
 * later: those of the caller, over REST.
 *
 * A token's secret comes once, in the answer to its making; of those that are
 * there only their names and times can be had.
 */
#ifndef PAT_H
#define PAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"

struct rest;
struct why;

enum {
	PAT_BODY_MAX = 1 << 22,   /* bytes of an answer */
	PAT_COUNT_MAX = 10000,    /* tokens of one person */
	PAT_DAYS_MAX = 3650,      /* 365 is the most that Jira takes unasked */
	PAT_ID_MAX = 64,          /* bytes */
	PAT_LIMIT = 10,           /* that Jira lets a person have, unasked */
	PAT_NAME_MAX = 255,       /* bytes; Jira takes 40 characters unasked */
	PAT_SECRET_MAX = 1 << 14, /* bytes */
	PAT_MAJOR = 8,            /* since when Jira has them */
	PAT_MINOR = 14
};

/* One token; times in seconds since 1970, 0: never, or not said. */
struct pat {
	struct mem id, name;
	int64_t created, expires, used;
	struct mem secret; /* of one that was just made, else empty */
};

/* All zeros is none. */
struct pats {
	struct pat *list;
	size_t count;
};

void pat_release(struct pat *pat);
void pats_release(struct pats *pats);

/*
 * Read what Jira answers: all tokens, or the one that was made, with its
 * secret.  What is read replaces what was there.  Return 0, or -1 and why
 * (WHY_NONSENSE, never quoting it): no JSON, no id that fits into a path, no
 * secret that fits into a header, more than the maxima.  Release in any case.
 */
int pats_parse(
    struct pats *pats, const char *body, size_t len, struct why *why);
int pat_parse(struct pat *pat, const char *body, size_t len, struct why *why);

/* Is this an id, fit for a path?  Returns 0, or -1 and why (WHY_USAGE). */
int pat_check_id(const char *id, struct why *why);

/*
 * Is this a name that a token can have: UTF-8, no control character, not
 * empty?  Returns 0, or -1 and why (WHY_USAGE).
 */
int pat_check_name(const char *name, struct why *why);

/*
 * Ask for all of the caller's.  Returns 0, or -1 and why: as rest_call();
 * WHY_ABSENT when this Jira has none, and which version has.
 */
int pats_ask(struct pats *pats, const struct rest *rest, struct why *why);

/*
 * Make one that ends after so many days, 0: never.  Returns 0, or -1 and why:
 *   WHY_NO        Jira does not take the name or the days
 *   WHY_REFUSED   also when there are as many as Jira lets a person have,
 *                 which are count before it
 * and as pats_ask() and pat_parse().  *unsure says that the failure leaves
 * open whether there is a new token: its secret is lost then.
 */
int pat_make(const struct rest *rest, const char *name, unsigned int days,
    size_t count, struct pat *pat, bool *unsure, struct why *why);

/*
 * Have the server delete one.  *there says whether there was such a token;
 * that there was none is no failure.  Returns 0, or -1 and why, as
 * rest_call().
 */
int pat_delete(
    const struct rest *rest, const char *id, bool *there, struct why *why);

/* The token of that id, or NULL. */
const struct pat *pats_find(const struct pats *pats, const char *id);

/* Add a table, fit for a terminal, or a line of JSON for each; no secret. */
void pats_table(const struct pats *pats, struct mem *out);
void pats_json(const struct pats *pats, struct mem *out);

#endif
