/*
 * bundle_lock: a bundle's directory, for one program at a time.
 */
#ifndef BUNDLE_LOCK_H
#define BUNDLE_LOCK_H

#include <stdbool.h>

struct bundle;
struct why;

/*
 * Open and lock what bundle->dir names, as bundle_open() says, with both
 * descriptors of the bundle being -1 before.  Returns 0, or -1 and why.
 */
int bundle_lock(
    struct bundle *bundle, bool make, unsigned int wait, struct why *why);

#endif
