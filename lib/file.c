/* file: read whole files, and replace them so that nothing is half written. */

#include <sys/file.h>

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <libutil.h>

#include "attr.h"
#include "file.h"
#include "inplace.h"
#include "mem.h"
#include "stage.h"
#include "why.h"

enum {
	READ_SIZE = 65536, /* bytes asked for at once */
	LOCK_PAUSE = 20    /* milliseconds between two looks at a lock */
};

/*
 * How many bytes to ask for: of a file all that is left, so that the buffer
 * need not grow; its size is a hint and no more.
 */
static size_t
expected(int fd, size_t max)
{
	struct stat st;
	off_t at;

	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) ||
	    (at = lseek(fd, 0, SEEK_CUR)) == -1 || st.st_size <= at)
		return READ_SIZE;
	if ((uintmax_t)(st.st_size - at) > max)
		return max == SIZE_MAX ? max : max + 1;
	return (size_t)(st.st_size - at) + 1;
}

int
file_read_fd(
    int fd, const char *name, size_t max, struct mem *mem, struct why *why)
{
	const size_t start = mem->len;
	size_t ask = expected(fd, max);
	char *room;
	ssize_t n;

	do {
		if ((room = mem_room(mem, ask)) == NULL) {
			mem_check(mem, why);
			return why_at(why, "%s", name);
		}
		while ((n = read(fd, room, ask)) == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return why_set(why, WHY_IO, "%s", name);
		mem_grew(mem, (size_t)n);
		if (mem->len - start > max)
			return why_setx(why, WHY_INPUT,
			    "%s: more than %zu bytes", name, max);
		ask = ask > (size_t)n ? ask - (size_t)n : READ_SIZE;
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

int
file_create(const char *path, mode_t mode, const void *data, size_t len,
    struct why *why)
{
	struct stage stage = { .fd = -1 };
	int rv = -1;

	if (stage_open(&stage, path) == -1 || fchmod(stage.fd, mode) == -1) {
		why_set(why, WHY_CREATE, "%s", path);
		goto out;
	}
	if (file_write_fd(stage.fd, path, data, len, why) == -1)
		goto out;
	if (fsync(stage.fd) == -1) {
		why_set(why, WHY_IO, "%s", path);
		goto out;
	}
	if (stage_create(&stage) == -1) {
		why_set(why, WHY_CREATE, "%s", path);
		goto out;
	}
	if (stage_sync(&stage) == -1) {
		why_set(why, WHY_IO, "%s", path);
		goto out;
	}
	rv = 0;
out:
	stage_release(&stage);
	return rv;
}

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

int
file_check(const struct file *file, struct why *why)
{
	if (file->st.st_nlink > 1 &&
	    (file->flags & (FILE_BREAK_LINKS | FILE_IN_PLACE)) == 0)
		return why_setx(why, WHY_CREATE,
		    "%s: it has %ju hard links, which replacing it would part",
		    file->name, (uintmax_t)file->st.st_nlink);
	return 0;
}

/* Editors know nothing of our lock. */
static int
check_unchanged(const struct file *file, struct why *why)
{
	const struct stat *was = &file->st;
	struct stat now;

	if (stat(file->path, &now) == -1)
		return why_set(why, WHY_LATER, "%s", file->name);
	if (now.st_dev != was->st_dev || now.st_ino != was->st_ino ||
	    now.st_size != was->st_size ||
	    now.st_mtim.tv_sec != was->st_mtim.tv_sec ||
	    now.st_mtim.tv_nsec != was->st_mtim.tv_nsec)
		return why_setx(why, WHY_LATER,
		    "%s: another program changed it meanwhile", file->name);
	return 0;
}

static int
write_parts(int fd, const char *name, const struct iovec *parts, size_t count,
    struct why *why)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (file_write_fd(fd, name, parts[i].iov_base, parts[i].iov_len,
			why) == -1)
			return -1;
	return 0;
}

/* A staged file for path, with the attributes of file and the bytes given. */
static int
stage_copy(const struct file *file, const char *path, const struct iovec *parts,
    size_t count, mode_t keep, struct stage *stage, struct why *why)
{
	if (stage_open(stage, path) == -1)
		return why_set(why, WHY_CREATE,
		    "%s: cannot make a file beside it", file->name);
	if (attr_keep(file->fd, &file->st, stage->fd, keep, file->name, why) ==
	    -1)
		return -1;
	if (write_parts(stage->fd, file->name, parts, count, why) == -1)
		return -1;
	if ((file->flags & FILE_NO_SYNC) == 0 && fsync(stage->fd) == -1)
		return why_set(why, WHY_IO, "%s", file->name);
	return 0;
}

/* EBUSY is a mount point, EXDEV what some file systems say of one. */
static int
rename_staged(const struct file *file, struct stage *stage, struct why *why)
{
	if (stage_replace(stage) == -1) {
		if (errno == EBUSY || errno == EXDEV)
			return why_setx(why, WHY_CREATE,
			    "%s: it is a mount point, and can only be "
			    "written in place",
			    file->name);
		return why_set(why, WHY_CREATE, "%s", file->name);
	}
	if ((file->flags & FILE_NO_SYNC) == 0 && stage_sync(stage) == -1)
		return why_set(why, WHY_IO, "%s: its directory", file->name);
	return 0;
}

int
file_backup(const struct file *file, const char *path, const void *data,
    size_t len, struct why *why)
{
	const struct iovec part = { (void *)(uintptr_t)data, len };
	struct file backup = *file;
	struct stage stage = { .fd = -1 };
	int rv = -1;

	backup.name = path;
	if (stage_copy(&backup, path, &part, 1, 07777, &stage, why) == 0 &&
	    rename_staged(&backup, &stage, why) == 0)
		rv = 0;
	stage_release(&stage);
	return rv;
}

static int
replace_by_rename(struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why)
{
	struct stage stage = { .fd = -1 };
	int rv = -1;

	if (stage_copy(file, file->path, parts, count, keep, &stage, why) == -1)
		goto out;
	if (flock(stage.fd, LOCK_EX | LOCK_NB) == -1) {
		why_set(why, WHY_CREATE, "%s: cannot lock it", file->name);
		goto out;
	}
	if (check_unchanged(file, why) == -1 ||
	    rename_staged(file, &stage, why) == -1)
		goto out;
	if (fstat(stage.fd, &file->st) == -1) {
		why_set(why, WHY_IO, "%s", file->name);
		goto out;
	}
	(void)close(file->fd);
	file->fd = stage.fd;
	stage.fd = -1;
	rv = 0;
out:
	stage_release(&stage);
	return rv;
}

int
file_replace(struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why)
{
	if (file_check(file, why) == -1)
		return -1;
	if ((file->flags & FILE_IN_PLACE) != 0)
		return inplace_write(file, parts, count, keep, why);
	return replace_by_rename(file, parts, count, keep, why);
}

void
file_unlock(struct file *file)
{
	if (file->path != NULL && file->fd != -1)
		(void)close(file->fd);
	free(file->path);
	*file = (struct file){ 0 };
}
