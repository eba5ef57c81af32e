/*
 * fault: a library that tests preload, to make one call fail.
 *
 * FAULT=call:n:error makes the nth such call return that error, and leaves a
 * file ../fired to tell that it has.  The call "any" is all of them together,
 * and the error KILL the death of the program.  Writing to descriptor 2 never
 * fails, so that the program can still complain.
 *
 * The call tmpfile is open() with O_TMPFILE, and link is linkat(), too.  With
 * NO_TMPFILE in the environment there is no such thing as O_TMPFILE, nor as
 * RENAME_NOREPLACE, as on NFS.  With HURRY=n nanosleep() takes an nth of its
 * time, and with CLOCK=n:seconds somebody sets the clock so much on, or back,
 * before the nth look at it.
 */

#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int fsync(int fd);
int open(const char *path, int flags, ...);

static const struct {
	const char *name;
	int error;
} errors[] = {
	{ "EACCES", EACCES },
	{ "EBADF", EBADF },
	{ "EBUSY", EBUSY },
	{ "EDQUOT", EDQUOT },
	{ "EEXIST", EEXIST },
	{ "EINTR", EINTR },
	{ "EIO", EIO },
	{ "EMFILE", EMFILE },
	{ "ENOMEM", ENOMEM },
	{ "ENOSPC", ENOSPC },
	{ "EOPNOTSUPP", EOPNOTSUPP },
	{ "EPERM", EPERM },
	{ "EROFS", EROFS },
	{ "EXDEV", EXDEV },
};

static int
error_named(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof errors / sizeof errors[0]; i++)
		if (strcmp(errors[i].name, name) == 0)
			return errors[i].error;
	abort();
}

/* Is this call the one?  Then set errno and remember that it was. */
static int
fires(const char *call)
{
	static int seen;
	const char *fault = getenv("FAULT");
	const size_t len = strlen(call);
	const char *error;
	int fd;

	if (fault == NULL ||
	    (strncmp(fault, "any:", 4) != 0 &&
		(strncmp(fault, call, len) != 0 || fault[len] != ':')))
		return 0;
	if (__sync_add_and_fetch(&seen, 1) !=
	    strtol(strchr(fault, ':') + 1, NULL, 10))
		return 0;
	error = strrchr(fault, ':') + 1;
	if ((fd = open("../fired", O_WRONLY | O_CREAT, 0600)) != -1)
		(void)close(fd);
	if (strcmp(error, "KILL") == 0)
		(void)raise(SIGKILL);
	errno = error_named(error);
	return 1;
}

#define REAL(f) (__extension__(__typeof__(&f)) dlsym(RTLD_NEXT, #f))

ssize_t
write(int fd, const void *data, size_t len)
{
	if (fd != STDERR_FILENO && fires("write"))
		return -1;
	return REAL(write)(fd, data, len);
}

ssize_t
pwrite(int fd, const void *data, size_t len, off_t at)
{
	if (fires("write"))
		return -1;
	return REAL(pwrite)(fd, data, len, at);
}

int
fsync(int fd)
{
	return fires("fsync") ? -1 : REAL(fsync)(fd);
}

int
link(const char *from, const char *to)
{
	return fires("link") ? -1 : REAL(link)(from, to);
}

int
linkat(int from_dir, const char *from, int to_dir, const char *to, int flags)
{
	if (fires("link"))
		return -1;
	return REAL(linkat)(from_dir, from, to_dir, to, flags);
}

int
open(const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode = 0;

	if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) {
		va_start(ap, flags);
		mode = va_arg(ap, mode_t);
		va_end(ap);
	}
	if ((flags & O_TMPFILE) == O_TMPFILE) {
		if (fires("tmpfile"))
			return -1;
		if (getenv("NO_TMPFILE") != NULL) {
			errno = EOPNOTSUPP;
			return -1;
		}
	}
	return REAL(open)(path, flags, mode);
}

int
posix_fallocate(int fd, off_t at, off_t len)
{
	return fires("fallocate") ? errno : REAL(posix_fallocate)(fd, at, len);
}

int
ftruncate(int fd, off_t len)
{
	return fires("ftruncate") ? -1 : REAL(ftruncate)(fd, len);
}

int
fchown(int fd, uid_t owner, gid_t group)
{
	return fires("fchown") ? -1 : REAL(fchown)(fd, owner, group);
}

ssize_t
read(int fd, void *data, size_t len)
{
	return fires("read") ? -1 : REAL(read)(fd, data, len);
}

int
rename(const char *from, const char *to)
{
	return fires("rename") ? -1 : REAL(rename)(from, to);
}

int
renameat(int from_dir, const char *from, int to_dir, const char *to)
{
	if (fires("rename"))
		return -1;
	return REAL(renameat)(from_dir, from, to_dir, to);
}

int
renameat2(int from_dir, const char *from, int to_dir, const char *to,
    unsigned int flags)
{
	if (fires("rename"))
		return -1;
	if (flags != 0 && getenv("NO_TMPFILE") != NULL) {
		errno = EINVAL;
		return -1;
	}
	return REAL(renameat2)(from_dir, from, to_dir, to, flags);
}

int
flock(int fd, int operation)
{
	return fires("flock") ? -1 : REAL(flock)(fd, operation);
}

int
mkdirat(int dir, const char *path, mode_t mode)
{
	return fires("mkdir") ? -1 : REAL(mkdirat)(dir, path, mode);
}

int
unlinkat(int dir, const char *path, int flags)
{
	return fires("unlink") ? -1 : REAL(unlinkat)(dir, path, flags);
}

int
unlink(const char *path)
{
	return fires("unlink") ? -1 : REAL(unlink)(path);
}

int
mkostemp(char *template, int flags)
{
	return fires("mkostemp") ? -1 : REAL(mkostemp)(template, flags);
}

int
nanosleep(const struct timespec *time, struct timespec *left)
{
	const char *hurry = getenv("HURRY");
	struct timespec less = *time;
	long n;

	if (hurry != NULL && (n = strtol(hurry, NULL, 10)) > 0) {
		less.tv_nsec =
		    (time->tv_sec % n * 1000000000L + time->tv_nsec) / n;
		less.tv_sec = time->tv_sec / n;
	}
	return REAL(nanosleep)(&less, left);
}

/* How far the clock is from what it would be. */
static time_t
set_by(void)
{
	static long looks;
	const char *clock = getenv("CLOCK");

	if (clock == NULL ||
	    __sync_add_and_fetch(&looks, 1) < strtol(clock, NULL, 10))
		return 0;
	return strtol(strchr(clock, ':') + 1, NULL, 10);
}

/* Where time_t has grown, the call that knows of it is called otherwise. */
static int
look(clockid_t clock, struct timespec *now)
{
	void *real = dlsym(RTLD_NEXT, "__clock_gettime64");
	int rv;

	if (real == NULL)
		real = dlsym(RTLD_NEXT, "clock_gettime");
	rv = (__extension__(__typeof__(&clock_gettime)) real)(clock, now);
	if (rv == 0 && clock == CLOCK_REALTIME)
		now->tv_sec += set_by();
	return rv;
}

int
clock_gettime(clockid_t clock, struct timespec *now)
{
	return look(clock, now);
}

int
gettimeofday(struct timeval *restrict now, void *restrict zone)
{
	struct timespec t;

	(void)zone;
	if (look(CLOCK_REALTIME, &t) == -1)
		return -1;
	now->tv_sec = t.tv_sec;
	now->tv_usec = t.tv_nsec / 1000;
	return 0;
}

time_t
time(time_t *now)
{
	struct timespec t;

	if (look(CLOCK_REALTIME, &t) == -1)
		return -1;
	if (now != NULL)
		*now = t.tv_sec;
	return t.tv_sec;
}
