/*
 * compose_order: what options and answers say a connection is to be; a part of
 * compose.
 */
#ifndef COMPOSE_ORDER_H
#define COMPOSE_ORDER_H

#include <stdbool.h>

#include "compose.h"
#include "mem.h"
#include "option.h"

struct conn;
struct why;

enum {
	COMPOSE_MEMBERS = 25
};

/* All of them, none with a value, in the order that a new document has. */
extern const struct compose compose_members[COMPOSE_MEMBERS];

/* The options for them, which compose_option() takes. */
extern const struct option_row compose_options[];

/* Between compose_begin() and compose_end(). */
struct compose_order {
	struct compose members[COMPOSE_MEMBERS];
	struct mem values[COMPOSE_MEMBERS]; /* of those that we hold */
	bool modest; /* ask for no refresh token unasked */
};

void compose_begin(struct compose_order *order);
void compose_end(struct compose_order *order);

/* Let the member of an option be value, which for a secret is a file. */
void compose_option(
    struct compose_order *order, const char *option, const char *value);

/* The same for a member. */
void compose_take(struct compose *member, const char *value);

/* Is the member a secret, whatever holds it? */
bool compose_is_secret(const struct compose *member);

/*
 * Let a secret be what "file:PATH", "env:NAME", "command:ARGV" or "read:PATH"
 * says; returns whether text is one of them.
 */
bool compose_reference(struct compose *member, const char *text);

/*
 * The same of "MEMBER=file:PATH" and so on; and let the URL be that of a site
 * of Jira Cloud, by its name.  Return 0, or -1 and why (WHY_USAGE), which does
 * not quote what may be a secret.
 */
int compose_secret(
    struct compose_order *order, const char *arg, struct why *why);
int compose_subdomain(
    struct compose_order *order, const char *name, struct why *why);

/*
 * Read what members are to be as files hold it now, "-" being standard input.
 * One line end at its end is cut, and nobody else may be able to read the
 * file.  Returns 0, or -1 and why: WHY_OPEN, WHY_IO, WHY_INPUT (nothing in it,
 * or a NUL).
 */
int compose_read(struct compose_order *order, struct why *why);

/*
 * Set all of them, as compose() does, with the product that the URL tells of,
 * and, to scopes of an app of OAuth 2.0 on Jira Cloud, the one that asks for a
 * refresh token.
 */
int compose_all(
    struct compose_order *order, struct conn *conn, struct why *why);

#endif
