/* file: read whole files, and replace them so that nothing is half written. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <unistd.h>

#include "file.h"
#include "mem.h"
#include "stage.h"
#include "system.h"
#include "why.h"

enum {
	READ_SIZE = 65536, /* bytes asked for at once */
	MANY = 1 << 20     /* bytes whose pages are asked for at once */
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

/*
 * Was it no failure, but an interruption, or a descriptor that whoever has it
 * too has told not to block?  Then wait until it can go on.
 */
static bool
goes_on(int fd, short events)
{
	struct pollfd pollfd = { .fd = fd, .events = events };

	if (errno == EAGAIN && poll(&pollfd, 1, -1) == 1)
		return true;
	return errno == EINTR;
}

ssize_t
file_read_some(int fd, void *room, size_t len)
{
	ssize_t n;

	while ((n = read(fd, room, len)) == -1 && goes_on(fd, POLLIN))
		continue;
	return n;
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
		/* A fault for each page takes longer than to fill it. */
		if (ask >= MANY)
			system_fill(room, ask);
		if ((n = file_read_some(fd, room, ask)) == -1)
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

bool
file_is(const char *path, int fd)
{
	struct stat named, opened;

	return stat(path, &named) == 0 && fstat(fd, &opened) == 0 &&
	    S_ISREG(named.st_mode) && named.st_dev == opened.st_dev &&
	    named.st_ino == opened.st_ino;
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
		while ((n = write(fd, p, len)) == -1 && goes_on(fd, POLLOUT))
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
