/*
 * issue_key_window: what 64 bytes of a text are, a bit for each, and the first
 * byte's the lowest.
 */
#ifndef ISSUE_KEY_WINDOW_H
#define ISSUE_KEY_WINDOW_H

#include <stdint.h>

enum {
	ISSUE_KEY_WINDOW = 64 /* bytes */
};

struct issue_key_window {
	uint64_t digits;
	uint64_t capitals; /* or with lower any letter of ASCII */
	uint64_t lines;    /* underscores */
	uint64_t words;    /* letters and digits of ASCII */
	uint64_t high;     /* are beyond ASCII */
};

#endif
