/* inplace: write into a file that cannot be replaced. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "inplace.h"
#include "mem.h"
#include "why.h"

/* Find room for more bytes; a file system that cannot say so finds out. */
static int
make_room(int fd, off_t from, off_t to)
{
	int error;

	if (to <= from)
		return 0;
	if ((error = posix_fallocate(fd, from, to - from)) == 0 ||
	    error == EOPNOTSUPP || error == EINVAL)
		return 0;
	if (ftruncate(fd, from) == 0)
		errno = error;
	return -1;
}

/* Returns 0, or -1 and errno. */
static int
overwrite(int fd, const struct mem *bytes, bool sync)
{
	size_t done = 0;
	ssize_t n;

	while (done < bytes->len) {
		n = pwrite(
		    fd, bytes->data + done, bytes->len - done, (off_t)done);
		if (n == -1 && errno != EINTR)
			return -1;
		if (n > 0)
			done += (size_t)n;
	}
	if (ftruncate(fd, (off_t)bytes->len) == -1)
		return -1;
	return sync ? fsync(fd) : 0;
}

/* All signals wait: what is begun here must end. */
int
inplace_write(int fd, const char *name, const struct mem *old,
    const struct mem *new, bool sync, struct why *why)
{
	sigset_t all, before;
	int rv = 0;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_BLOCK, &all, &before);
	if (make_room(fd, (off_t)old->len, (off_t) new->len) == -1) {
		rv = why_set(why, WHY_IO, "%s", name);
	} else if (overwrite(fd, new, sync) == -1) {
		rv = why_set(why, WHY_IO, "%s", name);
		if (overwrite(fd, old, sync) == -1)
			why_at(why, "not put back as it was");
	}
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rv;
}
