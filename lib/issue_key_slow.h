/* issue_key_slow: add a key that takes a closer look. */
#ifndef ISSUE_KEY_SLOW_H
#define ISSUE_KEY_SLOW_H

#include <stddef.h>

#include "issue_key.h"

struct why;

/*
 * Add the key, if it is one, of a project that is wanted and not too long,
 * that ends here after so many digits, and of which name bytes at least may be
 * of a project's.  Returns 0, or -1 and why, as issue_key_add() says.
 */
int issue_key_slow_add(struct issue_key *search, const char *end, size_t number,
    size_t name, struct why *why);

#endif
