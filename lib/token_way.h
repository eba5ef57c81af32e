/*
 * token_way: how the types of credential differ in what they hold.
 *
 * Part of token: a further type is a row of the table in token_way.c.
 */
#ifndef TOKEN_WAY_H
#define TOKEN_WAY_H

#include <stdbool.h>
#include <stdint.h>

struct conn;
struct grant;
struct http;
struct mem;
struct why;

enum {
	TOKEN_MEMBERS_MAX = 10 /* that a server hands out, and notes on them */
};

/* Pointers into a connection; what is NULL, there is not. */
struct token_way {
	const char *token;   /* what lets in */
	const char *secret;  /* what belongs to it */
	const char *instead; /* what lets in without one */
	const char *renewal; /* what a new one is got with */
	const char *expires; /* ends of the two */
	const char *renewable_until;
	const char *absolute_end; /* of both, however they are renewed */
	const char *begun;        /* since when a renewal has had no answer */
	const char *refused;      /* when renewal was refused for good */
	bool fetched; /* renewal is given, and not handed out: no token yet,
			 and none that can be kept, is no trouble */
	const char *obtained[TOKEN_MEMBERS_MAX]; /* all that is not given */
	int (*renew)(const struct conn *conn, struct http *http,
	    struct grant *grant, struct why *why);
	int (*revoke)(
	    const struct conn *conn, struct http *http, struct why *why);
};

const struct token_way *token_way_of(const struct conn *conn);

/* A member's time in seconds since 1970; 0 where there is none. */
int64_t token_time(const struct conn *conn, const char *pointer);

/* Is there such a member? */
bool token_holds(const struct conn *conn, const char *pointer);

/* Fail with WHY_REFUSED: only a person can help, and how. */
int token_fail(const struct conn *conn, const char *words, struct why *why);

/*
 * Could what conn, which is locked, is going to be handed out be kept?
 * Returns 0, or -1 and why, as token_guard().
 */
int token_can_keep(const struct conn *conn, struct why *why);

/* Add what tells one token from the next: to be compared before and after. */
void token_copy(const struct conn *conn, struct mem *mem);

#endif
