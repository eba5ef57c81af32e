/*
 * conn: a connection, read, checked, and changed in place.
 *
 * The document of jira-connection(5): where a site is, and how to be let in.
 */
#ifndef CONN_H
#define CONN_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"
#include "text.h"

struct file;
struct why;

enum {
	CONN_MAX = 1 << 20 /* bytes of a connection */
};

enum conn_product {
	CONN_SERVER, /* Jira Server and Data Center */
	CONN_CLOUD
};

enum conn_auth {
	CONN_BASIC,
	CONN_PAT,
	CONN_OAUTH1,
	CONN_OAUTH2,
	CONN_CLIENT_CREDENTIALS
};

struct conn {
	char *path;       /* the file, NULL for standard input */
	const char *name; /* for messages: what the caller called it */
	struct mem bytes; /* the document, and text is on them */
	struct text text;
	enum conn_product product;
	enum conn_auth auth;
	struct file *file; /* while it is locked, else NULL */
};

/* The word for a type or product in the document: "oauth1", "cloud". */
const char *conn_auth_name(enum conn_auth auth);
const char *conn_product_name(enum conn_product product);

/*
 * Find, read and check a connection: a path (it holds a slash or a dot), a
 * bare name under $JIRA_CONNECTIONS, "-" for standard input, or NULL for
 * $JIRA_CONNECTION.  Returns 0, or -1 and why: WHY_USAGE when none is named,
 * WHY_OPEN (also when others can read a file that holds a plain secret),
 * WHY_INPUT, or WHY_CONFIG naming the first member that is wrong and what
 * would be right.  Release with conn_release() in any case.
 */
int conn_open(struct conn *conn, const char *name, struct why *why);
void conn_release(struct conn *conn);

/*
 * Check the document that text holds against what its auth.type asks for,
 * and fill in product and auth.  Returns 0, or -1 and why (WHY_CONFIG): a
 * line for everything that is wrong.
 */
int conn_check(struct conn *conn, struct why *why);

/*
 * A member as a string, by pointer: "/auth/consumerKey".  conn_get() adds it
 * to mem and returns whether there is such a string.  conn_need() fails with
 * WHY_CONFIG, naming it, where there is none.
 */
bool conn_get(const struct conn *conn, const char *pointer, struct mem *mem);
int conn_need(const struct conn *conn, const char *pointer, struct mem *mem,
    struct why *why);

/*
 * Lock the connection's file for changing it and read it again, waiting at
 * most so many seconds.  A connection from standard input needs no lock.
 * Returns 0, or -1 and why (WHY_LATER …).
 */
int conn_lock(struct conn *conn, unsigned int wait, struct why *why);
void conn_unlock(struct conn *conn);

/* A change: a pointer, and the string it is to hold, or NULL to delete it. */
struct conn_change {
	const char *pointer, *string;
};

/*
 * Make changes, as byte edits, durably when there is a file (which then has
 * to be locked, and which nobody but its owner can read afterwards); text is
 * read again.  No change means no write.  Returns 0, or -1 and why with all
 * as it was.
 */
int conn_change(struct conn *conn, const struct conn_change *changes,
    size_t count, struct why *why);

#endif
