/* scope: the scopes of OAuth 2.0 that Jira has. */

#include <stddef.h>
#include <string.h>

#include "near.h"
#include "scope.h"

static const char *const cloud_scopes[] = {
#include "scope.list"
	NULL
};

/* "Jira OAuth 2.0 provider API": each includes the ones before it. */
static const char *const server_scopes[] = { "READ", "WRITE", "ADMIN",
	"SYSTEM_ADMIN", NULL };

/* "action:resource", with ":product" if it is granular. */
static bool
has_form(const char *scope)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	static const char name[] = "abcdefghijklmnopqrstuvwxyz0123456789-._";
	size_t len, parts = 0;

	if ((len = strspn(scope, letters)) == 0 || scope[len] != ':')
		return false;
	do {
		scope += len + (scope[len] == ':');
		if ((len = strspn(scope, name)) == 0)
			return false;
		parts++;
	} while (scope[len] == ':');
	return scope[len] == '\0' && parts <= 3;
}

const char *const *
scope_names(bool cloud)
{
	return cloud ? cloud_scopes : server_scopes;
}

enum scope_verdict
scope_look_up(bool cloud, const char *scope, const char **meant)
{
	const char *const *names = scope_names(cloud);
	size_t i;

	*meant = NULL;
	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], scope) == 0)
			return SCOPE_KNOWN;
	if ((*meant = near_name(names, scope)) == NULL && cloud &&
	    has_form(scope))
		return SCOPE_NEW;
	return SCOPE_WRONG;
}
