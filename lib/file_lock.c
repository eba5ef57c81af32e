/* file_lock: open a file, and lock it against the others of the kit. */

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <libutil.h>

#include "file.h"
#include "file_map.h"
#include "why.h"

enum {
	LOCK_PAUSE = 20 /* milliseconds between two looks at a lock */
};

/*
 * flopen() returns only with the file that has that name now.  It opens for
 * reading, so that nobody who watches the file sees it written; where locks
 * are made of fcntl()'s, as on NFS, that is not enough.
 */
static int
open_locked(const char *path, unsigned int wait)
{
	const struct timespec pause = { 0, LOCK_PAUSE * 1000000L };
	uint64_t tries = (uint64_t)wait * 1000 / LOCK_PAUSE;
	int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	int fd;

	while ((fd = flopen(path, flags)) == -1) {
		if (errno == EBADF && (flags & O_ACCMODE) == O_RDONLY)
			flags |= O_RDWR;
		else if (errno == EWOULDBLOCK && tries-- > 0)
			(void)nanosleep(&pause, NULL);
		else if (errno != EINTR)
			break;
	}
	return fd;
}

/* Before it is opened: opening a device may already do something. */
static int
check_readable(const char *path, const char *name, struct why *why)
{
	struct stat st;

	if (stat(path, &st) == -1)
		return why_set(why, WHY_OPEN, "%s", name);
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return why_set(why, WHY_OPEN, "%s", name);
	}
	if (!S_ISREG(st.st_mode))
		return why_setx(why, WHY_OPEN, "%s: not a regular file", name);
	if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == -1)
		return why_set(why, WHY_OPEN, "%s", name);
	return 0;
}

/* Root may write everything, but somebody meant the bit that is not there. */
static int
check_writable(const char *path, const char *name, struct why *why)
{
	struct stat st;

	if (stat(path, &st) == -1 ||
	    faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == -1)
		return why_set(why, WHY_CREATE, "%s", name);
	if ((st.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0)
		return why_setx(
		    why, WHY_CREATE, "%s: it is write-protected", name);
	return 0;
}

static int
resolve(struct file *file, const char *path, struct why *why)
{
	*file = (struct file){ .name = path, .fd = -1 };
	if ((file->path = realpath(path, NULL)) == NULL)
		return why_set(why, WHY_OPEN, "%s", path);
	return check_readable(file->path, path, why);
}

int
file_open(struct file *file, const char *path, struct why *why)
{
	if (resolve(file, path, why) == -1)
		goto out;
	file->fd =
	    open(file->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (file->fd != -1 && fstat(file->fd, &file->st) == 0)
		return 0;
	why_set(why, WHY_OPEN, "%s", path);
out:
	file_unlock(file);
	return -1;
}

int
file_lock(
    struct file *file, const char *path, unsigned int wait, struct why *why)
{
	if (resolve(file, path, why) == -1 ||
	    check_writable(file->path, path, why) == -1)
		goto out;
	if ((file->fd = open_locked(file->path, wait)) == -1 &&
	    errno == EWOULDBLOCK) {
		why_setx(why, WHY_LATER, "%s: another program keeps it locked",
		    path);
		goto out;
	}
	if (file->fd != -1 && fstat(file->fd, &file->st) == 0)
		return 0;
	why_set(why, WHY_OPEN, "%s", path);
out:
	file_unlock(file);
	return -1;
}

void
file_unlock(struct file *file)
{
	file_map_release(file);
	if (file->path != NULL && file->fd != -1)
		(void)close(file->fd);
	free(file->path);
	*file = (struct file){ 0 };
}
