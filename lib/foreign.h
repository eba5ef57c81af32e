/*
 * foreign: a connection in the forms of other programs.
 *
 * A further form is a row of the table in foreign.c, and its functions in the
 * module of its family.
 */
#ifndef FOREIGN_H
#define FOREIGN_H

#include <stdbool.h>

struct conn;
struct draft;
struct mem;
struct text;
struct why;

struct foreign {
	const char *name;
	bool bare; /* what is written holds plain secrets */

	/*
	 * Add the connection to out, which may hold secrets from then on; id
	 * is what the form is to name over there, or NULL.  Returns 0, or -1
	 * and why: WHY_USAGE where the form has no such credential, and what
	 * has; WHY_CONFIG, or what resolving a secret gives.
	 */
	int (*write)(const struct conn *conn, const char *id, struct mem *out,
	    struct why *why);

	/*
	 * Find the members of a connection in a text of that name, "file" for
	 * messages.  Returns 0, or -1 and
	 * why (WHY_INPUT).
	 */
	int (*read)(const struct mem *in, const char *name, struct draft *draft,
	    struct why *why);
};

/* The form of that name, or NULL. */
const struct foreign *foreign_find(const char *name);

#endif
