/* file_replace: replace a locked file, with all that belongs to it. */

#include <sys/file.h>

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "attr.h"
#include "file.h"
#include "file_map.h"
#include "inplace.h"
#include "mem.h"
#include "stage.h"
#include "why.h"

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

/* What is staged gets the attributes of file and, further on, the bytes. */
static int
complete(const struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, const struct stage *stage, struct why *why)
{
	if (attr_keep(file->fd, &file->st, stage->fd, keep, file->name, why) ==
	    -1)
		return -1;
	if (write_parts(stage->fd, file->name, parts, count, why) == -1)
		return -1;
	if ((file->flags & FILE_NO_SYNC) == 0 && fsync(stage->fd) == -1)
		return why_set(why, WHY_IO, "%s", file->name);
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
	return complete(file, parts, count, keep, stage, why);
}

/* The same for the file itself, of which there may be a copy already. */
static int
stage_new(struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, struct stage *stage, struct why *why)
{
	struct mem rest = { 0 };
	struct iovec part;
	int rv;

	if (file_map_turn(file, parts, count, stage, &rest)) {
		part = (struct iovec){ rest.data, rest.len };
		rv = complete(file, &part, 1, keep, stage, why);
	} else
		rv = stage_copy(
		    file, file->path, parts, count, keep, stage, why);
	mem_release(&rest);
	return rv;
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
ask(const struct file *file, struct why *why)
{
	return file->ready == NULL ? 0 : file->ready(file->arg, why);
}

static int
replace_by_rename(struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why)
{
	struct stage stage = { .fd = -1 };
	int rv = -1;

	if (stage_new(file, parts, count, keep, &stage, why) == -1)
		goto out;
	if (flock(stage.fd, LOCK_EX | LOCK_NB) == -1) {
		why_set(why, WHY_CREATE, "%s: cannot lock it", file->name);
		goto out;
	}
	if (check_unchanged(file, why) == -1 || ask(file, why) == -1 ||
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

/* First the mode: nobody is to read new bytes who may not read them. */
static int
narrow(int fd, const struct file *file, mode_t keep)
{
	const mode_t mode = file->st.st_mode & 07777;

	return (mode & ~keep) == 0 ? 0 : fchmod(fd, mode & keep);
}

/* Owner and attributes stay by themselves. */
static int
replace_in_place(struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why)
{
	const bool sync = (file->flags & FILE_NO_SYNC) == 0;
	struct mem old = { 0 }, new = { 0 };
	size_t i;
	int fd = -1, rv = -1;

	for (i = 0; i < count; i++)
		mem_add(&new, parts[i].iov_base, parts[i].iov_len);
	if (mem_check(&new, why) == -1 || check_unchanged(file, why) == -1)
		goto out;
	if (lseek(file->fd, 0, SEEK_SET) == -1 ||
	    (fd = open_same(file)) == -1 || narrow(fd, file, keep) == -1) {
		why_set(why, WHY_CREATE, "%s", file->name);
		goto out;
	}
	if (file_read_fd(file->fd, file->name, SIZE_MAX, &old, why) == -1 ||
	    ask(file, why) == -1 ||
	    inplace_write(fd, file->name, &old, &new, sync, why) == -1)
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

int
file_replace(struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why)
{
	if (file_check(file, why) == -1)
		return -1;
	if ((file->flags & FILE_IN_PLACE) != 0)
		return replace_in_place(file, parts, count, keep, why);
	return replace_by_rename(file, parts, count, keep, why);
}
