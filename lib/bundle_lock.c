/* bundle_lock: a bundle's directory, for one program at a time. */

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <libutil.h>

#include "bundle_lock.h"
#include "bundle_part.h"
#include "file.h"
#include "mem.h"
#include "why.h"

enum {
	LOCK_PAUSE = 20, /* milliseconds between two looks at a lock */
	MISSING_MAX = 3  /* times that it is made, and somebody removes it */
};

/* It has to be durable before anything is put in it. */
static int
make_dir(struct bundle *bundle, struct why *why)
{
	struct mem parent = { 0 };
	int rv = -1;

	if (bundle_make_at(AT_FDCWD, bundle->dir) == -1)
		return errno == EEXIST
		    ? 0
		    : why_set(why, WHY_CREATE, "%s", bundle->dir);
	bundle->made = true;
	mem_printf(&parent, "%s/..", bundle->dir);
	if (mem_check(&parent, why) == 0) {
		rv = bundle_sync_at(AT_FDCWD, parent.data);
		if (rv == -1)
			why_set(why, WHY_IO, "%s", parent.data);
	}
	mem_release(&parent);
	return rv;
}

/*
 * Where locks are fcntl()'s, as on NFS, only what can be written can be
 * locked, and a file stands for its directory.
 */
static int
lock_inside(struct bundle *bundle)
{
	const int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
	char *path;
	int error;

	if (asprintf(&path, "%s/.jira-keygen.lock", bundle->dir) == -1)
		return -1;
	bundle->lock = flopen(path, flags, FILE_MODE_SECRET);
	error = errno;
	free(path);
	errno = error;
	return bundle->lock;
}

/* flopen() returns only with the directory that has that name now. */
static int
open_locked(struct bundle *bundle)
{
	const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

	if (bundle->lock == -1) {
		bundle->fd = flopen(bundle->dir, flags);
		if (bundle->fd != -1 || errno != EBADF ||
		    lock_inside(bundle) == -1)
			return bundle->fd;
	}
	bundle->fd = open(bundle->dir, flags);
	return bundle->fd;
}

/* The lock is not ours yet: pause, or give up. */
static int
wait_for(const char *dir, uint64_t *tries, struct why *why)
{
	const struct timespec pause = { 0, LOCK_PAUSE * 1000000L };

	if ((*tries)-- == 0)
		return why_setx(
		    why, WHY_LATER, "%s: another program keeps it locked", dir);
	(void)nanosleep(&pause, NULL);
	return 0;
}

int
bundle_lock(
    struct bundle *bundle, bool make, unsigned int wait, struct why *why)
{
	uint64_t tries = (uint64_t)wait * 1000 / LOCK_PAUSE;
	unsigned int missing = 0;

	while (open_locked(bundle) == -1) {
		if (errno == ENOENT && !make)
			return 0;
		/* A link that leads nowhere is missing, and stays so. */
		if (errno == ENOENT && missing++ < MISSING_MAX) {
			if (make_dir(bundle, why) == -1)
				return -1;
		} else if (errno == EWOULDBLOCK) {
			if (wait_for(bundle->dir, &tries, why) == -1)
				return -1;
		} else if (errno != EINTR) {
			return why_set(why, WHY_OPEN, "%s", bundle->dir);
		}
	}
	return 0;
}
