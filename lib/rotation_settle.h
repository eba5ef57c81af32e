/* rotation_settle: what the new token is to be; a part of rotation. */
#ifndef ROTATION_SETTLE_H
#define ROTATION_SETTLE_H

struct pat;
struct rotation;
struct rotation_want;
struct why;

/*
 * Settle the name and the days, by what is wanted and by the old token, or
 * NULL.  Returns 0, or -1 and why (WHY_USAGE).
 */
int rotation_settle(struct rotation *rotation, const struct rotation_want *want,
    const struct pat *own, struct why *why);

#endif
