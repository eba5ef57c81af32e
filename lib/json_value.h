/* json_value: a value of a text as libjq holds it. */
#ifndef JSON_VALUE_H
#define JSON_VALUE_H

#include <jv.h>

struct text;
struct value;
struct why;

/*
 * Make *out of a value, which the caller frees with jv_free().  Numbers
 * become doubles.  Returns 0, or -1 and why (no memory).
 */
int json_value(
    const struct text *text, struct value value, jv *out, struct why *why);

#endif
