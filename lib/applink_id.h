/*
 * applink_id: the identity of an application link.
 */
#ifndef APPLINK_ID_H
#define APPLINK_ID_H

#include <stdbool.h>

struct why;

enum {
	APPLINK_ID_SIZE = 37 /* bytes of a UUID in words, with its NUL */
};

/* Is text a UUID, fit to stand in the path of a URL? */
bool applink_is_id(const char *text);

/*
 * The id that Jira gives to a link of the generic type: the UUID of version
 * 3 (RFC 9562, 5.3, without a name space, as java.util.UUID does) of its URL,
 * slashes at its end cut.  Returns whether it can be had: a system's policy
 * may forbid MD5.
 */
bool applink_id(const char *url, char id[static APPLINK_ID_SIZE]);

/* Do two URLs lead to the same application: but for slashes at their end? */
bool applink_same_url(const char *a, const char *b);

/*
 * Can a link have this URL?  Returns 0, or -1 and why (WHY_USAGE) for what
 * url_split() refuses, a query, and dots in its path.
 */
int applink_check_url(const char *url, struct why *why);

#endif
