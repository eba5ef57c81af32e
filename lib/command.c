/* command: run a program and take what it prints. */

#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "command.h"
#include "mem.h"
#include "why.h"

enum {
	DEPTH_MAX = 8,    /* of commands that commands run: one digit */
	READ_SIZE = 4096, /* bytes asked for at once */
	WAIT_PAUSE = 2    /* milliseconds between two looks at a process */
};

extern char **environ;

static const char nothing[] = "/dev/null";

/* Tells a program of ours that a command runs how deep it is. */
static const char depth_name[] = "JIRA_COMMAND_DEPTH";

static int
find_depth(void)
{
	const char *s = getenv(depth_name);

	return s != NULL && *s >= '0' && *s <= '9' && s[1] == '\0' ? *s - '0'
								   : 0;
}

/* The environment with the depth; the caller frees the array alone. */
static char **
make_environment(char *depth)
{
	const size_t len = sizeof depth_name - 1;
	size_t i, count = 0;
	char **made;

	while (environ != NULL && environ[count] != NULL)
		count++;
	if ((made = calloc(count + 2, sizeof *made)) == NULL)
		return NULL;
	made[0] = depth;
	for (i = 0, count = 1; environ != NULL && environ[i] != NULL; i++)
		if (strncmp(environ[i], depth_name, len) != 0 ||
		    environ[i][len] != '=')
			made[count++] = environ[i];
	return made;
}

/* We ignore SIGPIPE; a program that inherits that may never end. */
static int
prepare(posix_spawn_file_actions_t *files, posix_spawnattr_t *attr, int null,
    int out)
{
	sigset_t pipe, none;
	int error;

	(void)sigemptyset(&none);
	(void)sigemptyset(&pipe);
	(void)sigaddset(&pipe, SIGPIPE);
	if ((error = posix_spawn_file_actions_adddup2(
		 files, null, STDIN_FILENO)) != 0 ||
	    (error = posix_spawn_file_actions_adddup2(
		 files, out, STDOUT_FILENO)) != 0 ||
	    (error = posix_spawn_file_actions_adddup2(
		 files, null, STDERR_FILENO)) != 0 ||
	    (error = posix_spawnattr_setsigdefault(attr, &pipe)) != 0 ||
	    (error = posix_spawnattr_setsigmask(attr, &none)) != 0)
		return error;
	return posix_spawnattr_setflags(attr,
	    POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF |
		POSIX_SPAWN_SETSIGMASK);
}

/* Start argv with its output on out, and null.  Returns 0 or an errno. */
static int
spawn(char *const argv[], int null, int out, pid_t *pid)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	char depth[] = "JIRA_COMMAND_DEPTH=0", **environment;
	int error;

	depth[sizeof depth - 2] = (char)('1' + find_depth());
	if ((environment = make_environment(depth)) == NULL)
		return ENOMEM;
	if ((error = posix_spawn_file_actions_init(&files)) != 0)
		goto out;
	if ((error = posix_spawnattr_init(&attr)) == 0) {
		if ((error = prepare(&files, &attr, null, out)) == 0)
			error = posix_spawnp(
			    pid, argv[0], &files, &attr, argv, environment);
		(void)posix_spawnattr_destroy(&attr);
	}
	(void)posix_spawn_file_actions_destroy(&files);
out:
	free(environment);
	return error;
}

static int
start(char *const argv[], int out, pid_t *pid, struct why *why)
{
	const int null = open(nothing, O_RDWR | O_CLOEXEC);
	int error;

	if (null == -1)
		return why_set(why, WHY_LATER, "%s", nothing);
	error = spawn(argv, null, out, pid);
	(void)close(null);
	errno = error;
	return error == 0 ? 0 : why_set(why, WHY_LATER, "%s", argv[0]);
}

static int
fail_late(struct why *why)
{
	return why_setx(why, WHY_LATER, "did not end in time, and was killed");
}

/* Read until nobody has the other end open, or the time is over. */
static int
drain(int fd, int64_t end, size_t max, struct mem *mem, struct why *why)
{
	struct pollfd poller = { fd, POLLIN, 0 };
	const size_t from = mem->len;
	int64_t left;
	char *room;
	ssize_t n;

	for (;;) {
		if ((left = end - clock_tick()) <= 0)
			return fail_late(why);
		if (poll(&poller, 1, (int)left) <= 0)
			continue;
		if ((room = mem_room(mem, READ_SIZE)) == NULL)
			return mem_check(mem, why);
		n = read(fd, room, READ_SIZE);
		if (n == -1 && errno != EINTR)
			return why_set(why, WHY_LATER, "its output");
		if (n == 0)
			return 0;
		if (n > 0)
			mem_grew(mem, (size_t)n);
		if (mem->len - from > max)
			return why_setx(
			    why, WHY_LATER, "printed more than %zu bytes", max);
	}
}

/* Having closed its output it still has to end, and well. */
static int
reap(pid_t pid, int64_t end, bool *gone, struct why *why)
{
	const struct timespec pause = { 0, WAIT_PAUSE * 1000000L };
	int status;
	pid_t got;

	while ((got = waitpid(pid, &status, WNOHANG)) == 0) {
		if (clock_tick() >= end)
			return fail_late(why);
		(void)nanosleep(&pause, NULL);
	}
	*gone = true;
	if (got == -1)
		return why_set(why, WHY_LATER, "its end");
	if (WIFSIGNALED(status))
		return why_setx(why, WHY_LATER, "was killed by signal %d",
		    WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return why_setx(why, WHY_LATER,
		    "failed with exit status %d: run it by hand to see why",
		    WEXITSTATUS(status));
	return 0;
}

int
command_read(char *const argv[], unsigned int seconds, size_t max,
    struct mem *mem, struct why *why)
{
	const int64_t end = clock_tick() + (int64_t)seconds * 1000;
	int fds[2] = { -1, -1 };
	bool gone = true;
	pid_t pid = -1;
	int rv = -1;

	if (find_depth() >= DEPTH_MAX) {
		why_setx(why, WHY_CONFIG,
		    "%s: commands run one another, %d deep: a circle", argv[0],
		    DEPTH_MAX);
		goto out;
	}
	if (pipe2(fds, O_CLOEXEC) == -1) {
		why_set(why, WHY_LATER, "%s", argv[0]);
		goto out;
	}
	if (start(argv, fds[1], &pid, why) == -1)
		goto out;
	gone = false;
	(void)close(fds[1]);
	fds[1] = -1;
	if (drain(fds[0], end, max, mem, why) == -1 ||
	    reap(pid, end, &gone, why) == -1) {
		why_at(why, "%s", argv[0]);
		goto out;
	}
	rv = 0;
out:
	if (!gone) {
		/* Its session is a process group: what it started goes too. */
		(void)kill(-pid, SIGKILL);
		(void)waitpid(pid, NULL, 0);
	}
	if (fds[0] != -1)
		(void)close(fds[0]);
	if (fds[1] != -1)
		(void)close(fds[1]);
	return rv;
}
