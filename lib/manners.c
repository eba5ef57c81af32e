/* manners: the headers that Jira wants to see on a request. */

#include <stddef.h>
#include <string.h>

#include "head.h"
#include "manners.h"
#include "mem.h"
#include "why.h"

int
manners_check(const struct mem *headers, struct why *why)
{
	static const char *const secret[] = { "Authorization", "Cookie",
		"Proxy-Authorization" };
	struct mem value = { 0 };
	size_t i;
	int rv = 0;

	for (i = 0; rv == 0 && i < sizeof secret / sizeof secret[0]; i++)
		if (head_get(headers, secret[i], &value))
			rv = why_setx(why, WHY_USAGE,
			    "header %s: comes from the connection alone",
			    secret[i]);
	mem_release(&value);
	return rv;
}

void
manners_default(struct mem *headers, const char *name, const char *value)
{
	struct mem given = { 0 };

	if (!head_get(headers, name, &given))
		mem_printf(headers, "%s: %s\n", name, value);
	mem_release(&given);
}

void
manners_add(struct mem *headers, const char *method, const char *type)
{
	/* Some resources of Jira answer in XML to those who do not say. */
	manners_default(headers, "Accept", "application/json, */*;q=0.5");
	if (type != NULL)
		manners_default(headers, "Content-Type", type);
	/* Jira would otherwise take some of these for a forgery. */
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		manners_default(headers, "X-Atlassian-Token", "no-check");
}
