/*
 * conn: a connection, read, checked, and changed in place.
 *
 * The document of jira-connection(5): where a site is, and how to be let in.
 */
#ifndef CONN_H
#define CONN_H

#include <sys/types.h>

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
	const char *name; /* for messages: the path, or <stdin> */
	struct mem bytes; /* the document, and text is on them */
	struct text text;
	uid_t owner; /* of the file, as it was when it was read */
	enum conn_product product;
	enum conn_auth auth;
	struct file *file; /* while it is locked, else NULL */
};

/* The word for a type or product in the document: "oauth1", "cloud". */
const char *conn_auth_name(enum conn_auth auth);
const char *conn_product_name(enum conn_product product);

/* What a connection without "product" is: cloud below .atlassian.net. */
enum conn_product conn_product_at(const char *url);

/*
 * Add the directory that bare names are looked up in: $JIRA_CONNECTIONS,
 * $XDG_CONFIG_HOME/jira/connections, or that below $HOME/.config.
 * Returns 0, or -1 and why (WHY_USAGE) when none of them is set.
 */
int conn_directory(struct mem *path, struct why *why);

/*
 * Find a connection: a path (it holds a slash or a dot), a bare name, looked
 * up as NAME.json in that directory, "-" for standard input, or NULL for
 * $JIRA_CONNECTION.  Sets *path to what the caller frees with free(), or to
 * NULL for standard input.  Returns 0, or -1 and why (WHY_USAGE) when none is
 * named.
 */
int conn_find(const char *name, char **path, struct why *why);

/*
 * Before a connection is made at path: if that is in the directory of
 * connections, make what of it is not there yet, for its owner only, as the
 * base directory specification wants it.  Returns 0, or -1 and why
 * (WHY_CREATE).
 */
int conn_make_directory(const char *path, struct why *why);

/*
 * To the reason that path, of a bare name, is not there add that a file of
 * that name is in the working directory, if it is.
 */
void conn_hint_here(const char *path, struct why *why);

/* Is that standard input, which then has nothing else to read? */
bool conn_is_input(const char *name);

/*
 * Add the bare names that have a connection in that directory, sorted, each
 * ended by NUL; none if there is no such directory.  Returns 0, or -1 and why
 * (WHY_USAGE as above, WHY_OPEN).
 */
int conn_names(struct mem *names, struct why *why);

/*
 * Find, read and check a connection.  Returns 0, or -1 and why: WHY_USAGE when
 * none is named, WHY_OPEN (also when others can change it, or can read one
 * that holds a plain secret), WHY_INPUT, or WHY_CONFIG with a line for
 * everything that is wrong.  Release with conn_release() in any case.
 */
int conn_open(struct conn *conn, const char *name, struct why *why);
void conn_release(struct conn *conn);

/* The first half of it: find and read, so that text is there, unchecked. */
int conn_load(struct conn *conn, const char *name, struct why *why);

/* Read the file again, unchecked; on failure conn is as it was. */
int conn_reload(struct conn *conn, struct why *why);

/*
 * Make bytes the document, unchecked: consumes them, and leaves an empty
 * buffer.  Returns 0, or -1 and why (WHY_INPUT) with all as it was.
 */
int conn_adopt(struct conn *conn, struct mem *bytes, struct why *why);

/*
 * Check the document that text holds against what its auth.type asks for,
 * and fill in product and auth.  Returns 0, or -1 and why (WHY_CONFIG): a
 * line for everything that is wrong.
 */
int conn_check(struct conn *conn, struct why *why);

/*
 * Fill in product and auth from the document as far as it says them; and, as
 * conn_check() does, but of any number, add a line to complaints for
 * everything that is wrong.
 */
void conn_learn(struct conn *conn);
void conn_complain(struct conn *conn, struct mem *complaints);

/*
 * The same, and also what is well formed but known to be refused: a scope that
 * is none, a redirect URI that the product does not take, what another grant
 * or product has.  This is for who writes a connection: a program that only
 * uses it leaves the last word to the server.
 */
void conn_lint(struct conn *conn, struct mem *complaints);

/*
 * Add a line to doubts for everything that is allowed and may be a slip all
 * the same: a member that means nothing and is called nearly like one that
 * is not there; a reference to a file that is not there, unless that is to
 * come with its token.
 */
void conn_doubt_names(const struct conn *conn, struct mem *doubts);
void conn_doubt_files(const struct conn *conn, struct mem *doubts);

/*
 * Step to the next secret among the members of auth, however it is held; the
 * first call wants a member of all zeros.  Returns false at the end.
 */
bool conn_next_secret(const struct text *text, struct member *member);

/* Add the names of the variables that secrets are in, each ended by NUL. */
void conn_variables(const struct conn *conn, struct mem *names);

/*
 * Would everybody on the way see the credential: http, but to loopback?  OAuth
 * 1.0a signs and sends no secret.
 */
bool conn_is_exposed(const struct conn *conn);

/* Does it hold a secret as it is, neither sealed nor by reference? */
bool conn_holds_secret(const struct conn *conn);

/*
 * A member as a string, by pointer: "/auth/consumerKey".  conn_get() adds it
 * to mem and returns whether there is such a string.  conn_need() fails with
 * WHY_CONFIG, naming it, where there is none.
 */
bool conn_get(const struct conn *conn, const char *pointer, struct mem *mem);
int conn_need(const struct conn *conn, const char *pointer, struct mem *mem,
    struct why *why);

/*
 * Add the words of an array of them, or of one text with blanks between them,
 * each ended by NUL.  Returns how many there are.
 */
size_t conn_words(
    const struct conn *conn, const char *pointer, struct mem *words);

/* The same as one text with blanks between them, as OAuth 2.0 sends scopes. */
void conn_join(const struct conn *conn, const char *pointer, struct mem *text);

/*
 * Set *dir to the directory that paths in the document are relative to, which
 * the caller frees with free(), or to NULL for the working directory.  Returns
 * 0, or -1 and why (WHY_LATER).
 */
int conn_home(const struct conn *conn, char **dir, struct why *why);

/*
 * May a reference be followed?  Returns 0, or -1 and why: WHY_CONFIG for a
 * file that is the connection's own, WHY_OPEN for a file or a command in a
 * connection of another user, who would read, write or run with the rights of
 * whoever runs the program.  A connection of root is everybody's, and to root
 * so is that of who became root by sudo.
 */
int conn_may_follow(const struct conn *conn, const char *pointer,
    const char *dir, struct why *why);

/*
 * Resolve the secret that pointer leads to and add it to secret, as
 * secret_resolve() does: a file's path is relative to the connection's file.
 */
int conn_secret(const struct conn *conn, const char *pointer,
    struct mem *secret, struct why *why);

/*
 * Lock the connection's file for changing it, waiting at most so many
 * seconds, and read and check it again.  A connection from standard input
 * needs no lock.  Returns 0, or -1 and why: WHY_LATER when another program
 * keeps it locked, WHY_CREATE when it cannot be changed in place, or as
 * conn_open(); then it is not locked.
 */
int conn_lock(struct conn *conn, unsigned int wait, struct why *why);
void conn_unlock(struct conn *conn);

/* A change: a pointer, and the string it is to hold, or NULL to delete it. */
struct conn_change {
	const char *pointer, *string;
};

/*
 * Say, before there is anything to keep, whether conn_change() could put a
 * string where pointer leads: not over a variable or a command, and over a
 * file only where a crash can do no harm, see there; nor over a sealed secret
 * that cannot be opened, as a new one is sealed like it.  Returns 0, or -1 and
 * why, as secret_resolve() and secret_can_keep().
 */
int conn_can_keep(
    const struct conn *conn, const char *pointer, struct why *why);

/*
 * Make changes, as byte edits, durably when there is a file (which then has
 * to be locked); text is read and checked again.  A file that then holds a
 * plain secret can be read by its owner only.  No change means no write.
 * Returns 0, or -1 and why with all as it was.
 *
 * A token that is a reference to a file stays one, and the file gets the new
 * token; deleting it deletes the reference.  Such files are written first, a
 * refresh token before all else: what a crash then leaves is an old expiry
 * beside a new token, so that the next program renews with the token that
 * counts.  The three parts of a token of OAuth 1.0a only work together, and
 * no order of files could keep them so: they have to be in the document.
 */
int conn_change(struct conn *conn, const struct conn_change *changes,
    size_t count, struct why *why);

/*
 * The same in memory alone, without a lock and whatever the file is: for a
 * token that is used and not kept.
 */
int conn_borrow(struct conn *conn, const struct conn_change *changes,
    size_t count, struct why *why);

/*
 * Does a member refer to a file that is not there, and so hold nothing yet?
 * And remove the file that it refers to, if it does: a token's, which is to
 * be forgotten.  Returns 0, or -1 and why, as secret_discard().
 */
bool conn_is_vacant(const struct conn *conn, const char *pointer);
int conn_discard(const struct conn *conn, const char *pointer, struct why *why);

#endif
