/* file: read whole files, and replace them so that nothing is half written. */

#include <sys/file.h>
#include <sys/xattr.h>

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libutil.h>

#include "file.h"
#include "mem.h"
#include "why.h"

enum {
	READ_SIZE = 65536, /* bytes asked for at once */
	LOCK_PAUSE = 20    /* milliseconds between two looks at a lock */
};

int
file_read_fd(
    int fd, const char *name, size_t max, struct mem *mem, struct why *why)
{
	const size_t start = mem->len;
	char *room;
	ssize_t n;

	do {
		if ((room = mem_room(mem, READ_SIZE)) == NULL) {
			mem_check(mem, why);
			return why_at(why, "%s", name);
		}
		while ((n = read(fd, room, READ_SIZE)) == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return why_set(why, WHY_IO, "%s", name);
		mem_grew(mem, (size_t)n);
		if (mem->len - start > max)
			return why_setx(why, WHY_INPUT,
			    "%s: more than %zu bytes", name, max);
	} while (n > 0);
	return 0;
}

int
file_read_stat(const char *path, size_t max, struct mem *mem, struct stat *st,
    struct why *why)
{
	int fd, rv = -1;

	if ((fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)) == -1)
		return why_set(why, WHY_OPEN, "%s", path);
	if (fstat(fd, st) == -1) {
		why_set(why, WHY_OPEN, "%s", path);
		goto out;
	}
	if (S_ISDIR(st->st_mode)) {
		errno = EISDIR;
		why_set(why, WHY_OPEN, "%s", path);
		goto out;
	}
	if (file_read_fd(fd, path, max, mem, why) == -1)
		goto out;
	rv = 0;
out:
	(void)close(fd);
	return rv;
}

int
file_read(const char *path, size_t max, struct mem *mem, struct why *why)
{
	struct stat st;

	return file_read_stat(path, max, mem, &st, why);
}

int
file_guard(const char *path, const struct stat *st, struct why *why)
{
	if (S_ISREG(st->st_mode) && (st->st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return why_setx(why, WHY_OPEN,
		    "%s: others can read it: run chmod 600 on it", path);
	return 0;
}

int
file_read_secret(const char *path, size_t max, struct mem *mem, struct why *why)
{
	const size_t from = mem->len;
	struct stat st;

	if (file_read_stat(path, max, mem, &st, why) == -1)
		return -1;
	if (file_guard(path, &st, why) == -1) {
		mem_cut(mem, from);
		return -1;
	}
	return 0;
}

int
file_write_fd(
    int fd, const char *name, const void *data, size_t len, struct why *why)
{
	const char *p = data;
	ssize_t n;

	while (len > 0) {
		while ((n = write(fd, p, len)) == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return why_set(why, WHY_IO, "%s", name);
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

/* A new file beside path, whose name the caller frees; -1 and errno. */
static int
open_beside(const char *path, char **temporary)
{
	const char *slash = strrchr(path, '/');
	const int dir = slash == NULL ? 0 : (int)(slash - path) + 1;
	int fd;

	if (asprintf(temporary, "%.*s.%s.XXXXXXXX", dir, path, path + dir) ==
	    -1) {
		*temporary = NULL;
		return -1;
	}
	if ((fd = mkostemp(*temporary, O_CLOEXEC)) == -1) {
		free(*temporary);
		*temporary = NULL;
	}
	return fd;
}

/* Make a rename or a link in path's directory durable. */
static int
sync_directory(const char *path)
{
	char *copy, *dir;
	int fd, rv = -1;

	if ((copy = strdup(path)) == NULL)
		return -1;
	dir = dirname(copy);
	if ((fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) != -1) {
		/* Some file systems cannot, and say so with EINVAL. */
		if (fsync(fd) == 0 || errno == EINVAL)
			rv = 0;
		(void)close(fd);
	}
	free(copy);
	return rv;
}

int
file_create(const char *path, mode_t mode, const void *data, size_t len,
    struct why *why)
{
	char *temporary = NULL;
	int fd = -1, rv = -1;

	if ((fd = open_beside(path, &temporary)) == -1 ||
	    fchmod(fd, mode) == -1) {
		why_set(why, WHY_CREATE, "%s", path);
		goto out;
	}
	if (file_write_fd(fd, path, data, len, why) == -1)
		goto out;
	if (fsync(fd) == -1) {
		why_set(why, WHY_IO, "%s", path);
		goto out;
	}
	/* link() refuses what rename() would overwrite. */
	if (link(temporary, path) == -1) {
		why_set(why, WHY_CREATE, "%s", path);
		goto out;
	}
	if (unlink(temporary) == -1 || sync_directory(path) == -1) {
		why_set(why, WHY_IO, "%s", path);
		goto out;
	}
	rv = 0;
out:
	if (rv == -1 && temporary != NULL)
		(void)unlink(temporary);
	if (fd != -1)
		(void)close(fd);
	free(temporary);
	return rv;
}

/* flopen() returns only with the file that has that name now. */
static int
open_locked(const char *path, unsigned int wait)
{
	const struct timespec pause = { 0, LOCK_PAUSE * 1000000L };
	uint64_t tries = (uint64_t)wait * 1000 / LOCK_PAUSE;
	int fd;

	while ((fd = flopen(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)) == -1 &&
	    errno == EWOULDBLOCK && tries-- > 0)
		(void)nanosleep(&pause, NULL);
	return fd;
}

int
file_lock(
    struct file *file, const char *path, unsigned int wait, struct why *why)
{
	*file = (struct file){ .name = path, .fd = -1 };
	if ((file->path = realpath(path, NULL)) == NULL)
		return why_set(why, WHY_OPEN, "%s", path);
	if (access(file->path, W_OK) == -1) {
		why_set(why, WHY_CREATE, "%s", path);
		file_unlock(file);
		return -1;
	}
	if ((file->fd = open_locked(file->path, wait)) == -1) {
		if (errno == EWOULDBLOCK)
			why_setx(why, WHY_LATER,
			    "%s: another program keeps it locked", path);
		else
			why_set(why, WHY_OPEN, "%s", path);
		file_unlock(file);
		return -1;
	}
	if (fstat(file->fd, &file->st) == -1) {
		why_set(why, WHY_OPEN, "%s", path);
		file_unlock(file);
		return -1;
	}
	return 0;
}

/* ACLs and security labels are extended attributes, too. */
static int
copy_attributes(int from, int to)
{
	char names[65536], value[65536];
	const char *name;
	ssize_t len, n;

	if ((len = flistxattr(from, names, sizeof names)) == -1)
		return errno == ENOTSUP ? 0 : -1;
	for (name = names; name < names + len; name += strlen(name) + 1) {
		if ((n = fgetxattr(from, name, value, sizeof value)) == -1)
			return -1;
		if (fsetxattr(to, name, value, (size_t)n, 0) == -1)
			return -1;
	}
	return 0;
}

static int
copy_metadata(const struct file *file, int fd, mode_t keep)
{
	if ((file->st.st_uid != geteuid() || file->st.st_gid != getegid()) &&
	    fchown(fd, file->st.st_uid, file->st.st_gid) == -1)
		return -1;
	if (copy_attributes(file->fd, fd) == -1)
		return -1;
	return fchmod(fd, file->st.st_mode & 07777 & keep);
}

int
file_replace(struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why)
{
	char *temporary = NULL;
	size_t i;
	int fd = -1, rv = -1;

	if ((fd = open_beside(file->path, &temporary)) == -1 ||
	    flock(fd, LOCK_EX | LOCK_NB) == -1 ||
	    copy_metadata(file, fd, keep) == -1) {
		why_set(why, WHY_CREATE, "%s", file->name);
		goto out;
	}
	for (i = 0; i < count; i++)
		if (file_write_fd(fd, file->name, parts[i].iov_base,
			parts[i].iov_len, why) == -1)
			goto out;
	if (fsync(fd) == -1) {
		why_set(why, WHY_IO, "%s", file->name);
		goto out;
	}
	if (rename(temporary, file->path) == -1) {
		why_set(why, WHY_CREATE, "%s", file->name);
		goto out;
	}
	if (sync_directory(file->path) == -1 || fstat(fd, &file->st) == -1) {
		why_set(why, WHY_IO, "%s", file->name);
		goto out;
	}
	(void)close(file->fd);
	file->fd = fd;
	fd = -1;
	rv = 0;
out:
	if (rv == -1 && temporary != NULL)
		(void)unlink(temporary);
	if (fd != -1)
		(void)close(fd);
	free(temporary);
	return rv;
}

void
file_unlock(struct file *file)
{
	if (file->path != NULL && file->fd != -1)
		(void)close(file->fd);
	free(file->path);
	*file = (struct file){ 0 };
}
