/* browse: have a browser open a URL. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "browse.h"
#include "mem.h"
#include "why.h"

extern char **environ;

static const char fallbacks[] = "xdg-open:open";

/* Is an assignment, "NAME=value", of one of the names? */
static bool
is_hidden(const char *variable, const struct mem *names)
{
	const size_t len = strcspn(variable, "=");
	const char *name = mem_str(names), *end = name + names->len;

	for (; name < end; name += strlen(name) + 1)
		if (strlen(name) == len && memcmp(name, variable, len) == 0)
			return true;
	return false;
}

/* The environment without those; the caller frees the array alone. */
static char **
make_environment(const struct mem *hidden)
{
	size_t i, count = 0;
	char **made;

	while (environ != NULL && environ[count] != NULL)
		count++;
	if ((made = calloc(count + 1, sizeof *made)) == NULL)
		return NULL;
	for (i = 0, count = 0; environ != NULL && environ[i] != NULL; i++)
		if (!is_hidden(environ[i], hidden))
			made[count++] = environ[i];
	return made;
}

/* A browser lives on after us: it keeps none of our pipes open. */
static int
start(const char *program, const char *url, char **environment)
{
	const char *const words[] = { program, url, NULL };
	char *argv[3];
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t signals;
	pid_t pid;
	int error;

	memcpy(argv, words, sizeof argv);
	if ((error = posix_spawn_file_actions_init(&files)) != 0)
		return error;
	if ((error = posix_spawnattr_init(&attr)) != 0) {
		(void)posix_spawn_file_actions_destroy(&files);
		return error;
	}
	(void)posix_spawn_file_actions_addopen(
	    &files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	(void)posix_spawn_file_actions_addopen(
	    &files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	(void)posix_spawn_file_actions_addopen(
	    &files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	/* What we ignore (tool_begin()) is not for it to ignore. */
	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGPIPE);
	(void)posix_spawnattr_setsigdefault(&attr, &signals);
	(void)posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
	error = posix_spawnp(&pid, program, &files, &attr, argv, environment);
	(void)posix_spawn_file_actions_destroy(&files);
	(void)posix_spawnattr_destroy(&attr);
	return error;
}

int
browse(const char *url, const struct mem *hidden, struct why *why)
{
	const char *list = getenv("BROWSER");
	char *copy = NULL, *rest, *program, **environment;
	int error = ENOENT;

	if (list == NULL || *list == '\0')
		list = fallbacks;
	if ((environment = make_environment(hidden)) == NULL ||
	    (copy = rest = strdup(list)) == NULL)
		error = ENOMEM;
	while (copy != NULL && error != 0 &&
	    (program = strsep(&rest, ":")) != NULL)
		if (*program != '\0')
			error = start(program, url, environment);
	free(copy);
	free(environment);
	errno = error;
	return error == 0 ? 0 : why_set(why, WHY_OPEN, "browser");
}
