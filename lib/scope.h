/*
 * scope: the scopes of OAuth 2.0 that Jira has.
 */
#ifndef SCOPE_H
#define SCOPE_H

#include <stdbool.h>

/* What asks for a refresh token on Jira Cloud. */
#define SCOPE_OFFLINE "offline_access"

/*
 * What is wrong with a scope of Jira Cloud.  SCOPE_NEW is one that could have
 * been published since, or belongs to another product: it has the form
 * "action:resource" and is near to none of the list, which scope.list holds.
 */
enum scope_verdict {
	SCOPE_KNOWN,
	SCOPE_NEW,
	SCOPE_WRONG
};

/*
 * Look a scope up: in the published list of Jira Cloud, or among the few words
 * of Jira Data Center.  Sets *meant to the nearest name of a wrong one, or to
 * NULL.
 */
enum scope_verdict scope_look_up(
    bool cloud, const char *scope, const char **meant);

/* The names of that list, ended by NULL. */
const char *const *scope_names(bool cloud);

#endif
