/*
 * compose: a connection made or changed by what options say.
 */
#ifndef COMPOSE_H
#define COMPOSE_H

#include <stdbool.h>
#include <stddef.h>

struct conn;
struct why;

enum compose_kind {
	COMPOSE_TEXT,
	COMPOSE_URL,    /* slashes at its end are cut */
	COMPOSE_WORDS,  /* parted by blanks or commas: an array */
	COMPOSE_SECRET, /* a secret as it is, */
	COMPOSE_READ,   /* as a file holds it now, see compose_order.h, */
	COMPOSE_FILE,   /* or by reference: the path of a file, */
	COMPOSE_ENV,    /* the name of a variable, */
	COMPOSE_COMMAND /* a program and its arguments, parted by blanks */
};

/* A member of the document, its "auth" or its "app", and what it is to be. */
struct compose {
	const char *option;  /* that says so, or NULL */
	const char *pointer; /* "/url", "/auth/type": one or two steps */
	enum compose_kind kind;
	const char *value; /* NULL: leave it alone */
};

/* Is any of them to be anything? */
bool compose_is_given(const struct compose *members, size_t count);

/*
 * Set the members of conn's document: by byte edits that keep all the rest;
 * or, if it has none yet, as a new document with the members in the order
 * given.  A secret that replaces a sealed one is sealed like it, and so needs
 * the password.  Nothing is checked: conn_check() does.  Returns 0, or -1 and
 * why (WHY_INPUT, or as sealed_again()) with conn as it was.
 */
int compose(struct conn *conn, const struct compose *members, size_t count,
    struct why *why);

#endif
