/*
 * diff: two texts as a unified diff that shows no secret (see mask).
 */
#ifndef DIFF_H
#define DIFF_H

struct mem;
struct text;
struct why;

/*
 * Add what diff -u would print to mem; nothing when no line differs.  Texts
 * that are far from each other are shown as all old and all new lines.  What
 * the pointers in hidden lead to (see mask_find()) is a secret, too.
 * Returns 0, or -1 and why (no memory).
 */
int diff_unified(const struct text *old, const struct text *new,
    const struct mem *hidden, const char *name, struct mem *mem,
    struct why *why);

#endif
