/* conn_find: where a connection of some name is; see conn.h. */

#include <stdlib.h>
#include <string.h>

#include "conn.h"
#include "mem.h"
#include "why.h"

static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value == NULL || *value == '\0' ? NULL : value;
}

int
conn_directory(struct mem *path, struct why *why)
{
	const char *dir;

	if ((dir = variable("JIRA_CONNECTIONS")) != NULL)
		mem_puts(path, dir);
	/* The base directory specification wants relative paths ignored. */
	else if ((dir = variable("XDG_CONFIG_HOME")) != NULL && *dir == '/')
		mem_printf(path, "%s/jira/connections", dir);
	else if ((dir = variable("HOME")) != NULL)
		mem_printf(path, "%s/.config/jira/connections", dir);
	else
		return why_setx(why, WHY_USAGE,
		    "no directory of connections: set JIRA_CONNECTIONS");
	return mem_check(path, why);
}

int
conn_find(const char *name, char **path, struct why *why)
{
	struct mem mem = { 0 };
	int rv = -1;

	*path = NULL;
	if (name == NULL && (name = variable("JIRA_CONNECTION")) == NULL)
		return why_setx(why, WHY_USAGE,
		    "no connection is named: use -c, or set JIRA_CONNECTION");
	if (*name == '\0')
		return why_setx(
		    why, WHY_USAGE, "the connection's name is empty");
	if (strcmp(name, "-") == 0)
		return 0;
	if (strpbrk(name, "/.") == NULL) {
		if (conn_directory(&mem, why) == -1)
			goto out;
		mem_printf(&mem, "/%s.json", name);
	} else
		mem_puts(&mem, name);
	if (mem_check(&mem, why) == -1)
		goto out;
	if ((*path = strdup(mem_str(&mem))) == NULL) {
		why_set(why, WHY_LATER, "%s", name);
		goto out;
	}
	rv = 0;
out:
	mem_release(&mem);
	return rv;
}
