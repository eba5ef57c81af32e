/*
 * applink_consumer: the incoming half of an application link, over REST.
 *
 * Applinks before 5, of Jira 6 and older, have it elsewhere: where there is no
 * such resource, that place is tried, too.
 */
#ifndef APPLINK_CONSUMER_H
#define APPLINK_CONSUMER_H

struct applink;
struct applink_want;
struct rest;
struct why;

/*
 * Read the incoming consumer of a link, if it has one.  Returns 0, or -1 and
 * why, as rest_call() and applink_read_consumer().
 */
int applink_consumer_get(
    const struct rest *rest, struct applink *link, struct why *why);

/*
 * Make the consumer that is wanted the link's, in the place of any other.
 * Returns 0, or -1 and why, as rest_call().
 */
int applink_consumer_put(const struct rest *rest,
    const struct applink_want *want, const char *id, struct why *why);

#endif
