/* conn_find: where a connection of some name is; see conn.h. */

#include <sys/stat.h>

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

bool
conn_is_input(const char *name)
{
	if (name == NULL)
		name = variable("JIRA_CONNECTION");
	return name != NULL && strcmp(name, "-") == 0;
}

/* The name of the file in the directory of connections, or NULL. */
static const char *
name_in_directory(const char *path)
{
	struct mem dir = { 0 };
	struct why ignored = { 0 };
	const char *name = NULL;

	if (conn_directory(&dir, &ignored) == 0 &&
	    strncmp(path, mem_str(&dir), dir.len) == 0 &&
	    path[dir.len] == '/' && strchr(path + dir.len + 1, '/') == NULL)
		name = path + dir.len + 1;
	mem_release(&dir);
	return name;
}

int
conn_make_directory(const char *path, struct why *why)
{
	struct mem dir = { 0 };
	char *slash;
	int rv = -1;

	if (name_in_directory(path) == NULL)
		return 0;
	mem_puts(&dir, path);
	if (mem_check(&dir, why) == -1)
		goto out;
	for (slash = strchr(dir.data + 1, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(dir.data, S_IRWXU) == -1 && errno != EEXIST) {
			why_set(why, WHY_CREATE, "%s", dir.data);
			goto out;
		}
		*slash = '/';
	}
	rv = 0;
out:
	mem_release(&dir);
	return rv;
}

void
conn_hint_here(const char *path, struct why *why)
{
	const char *name = name_in_directory(path);
	struct why hinted = { 0 };

	if (name == NULL || access(path, F_OK) == 0 || access(name, F_OK) == -1)
		return;
	why_setx(&hinted, why->status, "%s: use -c %s for the one here",
	    why->msg, name);
	*why = hinted;
}

/* A name that conn_find() would look for here, and that fits on a line. */
static int
is_connection(const struct dirent *entry)
{
	const size_t stem = strcspn(entry->d_name, ".");
	size_t i;

	for (i = 0; i < stem; i++)
		if (iscntrl((unsigned char)entry->d_name[i]))
			return 0;
	return stem > 0 && strcmp(entry->d_name + stem, ".json") == 0;
}

static int
compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int
conn_names(struct mem *names, struct why *why)
{
	struct dirent **entries = NULL;
	struct mem path = { 0 };
	int i, count = 0, rv = -1;

	if (conn_directory(&path, why) == -1)
		goto out;
	count = scandir(mem_str(&path), &entries, is_connection, compare_names);
	if (count == -1 && errno != ENOENT) {
		why_set(why, WHY_OPEN, "%s", mem_str(&path));
		goto out;
	}
	for (i = 0; i < count; i++) {
		mem_add(names, entries[i]->d_name,
		    strcspn(entries[i]->d_name, "."));
		mem_putc(names, '\0');
	}
	rv = mem_check(names, why);
out:
	for (i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
	mem_release(&path);
	return rv;
}
