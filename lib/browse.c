/* browse: have a browser open a URL. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "browse.h"
#include "why.h"

extern char **environ;

static const char fallbacks[] = "xdg-open:open";

/* A browser lives on after us: it keeps none of our pipes open. */
static int
start(const char *program, const char *url)
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
	error = posix_spawnp(&pid, program, &files, &attr, argv, environ);
	(void)posix_spawn_file_actions_destroy(&files);
	(void)posix_spawnattr_destroy(&attr);
	return error;
}

int
browse(const char *url, struct why *why)
{
	const char *list = getenv("BROWSER");
	char *copy, *rest, *program;
	int error = ENOENT;

	if (list == NULL || *list == '\0')
		list = fallbacks;
	if ((copy = rest = strdup(list)) == NULL)
		return why_set(why, WHY_LATER, "browser");
	while (error != 0 && (program = strsep(&rest, ":")) != NULL)
		if (*program != '\0')
			error = start(program, url);
	free(copy);
	errno = error;
	return error == 0 ? 0 : why_set(why, WHY_OPEN, "browser");
}
