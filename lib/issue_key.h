/*
 * issue_key: find the keys of Jira's issues in a stream of bytes.
 *
 * A key is the key of a project, a hyphen and a number: ABC-12.  A project's
 * is a capital letter and one or more of A to Z, 0 to 9 and the underscore; a
 * number does not begin with 0.  Neither a letter nor a digit of any script
 * stands right before the key or after it; but an underscore or a hyphen may,
 * as in feature_ABC-12-fix.  Where it may begin at more than one place it
 * begins at the first: MY_ABC-12.
 *
 * That is the rule of the connectors that Atlassian publishes for Jenkins and
 * for GitHub, where they agree; the first allows the underscore, and the
 * second neither a 0 in front nor, without lower, small letters.  The lengths
 * are those of the schema of issueIdOrKeys: \w{1,255}-\d{1,255}.
 */
#ifndef ISSUE_KEY_H
#define ISSUE_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "issue_key_edge.h"
#include "issue_key_set.h"

struct why;

enum {
	ISSUE_KEY_PROJECT_MIN = 2, /* bytes, as all of these */
	ISSUE_KEY_PROJECT_MAX = 255,
	ISSUE_KEY_NUMBER_MAX = 255,
	ISSUE_KEY_MAX = ISSUE_KEY_PROJECT_MAX + 1 + ISSUE_KEY_NUMBER_MAX,
	ISSUE_KEY_BLOCK = 1 << 16 /* to be read at once, at most */
};

/*
 * What stands before a window, of a key that may go on in it.  The flags are 0
 * or 1, and places are so many bytes before the window.
 */
struct issue_key_carry {
	uint64_t word;   /* a letter or digit of ASCII */
	uint64_t high;   /* a byte beyond ASCII */
	uint64_t name;   /* the key of a project */
	uint64_t first;  /* only its first letter */
	uint64_t hyphen; /* all up to the number */
	uint64_t number; /* that, too, or some of it */
	size_t start;    /* where the key of a project last began */
	size_t dash;     /* where the hyphen after one last was */
};

/* All zeros looks for any key; release with issue_key_release(). */
struct issue_key {
	bool lower;                 /* abc-12 is ABC-12, too */
	bool plain;                 /* as on machines without wide vectors */
	struct issue_key_set found; /* capitals; the caller may set found.end
	    and counted, and take from found.text what is there */

	/* The rest is not for the caller. */
	struct issue_key_set projects; /* only these, if there are any */
	unsigned char lengths[ISSUE_KEY_PROJECT_MAX]; /* theirs, each once */
	size_t lengths_count;                         /* the longest first */
	struct issue_key_edge edge;
	char *buffer;   /* what is kept, a block, and room to look too far */
	size_t pending; /* bytes kept that are still to be looked at */
	size_t decided; /* of them: no key that ends before is to be added */
	struct issue_key_carry carry;
};

/*
 * Look only for keys of this project, and of others that are allowed so.
 * Returns 0, or -1 and why: WHY_USAGE for what is no key of a project.
 */
int issue_key_allow(
    struct issue_key *search, const char *project, struct why *why);

/* Returns where the next ISSUE_KEY_BLOCK bytes go, or NULL and why. */
char *issue_key_room(struct issue_key *search, struct why *why);

/*
 * Look at the len bytes that are there now, and add what they show to found; 0
 * is the end of a text, after which another one may begin.  A key that a text
 * goes on after is found with the first byte that ends it.  Returns 0, or -1
 * and why, as issue_key_set_add() and issue_key_edge_before() say.
 */
int issue_key_grew(struct issue_key *search, size_t len, struct why *why);

void issue_key_release(struct issue_key *search);

#endif
