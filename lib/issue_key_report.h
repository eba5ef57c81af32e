/* issue_key_report: what was found, where that can only be said at the end. */
#ifndef ISSUE_KEY_REPORT_H
#define ISSUE_KEY_REPORT_H

#include <stdbool.h>

struct issue_key_set;
struct mem;

/*
 * Add each key, a tab, how often it came, and the set's end; or a line of
 * JSON: an array of the keys, or with count an object of key and number.  No
 * key needs an escape.  The caller looks with mem_check() and releases out.
 */
void issue_key_report(const struct issue_key_set *found, struct mem *out);
void issue_key_report_json(
    const struct issue_key_set *found, bool count, struct mem *out);

#endif
