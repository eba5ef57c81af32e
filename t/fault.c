/*
 * fault: a library that tests preload, to make one call fail.
 *
 * FAULT=call:n:error makes the nth such call return that error, and leaves a
 * file ../fired to tell that it has.  Writing to descriptor 2 never fails, so
 * that the program can still complain.
 */

#include <sys/types.h>

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int fsync(int fd);

static const struct {
	const char *name;
	int error;
} errors[] = {
	{ "EACCES", EACCES },
	{ "EDQUOT", EDQUOT },
	{ "EINTR", EINTR },
	{ "EIO", EIO },
	{ "EMFILE", EMFILE },
	{ "ENOMEM", ENOMEM },
	{ "ENOSPC", ENOSPC },
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

	if (fault == NULL || strncmp(fault, call, len) != 0 ||
	    fault[len] != ':')
		return 0;
	if (__sync_add_and_fetch(&seen, 1) != strtol(fault + len + 1, NULL, 10))
		return 0;
	error = strrchr(fault, ':') + 1;
	if ((fd = open("../fired", O_WRONLY | O_CREAT, 0600)) != -1)
		(void)close(fd);
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
rename(const char *from, const char *to)
{
	return fires("rename") ? -1 : REAL(rename)(from, to);
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
