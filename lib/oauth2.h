/*
 * oauth2: what clients of OAuth 2.0 say (RFC 6749 and 7636), and the errors
 * that they hear.
 */
#ifndef OAUTH2_H
#define OAUTH2_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"
#include "why.h"

enum {
	OAUTH2_RANDOM_LEN = 43,   /* characters: 32 bytes in base64url */
	OAUTH2_CODE_MAX = 4096,   /* bytes of an authorization code */
	OAUTH2_ERROR_MAX = 64,    /* bytes of an error's name, with its NUL */
	OAUTH2_BODY_MAX = 1 << 16 /* bytes of an answer that is read */
};

/*
 * Make 256 random bits: a state, or a code verifier, of which RFC 7636, 4.1
 * wants 43 characters or more.  A secret, with a NUL after it.
 */
void oauth2_random(char text[static OAUTH2_RANDOM_LEN + 1]);

/*
 * Add the code challenge of a verifier to challenge, by method S256 (RFC
 * 7636, 4.2): base64url, without padding, of its SHA-256.  Returns 0, or -1
 * and why (WHY_LATER).
 */
int oauth2_challenge(
    const char *verifier, struct mem *challenge, struct why *why);

/* How parameters are written. */
enum oauth2_form {
	OAUTH2_FORM, /* application/x-www-form-urlencoded, or a query */
	OAUTH2_JSON  /* an object of strings, as Jira Cloud documents it */
};

/* Parameters, written one after another.  All zeros is none, as a form. */
struct oauth2_params {
	enum oauth2_form form;
	struct mem text; /* a secret, once one of them is */
};

/* Add one; a value that is NULL or empty is left out (RFC 6749, 3.1). */
void oauth2_add(
    struct oauth2_params *params, const char *name, const char *value);

/*
 * Say that these were all; text is what is to be sent.  Returns 0, or -1 and
 * why (WHY_LATER).
 */
int oauth2_end(struct oauth2_params *params, struct why *why);

/* The media type of such a body. */
const char *oauth2_type(enum oauth2_form form);
void oauth2_params_release(struct oauth2_params *params);

/* Add a URL with parameters as its query, or on the end of the one it has. */
void oauth2_url(
    const char *base, const struct oauth2_params *params, struct mem *url);

/* An error that an authorization server reports (RFC 6749, 4.1.2.1, 5.2). */
struct oauth2_error {
	char name[OAUTH2_ERROR_MAX]; /* "invalid_grant" */
	struct mem description;      /* the server's words, or empty */
};

/*
 * Is this answer, of len bytes, a JSON object with an error by its name?
 * Release error with oauth2_error_release() in any case.
 */
bool oauth2_error_read(
    struct oauth2_error *error, const char *body, size_t len);

/* Take an error from a callback's query.  Returns whether it is a name. */
bool oauth2_error_take(
    struct oauth2_error *error, const char *name, const char *description);
void oauth2_error_release(struct oauth2_error *error);

/*
 * Does it say that the grant itself, a code or a refresh token, is worth
 * nothing any more?  The name tells, and not the status: Jira Cloud answers
 * invalid_grant with 403, and some of its builds say unauthorized_client and
 * "refresh_token is invalid".
 */
bool oauth2_error_is_final(const struct oauth2_error *error);

/*
 * Add a sentence on what is wrong to words, with the server's own after it.
 * Returns what it asks of the caller: WHY_REFUSED for what only a person can
 * mend, WHY_CONFIG for what is wrong in the connection or the app, WHY_LATER.
 */
enum status oauth2_error_words(
    const struct oauth2_error *error, struct mem *words);

#endif
