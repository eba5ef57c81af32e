/* stage: a new file that has no name until it is whole. */

#include <sys/file.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stage.h"
#include "system.h"

enum {
	BASE_MAX = 200, /* bytes of a name that a temporary one repeats */
	TRIES = 100     /* to find a name that is free */
};

/* What a file is called between linkat() and rename(). */
static const char moment[] = "jira-staged";

/* The directory's part of path, with its slash: how many bytes. */
static int
dir_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (int)(slash - path) + 1;
}

static int
open_dir(const char *path, int flags, mode_t mode)
{
	const int len = dir_len(path);
	char *dir;
	int fd;

	if (asprintf(&dir, "%.*s", len, len == 0 ? "" : path) == -1)
		return -1;
	fd = open(len == 0 ? "." : dir, flags | O_CLOEXEC, mode);
	free(dir);
	return fd;
}

/* A terminal, a supervisor or a shutdown may send these at any moment. */
static void
hold_signals(struct stage *stage)
{
	sigset_t set;

	if (stage->held)
		return;
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGHUP);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, SIGQUIT);
	(void)sigaddset(&set, SIGTERM);
	stage->held = pthread_sigmask(SIG_BLOCK, &set, &stage->signals) == 0;
}

static int
name_temporary(struct stage *stage, const char *end)
{
	const int len = dir_len(stage->path);

	if (asprintf(&stage->temporary, "%.*s.%.*s.%s", len, stage->path,
		BASE_MAX, stage->path + len, end) == -1) {
		stage->temporary = NULL;
		return -1;
	}
	return 0;
}

static void
forget_temporary(struct stage *stage)
{
	free(stage->temporary);
	stage->temporary = NULL;
}

int
stage_open(struct stage *stage, const char *path)
{
	*stage = (struct stage){ .fd = -1, .path = path };
	if (system_nameless() != 0)
		stage->fd = open_dir(path, system_nameless() | O_RDWR, 0600);
	if (stage->fd != -1)
		return 0;
	hold_signals(stage);
	if (name_temporary(stage, "XXXXXXXX") == -1)
		return -1;
	if ((stage->fd = mkostemp(stage->temporary, O_CLOEXEC)) == -1) {
		forget_temporary(stage);
		return -1;
	}
	return 0;
}

/* link() refuses what rename() would overwrite. */
int
stage_create(struct stage *stage)
{
	if (stage->temporary == NULL)
		return system_link_nameless(stage->fd, stage->path);
	if (system_rename_new(AT_FDCWD, stage->temporary, stage->path) == 0) {
		forget_temporary(stage);
		return 0;
	}
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	return link(stage->temporary, stage->path);
}

/*
 * Whoever is killed before rename() leaves that name.  A file is locked before
 * it gets it, so one that we can lock is nobody's any more; and while we hold
 * the lock nobody else takes it away.
 */
static void
sweep(const char *path)
{
	struct stat st, named;
	int fd;

	fd = open(
	    path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd == -1)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 &&
	    lstat(path, &named) == 0 && st.st_dev == named.st_dev &&
	    st.st_ino == named.st_ino)
		(void)unlink(path);
	(void)close(fd);
}

/* Returns 0, or -1 and errno; what is at that name may be in the way. */
static int
try_name(struct stage *stage, const char *end)
{
	int error;

	if (name_temporary(stage, end) == -1)
		return -1;
	if (system_link_nameless(stage->fd, stage->temporary) == 0)
		return 0;
	error = errno;
	if (error == EEXIST && strcmp(end, moment) == 0)
		sweep(stage->temporary);
	forget_temporary(stage);
	errno = error;
	return -1;
}

/* rename() wants a name to rename, so the file has one for that moment. */
static int
name_nameless(struct stage *stage)
{
	char end[sizeof "01234567"];
	bool locked;
	int i;

	hold_signals(stage);
	locked = flock(stage->fd, LOCK_EX | LOCK_NB) == 0;
	for (i = 0; i < TRIES; i++) {
		(void)snprintf(end, sizeof end, "%08x", arc4random());
		if (try_name(stage, locked && i < 2 ? moment : end) == 0)
			return 0;
		if (errno != EEXIST)
			break;
	}
	return -1;
}

int
stage_replace(struct stage *stage)
{
	if (stage->temporary == NULL && name_nameless(stage) == -1)
		return -1;
	if (rename(stage->temporary, stage->path) == -1)
		return -1;
	forget_temporary(stage);
	return 0;
}

int
stage_sync(const struct stage *stage)
{
	int fd, rv = -1;

	if ((fd = open_dir(stage->path, O_RDONLY | O_DIRECTORY, 0)) == -1)
		return -1;
	/* Some file systems cannot, and say so with EINVAL. */
	if (fsync(fd) == 0 || errno == EINVAL)
		rv = 0;
	(void)close(fd);
	return rv;
}

void
stage_release(struct stage *stage)
{
	const int error = errno;

	if (stage->temporary != NULL)
		(void)unlink(stage->temporary);
	forget_temporary(stage);
	if (stage->fd != -1)
		(void)close(stage->fd);
	stage->fd = -1;
	if (stage->held)
		(void)pthread_sigmask(SIG_SETMASK, &stage->signals, NULL);
	stage->held = false;
	errno = error;
}
