/*
 * rotation: a new personal access token in the place of an old one, or of
 * none, so that at no moment there is none that works.
 *
 * The connection is locked; a note is written durably that a token is being
 * made, and which there were of that name; the token is made, shown to let
 * in, and written durably, and last the old ones are deleted.  Wherever that
 * is cut short, the connection holds a token that works, and what the note
 * says lets the next rotation find what was left over:
 *
 *	rotatingSince	a token of this name that is not listed in
 *	beside		is one whose secret nobody has
 *	replaces	these are still to be deleted
 */
#ifndef ROTATION_H
#define ROTATION_H

#include <stdbool.h>
#include <stdint.h>

#include "mem.h"
#include "pat.h"

struct auth;
struct conn;
struct http;
struct why;

/* What is wanted. */
struct rotation_want {
	const struct conn *by; /* whose credential asks; NULL: its own */
	const char *name;      /* of the new token; NULL: the old one's */
	bool days_given;       /* or else as long as the old one */
	unsigned int days;     /* that it lives; 0: for ever */
	bool replace;          /* delete those that have its name already */
	bool ensure;    /* only if there is need, see rotation_due(), and no */
	int64_t within; /* other program has made or rotated it meanwhile */
};

/* All zeros is none. */
struct rotation {
	struct conn *conn; /* which gets the token; borrowed */
	const struct conn *by;
	struct http *http;
	struct auth *auth, *fresh; /* what asks, and with the new token */
	struct pats known;         /* as it was before */
	struct mem name;
	unsigned int days;
	/* Ids, each ended by NUL: of its name before, to be deleted in the
	   end, and of those what is left over from before. */
	struct mem beside, old, left;
	struct pat made;
	bool unsure; /* there may be one that made does not show */
	bool ensure; /* as it was wanted */
	bool taken;  /* another program has done it meanwhile */
};

/*
 * Open the connection of a personal access token in the file that path names,
 * as conn_find() reads it; *there says whether there is that file.  Returns 0,
 * or -1 and why: as conn_open(); WHY_CREATE for what is no file, or is a
 * connection of another type.  Release target with conn_release() in any case.
 */
int rotation_open(
    struct conn *target, const char *path, bool *there, struct why *why);

/* Does it lead where by does?  Returns 0, or -1 and why (WHY_CREATE). */
int rotation_match(
    const struct conn *target, const struct conn *by, struct why *why);

/*
 * Does what conn holds let in?  Returns 0, or -1 and why: WHY_REFUSED when it
 * holds none, or one that has ended, or that Jira does not know any more, and
 * with what to do; others leave it open.
 */
int rotation_try(const struct conn *conn, struct http *http, struct why *why);

/*
 * Is a token that lets in to be rotated: does it end within so many seconds,
 * or has a rotation left something to be put in order?
 */
bool rotation_due(const struct conn *conn, int64_t within);

/*
 * Open the connection that is to get a token made with by's credential: the
 * file that path names, which is made if it is not there, as *created says;
 * or, path NULL, one in memory.  A new one leads where by does.  Returns 0, or
 * -1 and why: as rotation_open() and rotation_match(); WHY_CREATE for a file
 * that cannot be made; WHY_USAGE when a new one is without a name.  Release
 * target with conn_release() in any case.
 */
int rotation_target(struct conn *target, const struct conn *by,
    const char *path, const char *name, bool *created, struct why *why);

/* Remove the file again that was made for a token that was not. */
void rotation_untarget(struct conn *target);

/*
 * Make a new token and keep it in conn, which is locked from then on.  A
 * rotation with its own credential that finds another token in the file, once
 * it has the lock, takes that, and made has no id; so does one that finds that
 * there is no need any more, if it is only to ensure that there is a token.
 * Returns 0, or -1 and why, with the old token in place and, as far as the
 * server can be reached, no new one left there:
 *   WHY_CREATE   the name is taken, and replace is false; or conn holds a
 *                token that lets in, where another's credential asks
 *   WHY_CONFIG   nobody can tell which of the tokens is the connection's
 *   WHY_USAGE    no name, or no number of days that follows from the old one
 * and as conn_lock(), token_guard(), auth_new(), pats_ask(), pat_make() and
 * probe_access_who().  Release with rotation_release() in any case.
 */
int rotation_begin(struct rotation *rotation, struct conn *conn,
    const struct rotation_want *want, struct http *http, struct why *why);

/* Add what was done, as a line of JSON; no secret. */
void rotation_report(const struct rotation *rotation, struct mem *out);

/*
 * The new token is safe: delete those that it replaces.  Returns 0, or -1 and
 * why, as pat_delete(); the next rotation does the rest then.
 */
int rotation_end(struct rotation *rotation, struct why *why);

/*
 * The new token could not be kept by whom it was handed to: delete it.  why
 * has the reason, to which is added what is left there if that fails.
 */
void rotation_undo(struct rotation *rotation, struct why *why);
void rotation_release(struct rotation *rotation);

/*
 * Have the server delete the connection's token and what a rotation may have
 * left over, and then delete that from the connection.  Where a rotation that
 * was cut short leaves open which of two tokens a file holds, another one
 * settles it first.  *changed says whether there was any.  Returns 0, or -1
 * and why, with a token that works still in the connection: also as
 * rotation_begin() and rotation_end().
 */
int rotation_revoke(
    struct conn *conn, struct http *http, bool *changed, struct why *why);

#endif
