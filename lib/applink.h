/*
 * applink: the incoming OAuth 1.0a application link, made without a browser.
 *
 * It is made in two steps, the link and the consumer on it, over REST
 * resources that Jira's own pages use and nobody promises to keep.  So it is
 * looked at first, and read back last:
 *
 *	applinks_read()	what links there are, with their consumers
 *	applinks_find()	which of them is ours, and whether another is in the way
 *	applink_differs() what would have to change
 *	applink_ensure() change it, and read it back
 *	applink_remove()
 */
#ifndef APPLINK_H
#define APPLINK_H

#include <stdbool.h>

struct applink;
struct applink_want;
struct applinks;
struct mem;
struct rest;
struct why;

/* What differs, and so changes. */
enum {
	APPLINK_LINK = 1 << 0, /* there is none */
	APPLINK_NAME = 1 << 1,
	APPLINK_CONSUMER = 1 << 2, /* there is none */
	APPLINK_CONSUMER_NAME = 1 << 3,
	APPLINK_PUBLIC_KEY = 1 << 4,
	APPLINK_TWO_LEGGED = 1 << 5,
	APPLINK_ALL = (1 << 6) - 1
};

/* The word for one of them: "publicKey". */
const char *applink_word(unsigned int difference);

/*
 * Read every link with its incoming consumer.  Returns 0, or -1 and why as
 * rest_call(): WHY_ABSENT when the server has no such resource, WHY_REFUSED
 * when the caller is no administrator; or WHY_NONSENSE.  Release with
 * applinks_release() in any case.
 */
int applinks_read(
    struct applinks *links, const struct rest *rest, struct why *why);

/*
 * Find ours: the link whose consumer has the key; or the one that has the
 * URL, when it has no consumer but the name, which a run that was cut short
 * leaves behind.  *ours is NULL when there is none.  Returns 0, or -1 and why
 * (WHY_CREATE), naming it, when another link has the key or the URL.
 */
int applinks_find(const struct applinks *links, const struct applink_want *want,
    const struct applink **ours, struct why *why);

/* What of a link, which may be NULL, is not as wanted: bits of APPLINK_. */
unsigned int applink_differs(
    const struct applink *link, const struct applink_want *want);

/*
 * Change what differs, and read it back.  ours is what applinks_find() found;
 * id gets the link's.  Returns 0, or -1 and why, as rest_call() or:
 *   WHY_NO        Jira does not take it
 *   WHY_REFUSED   also for rights that a system administrator alone may give
 *   WHY_NONSENSE  Jira took it, and shows something else
 * A Jira that shows no consumer at all sets *unread instead.
 */
int applink_ensure(const struct rest *rest, const struct applink_want *want,
    const struct applink *ours, struct mem *id, bool *unread, struct why *why);

/*
 * Remove a link, and see that it is gone.  Returns 0, or -1 and why, as
 * rest_call(), or WHY_NONSENSE when it is not.
 */
int applink_remove(
    const struct rest *rest, const struct applink *link, struct why *why);

#endif
