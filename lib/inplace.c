/* inplace: write into a file that cannot be replaced. */

#include <sys/uio.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <unistd.h>

#include "file.h"
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
	(void)ftruncate(fd, from);
	errno = error;
	return -1;
}

static int
overwrite(
    int fd, const struct file *file, const struct mem *bytes, struct why *why)
{
	if (lseek(fd, 0, SEEK_SET) == -1)
		return why_set(why, WHY_IO, "%s", file->name);
	if (file_write_fd(fd, file->name, bytes->data, bytes->len, why) == -1)
		return -1;
	if (ftruncate(fd, (off_t)bytes->len) == -1)
		return why_set(why, WHY_IO, "%s", file->name);
	if ((file->flags & FILE_NO_SYNC) == 0 && fsync(fd) == -1)
		return why_set(why, WHY_IO, "%s", file->name);
	return 0;
}

/* All signals wait: what is begun here must end. */
static int
overwrite_or_restore(int fd, const struct file *file, const struct mem *old,
    const struct mem *new, struct why *why)
{
	struct why again = { 0 };
	sigset_t all, before;
	int rv;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_BLOCK, &all, &before);
	if (make_room(fd, (off_t)old->len, (off_t) new->len) == -1)
		rv = why_set(why, WHY_IO, "%s", file->name);
	else if ((rv = overwrite(fd, file, new, why)) == -1 &&
	    overwrite(fd, file, old, &again) == -1)
		why_at(why, "%s: not restored", file->name);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rv;
}

/* The same file for writing, if it is still that of the name. */
static int
open_same(const struct file *file)
{
	struct stat st;
	int fd;

	if ((fd = open(file->path, O_WRONLY | O_NOCTTY | O_CLOEXEC)) == -1)
		return -1;
	if (fstat(fd, &st) == 0 && st.st_dev == file->st.st_dev &&
	    st.st_ino == file->st.st_ino)
		return fd;
	(void)close(fd);
	errno = ESTALE;
	return -1;
}

int
inplace_write(struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why)
{
	struct mem old = { 0 }, new = { 0 };
	size_t i;
	int fd = -1, rv = -1;

	for (i = 0; i < count; i++)
		mem_add(&new, parts[i].iov_base, parts[i].iov_len);
	if (mem_check(&new, why) == -1)
		goto out;
	if (lseek(file->fd, 0, SEEK_SET) == -1 ||
	    (fd = open_same(file)) == -1) {
		why_set(why, WHY_CREATE, "%s", file->name);
		goto out;
	}
	if (file_read_fd(file->fd, file->name, SIZE_MAX, &old, why) == -1)
		goto out;
	/* First: what others may not read they may not read for a moment. */
	if (((file->st.st_mode & 07777) & ~keep) != 0 &&
	    fchmod(fd, file->st.st_mode & 07777 & keep) == -1) {
		why_set(why, WHY_CREATE, "%s", file->name);
		goto out;
	}
	if (overwrite_or_restore(fd, file, &old, &new, why) == -1)
		goto out;
	if (fstat(fd, &file->st) == -1) {
		why_set(why, WHY_IO, "%s", file->name);
		goto out;
	}
	rv = 0;
out:
	if (fd != -1)
		(void)close(fd);
	mem_release(&new);
	mem_release(&old);
	return rv;
}
