/*
 * profile: what an application accepts in its configuration.
 *
 * A profile is data, and each stands in a file of its own (codestream).  It
 * judges only what a change touches: the rest of the file is its owner's, and
 * what is valid there may depend on a version that nobody has told us.
 */
#ifndef PROFILE_H
#define PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

struct why;

/* What may stand at a place. */
enum profile_kind {
	PROFILE_ANY,
	PROFILE_OBJECT,
	PROFILE_OBJECT_OR_NULL,
	PROFILE_STRING,
	PROFILE_BOOLEAN,
	PROFILE_UNKNOWN, /* nothing, unless it is there already */
	PROFILE_REFUSED  /* nothing */
};

/* The first rule whose place fits decides; where none does, all is well. */
struct profile_rule {
	const char *place; /* a pointer, in which a step of "*" is any name */
	enum profile_kind kind;
	bool secret;       /* never from the command line */
	const char *name;  /* for PROFILE_REFUSED: the rule's name, */
	const char *words; /* and what is wrong */
};

struct profile {
	const char *name;
	enum text_syntax syntax;
	bool no_bom;           /* a byte order mark is fatal */
	bool template;         /* strings are JavaScript template literals */
	const char *elsewhere; /* a variable that may make the file unread */
	const struct profile_rule *rules;
	size_t count;
	const char *const *needed; /* members no change may take away; NULL */
};

/* Is what stands at this pointer a secret? */
bool profile_is_secret(const struct profile *profile, const char *pointer);

/*
 * Judge a change at a pointer: what stands there in new, what is in it, and
 * the way to it.  A reference to the environment, "${NAME}" as a whole value,
 * is refused unless env.  Returns 0, or -1 and why: WHY_INPUT, with the
 * pointer, the rule's name in brackets, and never a value.
 */
int profile_check(const struct profile *profile, const struct text *old,
    const struct text *new, const char *pointer, bool env, struct why *why);

/* Judge the file as a whole.  As above. */
int profile_check_file(
    const struct profile *profile, const struct text *text, struct why *why);

#endif
