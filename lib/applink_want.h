/*
 * applink_want: the application link that is wanted.
 */
#ifndef APPLINK_WANT_H
#define APPLINK_WANT_H

#include <stdbool.h>

#include <openssl/types.h>

struct why;

enum {
	APPLINK_WORD_MAX = 255 /* bytes of a name or consumer key: Jira's */
};

/* What is wanted.  Borrowed, all of it. */
struct applink_want {
	const char *key;  /* the consumer's */
	const char *name; /* of the link, and of the consumer */
	const char *url;  /* of the application, which Jira never calls */
	bool any_name;    /* what a link has may be another, */
	bool any_url;     /* of the name, or of the URL */
	EVP_PKEY *public;
	bool two_legged, impersonation;
	const char *execute_as; /* NULL: nobody */
};

/*
 * Can Jira have it?  Returns 0, or -1 and why (WHY_USAGE): names that are
 * empty, too long or not of one line, a URL that applink_check_url() refuses.
 */
int applink_check(const struct applink_want *want, struct why *why);

#endif
