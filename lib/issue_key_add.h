/* issue_key_add: add the keys of a window. */
#ifndef ISSUE_KEY_ADD_H
#define ISSUE_KEY_ADD_H

#include <stdbool.h>
#include <stdint.h>

#include "issue_key.h"
#include "issue_key_window.h"

struct why;

/*
 * Where the keys in a window have their parts: a bit for the first letter of a
 * name, for the hyphen after one, and for what comes right after the number.
 * What does not stand in the window the carry before it tells.
 */
struct issue_key_ends {
	const struct issue_key_carry *carry;
	uint64_t starts, hyphens, ends;
	uint64_t lines; /* underscores, wherever they stand */
};

/*
 * Add the keys that end in the window at p, of which there is one at least, if
 * they are not too long, and of a project that is wanted.  With wide, the
 * machine is (issue_key_is_wide()).  Returns 0, or -1 and why, as
 * issue_key_set_add() and issue_key_edge_before() say.
 */
int issue_key_add(struct issue_key *search, const char *p,
    const struct issue_key_ends *keys, bool wide, struct why *why);

#endif
