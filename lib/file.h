/*
 * file: read whole files, and replace them so that nothing is half written.
 *
 * A file is made or replaced by a file without a name in its directory (see
 * stage), fsync, link or rename, fsync of the directory.  kill -9 at any
 * moment leaves the old bytes or the new ones.
 *
 * Files that have a name are read, not mapped: who shortens a file that is
 * mapped kills its reader, and who changes it makes the bytes that were
 * checked others.
 */
#ifndef FILE_H
#define FILE_H

#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <stdbool.h>
#include <stddef.h>

#include "stage.h"

struct mem;
struct why;

enum {
	FILE_MODE_SECRET = 0600
};

/*
 * Add all of a file to mem, to its end and not by its size, so that pipes and
 * /proc work; at most max bytes.  Returns 0, or -1 and why: WHY_OPEN, WHY_IO,
 * or WHY_INPUT for more than max.  Of a descriptor the name is for messages.
 */
int file_read(const char *path, size_t max, struct mem *mem, struct why *why);
int file_read_fd(
    int fd, const char *name, size_t max, struct mem *mem, struct why *why);

/*
 * As read(2), but it waits, whether or not the descriptor blocks, and is not
 * interrupted.
 */
ssize_t file_read_some(int fd, void *room, size_t len);

/* As file_read(), but a regular file that others can read is WHY_OPEN. */
int file_read_secret(
    const char *path, size_t max, struct mem *mem, struct why *why);

/*
 * The same, saying in st what was read, so that the caller can tell by its
 * contents whether file_guard() matters.
 */
int file_read_stat(const char *path, size_t max, struct mem *mem,
    struct stat *st, struct why *why);

/* Returns 0, or -1 and why (WHY_OPEN) for what file_read_secret() refuses. */
int file_guard(const char *path, const struct stat *st, struct why *why);

/* Is there a regular file path, and fd open on it? */
bool file_is(const char *path, int fd);

/*
 * Write all of data, waiting as file_read_some() does.  Returns 0, or -1 and
 * why (WHY_IO).
 */
int file_write_fd(
    int fd, const char *name, const void *data, size_t len, struct why *why);

/*
 * Make path, which must not exist, with exactly this mode whatever the umask.
 * It is there only once it is whole and durable.  Returns 0, or -1 and why:
 * WHY_CREATE (it exists, or cannot be made) or WHY_IO.
 */
int file_create(const char *path, mode_t mode, const void *data, size_t len,
    struct why *why);

/* What a locked file's owner may allow in file->flags. */
enum {
	FILE_BREAK_LINKS = 1, /* its other hard links keep the old bytes */
	FILE_IN_PLACE = 2,    /* write into it: not safe against a crash */
	FILE_NO_SYNC = 4      /* do not wait for the disk */
};

/* A file that is open, and may be replaced if it is locked. */
struct file {
	char *path;         /* with symbolic links resolved: what is replaced */
	const char *name;   /* as the caller said it; borrowed */
	int fd;             /* open for reading */
	unsigned int flags; /* 0, or what the caller sets after file_lock() */
	/* Or this: see file_replace(). */
	int (*ready)(void *arg, struct why *why);
	void *arg;
	struct stat st;    /* as it was when it was locked */
	void *map;         /* its bytes, if file_map() was asked */
	size_t mapped;     /* how many */
	struct stage copy; /* private: that they are mapped from */
};

/*
 * Open path and lock it against every other program of the kit, waiting at
 * most so many seconds; it is still the file of that name once it is locked.
 * Returns 0, or -1 and why: WHY_OPEN (also when it is no regular file),
 * WHY_CREATE when it is write-protected, even if root could write it all the
 * same, WHY_LATER when somebody else kept the lock.
 */
int file_lock(
    struct file *file, const char *path, unsigned int wait, struct why *why);

/*
 * Open a regular file for reading, without a lock: to see what would change.
 * Returns 0, or -1 and why (WHY_OPEN).
 */
int file_open(struct file *file, const char *path, struct why *why);

/*
 * Map the bytes of a locked file: from a copy beside it that has no name, so
 * that nobody else can shorten or change it, and that file_replace() goes on
 * with if only the end becomes another one.  Valid until then, and until
 * file_unlock().  Returns whether there is a map: not of a small file, nor of
 * more than max bytes, nor where there can be no such copy; then read it.
 */
bool file_map(struct file *file, size_t max);

/*
 * Say, before any work, whether file_replace() would refuse the locked file
 * for its hard links.  Returns 0, or -1 and why (WHY_CREATE).
 */
int file_check(const struct file *file, struct why *why);

/*
 * Copy the locked file to the path beside it, which is replaced, with the
 * bytes given and everything else that file_replace() keeps.  Returns 0, or
 * -1 and why (WHY_CREATE, WHY_IO).
 */
int file_backup(const struct file *file, const char *path, const void *data,
    size_t len, struct why *why);

/*
 * Replace the locked file by the bytes of count parts, keeping owner, group,
 * mode & keep, ACL and extended attributes; the lock goes on to the new file.
 * No part may be memory that is mapped from the file itself.  file->ready is
 * called when all is done that is likely to fail, and says with 0 to go on.
 * Returns 0, or -1 and why with the file as it was: WHY_CREATE, WHY_IO, or
 * WHY_LATER when another program changed it in spite of the lock.  Only an
 * fsync of the directory that fails, the last step, leaves the new bytes.
 */
int file_replace(struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why);

/* Close it, which lets go of the lock.  Harmless on all zeros. */
void file_unlock(struct file *file);

#endif
