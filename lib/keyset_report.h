/*
 * keyset_report: say what became of a key set.
 */
#ifndef KEYSET_REPORT_H
#define KEYSET_REPORT_H

#include <stdbool.h>

struct keyset;
struct mem;

/*
 * Add to out a line for each file that was made or replaced, and for what was
 * kept; or "unchanged".
 */
void keyset_report(const struct keyset *set, struct mem *out);

/* A unified diff of the names: of a new key nobody knows more beforehand. */
void keyset_report_diff(const struct keyset *set, struct mem *out);

/*
 * The same as a line of JSON: {"changed":true,"files":[…],"kept":"…"}, and
 * with diff that.
 */
void keyset_report_json(const struct keyset *set, bool diff, struct mem *out);

#endif
