/*
 * applink_diff: what an application link is, and what it is to be, to look at.
 */
#ifndef APPLINK_DIFF_H
#define APPLINK_DIFF_H

struct applink;
struct applink_want;
struct mem;
struct why;

/*
 * Add what differs as lines with - and +, below the consumer key, to out; of a
 * public key the fingerprint.  link is NULL if there is none, and want has no
 * public key if it is to be removed.  Returns 0, or -1 and why (no memory).
 */
int applink_diff(const struct applink *link, const struct applink_want *want,
    struct mem *out, struct why *why);

#endif
