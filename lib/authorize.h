/*
 * authorize: have somebody grant a connection its tokens, and keep them.
 *
 * What OAuth 1.0a and 2.0 have in common: where the answer comes back, the URL
 * that is shown, the wait, and what is done with what was granted.
 */
#ifndef AUTHORIZE_H
#define AUTHORIZE_H

#include <stdbool.h>

struct conn;
struct http_options;
struct why;

enum {
	AUTHORIZE_SECONDS = 300 /* for somebody to approve, unless told */
};

/* How it is to be done. */
struct authorize {
	const char *callback; /* see approval_callback(); or NULL */
	bool paste;           /* listen nowhere, have the answer typed */
	bool browser;         /* have one open the URL */
	unsigned int seconds; /* to wait */
	/* Takes the URL to open, and what hinders a browser; as warnx(3). */
	void (*say)(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
};

/*
 * Have conn authorized.  Whether its tokens can be kept is found out before
 * anybody is asked, and they are kept before it is asked which site they are
 * for: unsettled gets the reason when that is none, or cannot be told, which
 * is no failure here.
 * Returns 0, or -1 and why: as approval_callback(), token_guard(),
 * listen_new(), http_new(), approval_begin(), listen_wait() or ask(),
 * approval_end(), and token_keep().
 */
int authorize_conn(struct conn *conn, const struct http_options *options,
    const struct authorize *how, struct why *unsettled, struct why *why);

#endif
