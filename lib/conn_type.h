/*
 * conn_type: the types of credential, and the members of each.
 *
 * A further type is a value of enum conn_auth, a row of the table in
 * conn_type.c with its rules, and a function for what no rule can say.
 */
#ifndef CONN_TYPE_H
#define CONN_TYPE_H

#include "conn.h"
#include "rule.h"

struct mem;

struct conn_type {
	const char *name;         /* auth.type */
	const struct rule *rules; /* the members of auth, beside type */
	/* What no rule can say, or NULL; product is known by then. */
	void (*check)(const struct conn *conn, struct mem *complaints);
};

/* The members of a connection; of auth, whose members the type knows, none. */
extern const struct rule conn_rules[];

/* The type that a value of text names, saying which it is; or NULL. */
const struct conn_type *conn_type_named(
    const struct text *text, struct value name, enum conn_auth *auth);

/* Add all names, quoted, as in a sentence: "basic", "pat" or … */
void conn_type_list(struct mem *mem);

/* The first type that has a member of that name, or NULL. */
const struct conn_type *conn_type_owner(
    const struct text *text, struct value name);

#endif
