/*
 * token: what a connection holds for a while, and keeps fresh under its lock.
 *
 * A further auth.type is a row of the table in token_way.c.
 */
#ifndef TOKEN_H
#define TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "secret.h"

struct conn;
struct grant;
struct http_options;
struct why;

enum {
	TOKEN_LOCK_SECONDS = 120, /* longest wait for another's renewal; half
				     of what a token held has left, if less */
	TOKEN_MARGIN = 60         /* seconds before its end it is renewed */
};

/* What is held, without showing it.  Times in seconds since 1970. */
struct token {
	enum secret_form form;   /* SECRET_NONE: nothing is held */
	bool renewable;          /* or to be had, by ourselves alone */
	int64_t expires;         /* 0: never, or it is not known */
	int64_t renewable_until; /* the same */
	int64_t grant_ends;      /* the same, however it is renewed */
	int64_t begun;           /* a renewal that had no answer yet, or 0 */
	int64_t refused;         /* when renewal was refused for good, or 0 */
};

void token_look(const struct conn *conn, struct token *token);

/*
 * Has it to be renewed: does it end within margin seconds, or has a renewal
 * of it had no answer; and can it be?
 */
bool token_due(const struct conn *conn, unsigned int margin);

/*
 * Say whether a new token could be kept: lock the connection's file, see
 * that its members can be written and that there is room beside it, and let
 * go.  Asked before anything is spent on one.  Returns 0, or -1 and why.
 */
int token_guard(struct conn *conn, struct why *why);

/*
 * Keep what was handed out, or the id of the site of Jira Cloud that it is
 * for: under the lock, durably.  Return 0, or -1 and why.
 */
int token_keep(struct conn *conn, const struct grant *grant, struct why *why);
int token_keep_site(struct conn *conn, const char *id, struct why *why);

/*
 * Renew the token if it is due, or if force is true, under the lock: read
 * again, take what another has renewed meanwhile, else renew and write
 * durably.  *changed says whether conn holds another token now.  No request
 * is made when nothing is due.
 * Returns 0, or -1 and why: WHY_REFUSED when only a person can help; or as
 * conn_lock(), token_guard(), http_new(), dance_renew(), bearer_refresh() and
 * bearer_fetch() fail.  Nothing is ever erased: before a refresh token is
 * spent a note of that is written, which the new pair replaces, or a mark
 * when the server refuses for good.
 */
int token_fresh(struct conn *conn, const struct http_options *options,
    unsigned int margin, bool force, bool *changed, struct why *why);

/*
 * Get a token of a type that fetches them at any time, and have conn hold it
 * in memory alone.  Returns 0, or -1 and why, as http_new() and bearer_fetch().
 */
int token_borrow(
    struct conn *conn, const struct http_options *options, struct why *why);

/* Returns 0, or -1 and why (WHY_REFUSED): no token, or one that has ended. */
int token_check(const struct conn *conn, struct why *why);

/*
 * See that the token can be used: renew it when it is due.  When that cannot
 * be done now, and the token held still lets in, warning gets the reason and
 * it is no failure; nor is it that a token cannot be kept which can be fetched
 * again at any time.  Returns 0, or -1 and why, as token_fresh() and
 * token_check(); WHY_USAGE for a connection from standard input that is due,
 * unless kept says that the caller keeps the new one.
 */
int token_ready(struct conn *conn, const struct http_options *options,
    unsigned int margin, bool kept, struct why *warning, struct why *why);

/*
 * Open the connection of that name, and see that its token can be used: as
 * conn_open(), and token_ready() with TOKEN_MARGIN.  The warning goes to say,
 * as to warnx(3).
 */
int token_open(struct conn *conn, const char *name,
    const struct http_options *options,
    void (*say)(const char *fmt, ...) __attribute__((format(printf, 1, 2))),
    struct why *why);

/*
 * See that the token can be used as it is, by who only looks: no other is
 * kept, nor is what renews it spent.  A type that fetches them at any time
 * borrows one where none is held that lets in.  Returns 0, or -1 and why: as
 * token_check() and token_borrow(), or WHY_LATER when it has ended and has to
 * be renewed.
 */
int token_as_is(
    struct conn *conn, const struct http_options *options, struct why *why);

/*
 * A server has answered 401 to a token of OAuth 2.0 that should be good: get
 * another, if that can be done and kept.  Returns whether there is one, with
 * which to ask once more.
 */
bool token_again(struct conn *conn, const struct http_options *options);

/*
 * Have the server revoke what it handed out, and then delete that.  *changed
 * says whether there was any.  Returns 0, or -1 and why, with the connection
 * as it was: as bearer_revoke(); WHY_ABSENT for a type whose tokens no call
 * revokes.
 */
int token_revoke(struct conn *conn, const struct http_options *options,
    bool *changed, struct why *why);

/*
 * Delete what was obtained from a server, with the files that hold it; the
 * reference to one stays, if a new token can be kept there.  *changed says
 * whether there was any.  Returns 0, or -1 and why: WHY_USAGE for a type whose
 * credential is not obtained but given.
 */
int token_forget(struct conn *conn, bool *changed, struct why *why);

#endif
