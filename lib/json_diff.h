/* json_diff: the differences between two values as libjq holds them. */
#ifndef JSON_DIFF_H
#define JSON_DIFF_H

#include <jv.h>

#include "json.h"

/* Emit what makes old into new; borrows both.  As json_diff(). */
int json_diff_values(
    jv old, jv new, json_emit *emit, void *arg, struct why *why);

#endif
