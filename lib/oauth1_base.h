/*
 * oauth1_base: the parameters of a request, and the string that is signed
 * (RFC 5849, 3.4.1, as Jira computes it).
 */
#ifndef OAUTH1_BASE_H
#define OAUTH1_BASE_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"
#include "url.h"

struct why;

enum {
	OAUTH1_PAIRS_MAX = 10000, /* as Tomcat takes no more parameters */
	OAUTH1_METHOD_MAX = 32    /* bytes of an HTTP method */
};

/* A parameter, percent-encoded (RFC 5849, 3.6). */
struct oauth1_pair {
	struct piece name, value;
};

/*
 * Parameters.  All zeros is none; pieces point into bytes, or to what the
 * caller keeps.
 */
struct oauth1_pairs {
	struct mem bytes;
	struct oauth1_pair *at;
	size_t count, size;
};

/*
 * Forget all, and make room for what so many bytes of names and values become
 * when they are encoded: more must not be added.  Returns 0, or -1 and why
 * (WHY_LATER).  Release with oauth1_pairs_release(), which wipes.
 */
int oauth1_pairs_begin(
    struct oauth1_pairs *pairs, size_t bytes, struct why *why);
void oauth1_pairs_release(struct oauth1_pairs *pairs);

/*
 * Add a pair that is encoded already, and is borrowed; or one that is decoded
 * as the server does ("+" is a space) and encoded again; or all those of a
 * query or form ("a" is "a=").  Returns 0, or -1 and why: WHY_USAGE for more
 * than OAUTH1_PAIRS_MAX, and for NUL, CR or LF in a value; WHY_LATER.
 */
int oauth1_pairs_add(struct oauth1_pairs *pairs, struct piece name,
    struct piece value, struct why *why);
int oauth1_pairs_recode(struct oauth1_pairs *pairs, struct piece name,
    struct piece value, struct why *why);
int oauth1_pairs_parse(
    struct oauth1_pairs *pairs, const char *query, size_t len, struct why *why);

/* The first pair from index on of this (encoded) name, or NULL. */
const struct oauth1_pair *oauth1_pairs_find(
    const struct oauth1_pairs *pairs, size_t index, const char *name);

/* The order of RFC 5849, 3.4.1.3.2: by name, then value, bytewise. */
int oauth1_pair_compare(
    const struct oauth1_pair *a, const struct oauth1_pair *b);
void oauth1_pairs_sort(struct oauth1_pairs *pairs);

/*
 * Sort pairs, and add the base string of the
 * request to base: METHOD & URL without query, normalised & pairs without
 * oauth_signature.  Returns 0, or -1 and why: WHY_USAGE for a method that is
 * no word; WHY_LATER.
 */
int oauth1_base(const char *method, const struct url *url,
    struct oauth1_pairs *pairs, struct mem *base, struct why *why);

/* Is the method POST, for which alone a form is signed? */
bool oauth1_signs_form(const char *method);

#endif
