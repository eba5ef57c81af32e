/* issue_key_scan: the keys in a stretch of text, a window after the other. */
#ifndef ISSUE_KEY_SCAN_H
#define ISSUE_KEY_SCAN_H

#include "issue_key.h"
#include "issue_key_window.h"

struct why;

enum {
	/* Bytes before a window, and after the text, that can be read. */
	ISSUE_KEY_SCAN_BEFORE = ISSUE_KEY_MAX + ISSUE_KEY_WINDOW,
	ISSUE_KEY_SCAN_AFTER = 2 * ISSUE_KEY_WINDOW
};

/*
 * Add the keys from p on, where search->carry is what stands before, to found.
 * The text goes on after end, or with last it does not.  Returns the window
 * from which on to look again when there is more, or NULL and why; carry is
 * then what stands before it, and decided says how far in it keys were added.
 */
const char *issue_key_scan(struct issue_key *search, const char *p,
    const char *end, bool last, struct why *why);

#endif
