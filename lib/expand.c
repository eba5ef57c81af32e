/* expand: a home directory and variables in a path. */

#include <ctype.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "expand.h"
#include "mem.h"

/* The length of the name that s begins with. */
static size_t
name_len(const char *s)
{
	size_t len = 0;

	while (s[len] == '_' || isalnum((unsigned char)s[len]))
		len++;
	return len;
}

/* Add the value of the variable that s begins with; returns its length. */
static size_t
variable(struct mem *mem, const char *s)
{
	const bool braces = s[1] == '{';
	const size_t from = braces ? 2 : 1, len = name_len(s + from);
	const char *value = NULL;
	char *name;

	if (len > 0 && (!braces || s[from + len] == '}')) {
		if ((name = strndup(s + from, len)) == NULL)
			mem->failed = true;
		else
			value = getenv(name);
		free(name);
	}
	if (value == NULL) {
		mem_putc(mem, '$');
		return 1;
	}
	mem_puts(mem, value);
	return from + len + braces;
}

/* Add the home that path begins with; returns how long its name is, or 0. */
static size_t
home(struct mem *mem, const char *path)
{
	const size_t len = strcspn(path, "/");
	const char *directory = NULL;
	const struct passwd *user;
	char *name;

	if (path[0] != '~')
		return 0;
	if (len == 1 && (directory = getenv("HOME")) == NULL) {
		user = getpwuid(getuid());
		directory = user == NULL ? NULL : user->pw_dir;
	} else if (len > 1 && (name = strndup(path + 1, len - 1)) != NULL) {
		user = getpwnam(name);
		directory = user == NULL ? NULL : user->pw_dir;
		free(name);
	}
	if (directory == NULL)
		return 0;
	mem_puts(mem, directory);
	return len;
}

void
expand_file(struct mem *mem, const char *path)
{
	struct mem expanded = { 0 };
	const char *s;

	for (s = path; *s != '\0';)
		if (*s == '$')
			s += variable(&expanded, s);
		else
			mem_putc(&expanded, *s++);
	s = mem_str(&expanded);
	s += home(mem, s);
	if (s == mem_str(&expanded) && strchr(s, '/') == NULL)
		mem_puts(mem, "./");
	mem_puts(mem, s);
	if (expanded.failed)
		mem->failed = true;
	mem_release(&expanded);
}
