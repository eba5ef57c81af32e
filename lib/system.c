/* system: what Linux has, and other systems lack or call otherwise. */

#if defined(__linux__) && !defined(SYSTEM_PLAIN)
#define SYSTEM_LINUX
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/xattr.h>
#endif

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "system.h"

enum {
	PAGE = 4096 /* bytes that madvise() counts in, or a multiple */
};

#ifdef SYSTEM_LINUX

void
system_hide(void)
{
	/* The leak checker traces its own process. */
#ifndef __SANITIZE_ADDRESS__
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void
system_fill(char *start, size_t len)
{
#ifdef MADV_POPULATE_WRITE
	const size_t odd = PAGE - (uintptr_t)start % PAGE;

	if (len > odd)
		(void)madvise(start + odd, len - odd, MADV_POPULATE_WRITE);
#else
	(void)start;
	(void)len;
#endif
}

ssize_t
system_copy(int from, off_t *at, int to, size_t len)
{
	return copy_file_range(from, at, to, NULL, len, 0);
}

int
system_rename_new(int fd, const char *old, const char *new)
{
#ifdef RENAME_NOREPLACE
	return renameat2(fd, old, fd, new, RENAME_NOREPLACE);
#else
	(void)fd;
	(void)old;
	(void)new;
	errno = ENOSYS;
	return -1;
#endif
}

int
system_nameless(void)
{
	/* Without /proc it could not get a name. */
	return access("/proc/self/fd", X_OK) == 0 ? O_TMPFILE : 0;
}

int
system_link_nameless(int fd, const char *path)
{
	char self[sizeof "/proc/self/fd/" + 3 * sizeof fd];

	(void)snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
	return linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

ssize_t
system_attributes(int fd, char *names, size_t size)
{
	return flistxattr(fd, names, size);
}

ssize_t
system_attribute(int fd, const char *name, void *value, size_t size)
{
	return fgetxattr(fd, name, value, size);
}

int
system_set_attribute(int fd, const char *name, const void *value, size_t len)
{
	return fsetxattr(fd, name, value, len, 0);
}

int
system_drop_attribute(int fd, const char *name)
{
	return fremovexattr(fd, name);
}

#else

static int
lacking(int error)
{
	errno = error;
	return -1;
}

void
system_hide(void)
{
}

void
system_fill(char *start, size_t len)
{
	(void)start;
	(void)len;
}

ssize_t
system_copy(int from, off_t *at, int to, size_t len)
{
	(void)from;
	(void)at;
	(void)to;
	(void)len;
	return lacking(ENOSYS);
}

int
system_rename_new(int fd, const char *old, const char *new)
{
	(void)fd;
	(void)old;
	(void)new;
	return lacking(ENOSYS);
}

int
system_nameless(void)
{
	return 0;
}

int
system_link_nameless(int fd, const char *path)
{
	(void)fd;
	(void)path;
	return lacking(EOPNOTSUPP);
}

ssize_t
system_attributes(int fd, char *names, size_t size)
{
	(void)fd;
	(void)names;
	(void)size;
	return lacking(ENOTSUP);
}

ssize_t
system_attribute(int fd, const char *name, void *value, size_t size)
{
	(void)fd;
	(void)name;
	(void)value;
	(void)size;
	return lacking(ENOTSUP);
}

int
system_set_attribute(int fd, const char *name, const void *value, size_t len)
{
	(void)fd;
	(void)name;
	(void)value;
	(void)len;
	return lacking(ENOTSUP);
}

int
system_drop_attribute(int fd, const char *name)
{
	(void)fd;
	(void)name;
	return lacking(ENOTSUP);
}

#endif
