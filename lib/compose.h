/*
 * compose: a connection made or changed by what options say.
 */
#ifndef COMPOSE_H
#define COMPOSE_H

#include <stdbool.h>
#include <stddef.h>

struct conn;
struct mem;
struct why;

enum compose_kind {
	COMPOSE_TEXT,
	COMPOSE_URL,    /* slashes at its end are cut */
	COMPOSE_WORDS,  /* parted by blanks or commas: an array */
	COMPOSE_SECRET, /* a secret as it is, */
	COMPOSE_READ,   /* as a file holds it now, see compose_read(), */
	COMPOSE_FILE,   /* or by reference: the path of a file, */
	COMPOSE_ENV,    /* the name of a variable, */
	COMPOSE_COMMAND /* a program and its arguments, parted by blanks */
};

/* A member of the document, its "auth" or its "app", and what it is to be. */
struct compose {
	const char *option;  /* that says so, or NULL; for the caller */
	const char *pointer; /* "/url", "/auth/type": one or two steps */
	enum compose_kind kind;
	const char *value; /* NULL: leave it alone */
};

/* Is the member a secret, whatever holds it? */
bool compose_is_secret(const struct compose *member);

/* Let a member be value; of a secret that is a file's path. */
void compose_take(struct compose *member, const char *value);

/*
 * Let a secret among the members be what "MEMBER=file:PATH", "=env:NAME",
 * "=command:ARGV" or "=read:PATH" says.  Returns 0, or -1 for anything else,
 * which may be a secret and must not be quoted.
 */
int compose_secret(struct compose *members, size_t count, const char *arg);

/*
 * Read what members are to be as files hold it now, "-" being standard input,
 * each into the value of its number, which they borrow then.  One line end at
 * its end is cut, and nobody else may be able to read the file.  Returns 0,
 * or -1 and why: WHY_OPEN, WHY_IO, WHY_INPUT (nothing in it, or a NUL).
 */
int compose_read(
    struct compose *members, size_t count, struct mem *values, struct why *why);

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

/*
 * Ask for a refresh token: add "offline_access" to the scopes of an app of
 * OAuth 2.0 on Jira Cloud, where no other product or grant has such a scope.
 * Returns as compose().
 */
int compose_refresh(struct conn *conn, struct why *why);

#endif
