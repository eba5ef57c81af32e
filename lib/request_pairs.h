/*
 * request_pairs: a query or form of JSON, as name=value&…
 *
 * {"name": value or [values], …} or [["name", value], …], where a value is a
 * string, a number or a boolean.
 */
#ifndef REQUEST_PAIRS_H
#define REQUEST_PAIRS_H

#include "text.h"

struct mem;
struct why;

/*
 * Add the pairs that value holds to out, percent-encoded, with before in front
 * of the first (NUL: nothing) and & in front of others.  Numbers are added as
 * they are written.  Returns 0, or -1 and why (WHY_INPUT, with the place).
 */
int request_pairs(const struct text *text, struct value value, char before,
    struct mem *out, struct why *why);

#endif
