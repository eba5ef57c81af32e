/*
 * assign: one value set by an argument of its own.
 *
 *	.path=value	a string
 *	.path@FILE	a string, read from a file; "-" is standard input
 *	.path:JSON	any value
 */
#ifndef ASSIGN_H
#define ASSIGN_H

#include <stdbool.h>

#include "mem.h"

struct edit;
struct profile;
struct why;

enum {
	ASSIGN_MAX = 1 << 20 /* bytes of a value from a file */
};

/* One of them, taken apart; release with assign_release(). */
struct assign {
	struct mem pointer;
	struct mem json; /* the value */
	bool unseen;     /* was it kept off the command line? */
};

/*
 * Take an argument apart, and read its file.  Of a file one line end at its
 * end is cut; if the name is a secret's (mask_is_secret(), or by the profile,
 * which may be NULL), no other may be able to read the file; and a secret by
 * the profile is refused as "=value" and ":JSON", for anybody can read a
 * command line.  Returns 0, or -1 and why, which never quotes a value:
 * WHY_USAGE, WHY_OPEN, WHY_IO, WHY_INPUT (NUL, no UTF-8).
 */
int assign_read(struct assign *assign, const char *arg,
    const struct profile *profile, struct why *why);
void assign_release(struct assign *assign);

/* Does the argument read standard input?  False for what is no argument. */
bool assign_wants_stdin(const char *arg);

/* Set the value.  Returns 0, or -1 and why, as edit_set(). */
int assign_apply(
    const struct assign *assign, struct edit *edit, struct why *why);

#endif
