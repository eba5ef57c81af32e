/*
 * grant: what an authorization server hands out.
 *
 * A grant of OAuth 1.0a comes as a form, one of OAuth 2.0 as JSON.
 */
#ifndef GRANT_H
#define GRANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"

struct why;

enum {
	GRANT_BODY_MAX = 1 << 16, /* bytes of an answer that holds one */
	GRANT_TOKEN_MAX = 1 << 14 /* bytes of a token */
};

/* All zeros is none; a buffer is empty for what was not handed out. */
struct grant {
	struct mem token, secret;
	struct mem handle; /* oauth_session_handle or refresh_token */
	struct mem site;   /* the id of the site of Jira Cloud it is for */
	bool confirmed;    /* oauth_callback_confirmed=true */
	int64_t expires;   /* seconds since 1970; 0: not said */
	int64_t renewable_until; /* the same, of the right to renew */
	int64_t absolute_end;    /* the same, which no renewal puts off */
};

/*
 * Read the answer of a token endpoint of OAuth 1.0a (RFC 5849, 2.1 and 2.3):
 * a form, whatever type it says to be of.  Lifetimes in it count from now
 * (seconds since 1970).  What is read replaces what was there.
 * A lifetime that is no number of seconds, or 0, is as none.
 * Returns 0, or -1 and why (WHY_NONSENSE, never quoting it): no token, a
 * name that occurs twice, a control character, something too long.  Release
 * with grant_release() in any case.
 */
int grant_read_form(struct grant *grant, const char *body, size_t len,
    int64_t now, struct why *why);

/*
 * The same for OAuth 2.0 (RFC 6749, 5.1): a JSON object.  access_token,
 * token_type, if it is there, "Bearer", expires_in and refresh_token are read.
 */
int grant_read_json(struct grant *grant, const char *body, size_t len,
    int64_t now, struct why *why);
void grant_release(struct grant *grant);

#endif
