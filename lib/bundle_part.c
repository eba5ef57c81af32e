/* bundle_part: the directory that a bundle's change waits in. */

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bundle_part.h"
#include "system.h"
#include "why.h"

enum {
	DIR_MODE = 0700
};

static const char *const parts[] = { "new", "over", "old" };

int
bundle_fail(const struct bundle *bundle, const char *name, struct why *why)
{
	return why_set(why, WHY_CREATE, "%s/%s", bundle->dir, name);
}

bool
bundle_exists(const struct bundle *bundle, const char *path)
{
	struct stat st;

	return bundle->fd != -1 &&
	    fstatat(bundle->fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

const char *
bundle_inside(char path[static BUNDLE_PATH], const char *change,
    enum bundle_part part, const char *name)
{
	(void)snprintf(path, BUNDLE_PATH, "%s/%s%s%s", change, parts[part],
	    name == NULL ? "" : "/", name == NULL ? "" : name);
	return path;
}

int
bundle_make_at(int dir, const char *path)
{
	if (mkdirat(dir, path, DIR_MODE) == -1)
		return -1;
	return fchmodat(dir, path, DIR_MODE, 0);
}

int
bundle_sync_at(int dir, const char *path)
{
	int fd, rv = -1;

	fd = openat(dir, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	/* Some file systems cannot, and say so with EINVAL. */
	if (fsync(fd) == 0 || errno == EINVAL)
		rv = 0;
	(void)close(fd);
	return rv;
}

/* Call a function for every file in a part of a change, if it is there. */
static int
each(const struct bundle *bundle, const char *change, enum bundle_part part,
    int (*call)(const struct bundle *bundle, const char *from, const char *name,
	struct why *why),
    struct why *why)
{
	char path[BUNDLE_PATH];
	struct dirent *entry;
	DIR *dir;
	int fd, rv = 0;

	bundle_inside(path, change, part, NULL);
	fd = openat(bundle->fd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return errno == ENOENT ? 0 : bundle_fail(bundle, path, why);
	if ((dir = fdopendir(fd)) == NULL) {
		bundle_fail(bundle, path, why);
		(void)close(fd);
		return -1;
	}
	while (rv == 0 && (entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			rv = call(bundle,
			    bundle_inside(path, change, part, entry->d_name),
			    entry->d_name, why);
	(void)closedir(dir);
	return rv;
}

static int
remove_file(const struct bundle *bundle, const char *from, const char *name,
    struct why *why)
{
	(void)name;
	if (unlinkat(bundle->fd, from, 0) == -1)
		return bundle_fail(bundle, from, why);
	return 0;
}

/* Not ours, but what a file was called on its way, and could not drop. */
static bool
is_temporary(const char *name)
{
	return name[0] == '.';
}

static int
move_over(const struct bundle *bundle, const char *from, const char *name,
    struct why *why)
{
	if (is_temporary(name))
		return 0;
	if (renameat(bundle->fd, from, bundle->fd, name) == -1)
		return bundle_fail(bundle, name, why);
	return 0;
}

static bool
is_same(const struct bundle *bundle, const char *a, const char *b)
{
	struct stat x, y;
	const int flags = AT_SYMLINK_NOFOLLOW;

	return fstatat(bundle->fd, a, &x, flags) == 0 &&
	    fstatat(bundle->fd, b, &y, flags) == 0 && x.st_dev == y.st_dev &&
	    x.st_ino == y.st_ino;
}

/* Never over what somebody else has put there meanwhile. */
static int
move_new(const struct bundle *bundle, const char *from, const char *name,
    struct why *why)
{
	const int fd = bundle->fd;

	if (is_temporary(name) || system_rename_new(fd, from, name) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return bundle_fail(bundle, name, why);
	if (linkat(fd, from, fd, name, 0) == -1) {
		bundle_fail(bundle, name, why);
		/* Perhaps it was killed between the link and the unlink. */
		if (!is_same(bundle, from, name))
			return -1;
		*why = (struct why){ 0 };
	}
	return remove_file(bundle, from, name, why);
}

int
bundle_move(const struct bundle *bundle, enum bundle_part part, struct why *why)
{
	return each(bundle, BUNDLE_DECIDED, part,
	    part == BUNDLE_NEW ? move_new : move_over, why);
}

int
bundle_remove(const struct bundle *bundle, const char *change, struct why *why)
{
	char path[BUNDLE_PATH];
	enum bundle_part part;

	for (part = BUNDLE_NEW; part < BUNDLE_PARTS; part++) {
		if (each(bundle, change, part, remove_file, why) == -1)
			return -1;
		bundle_inside(path, change, part, NULL);
		if (unlinkat(bundle->fd, path, AT_REMOVEDIR) == -1 &&
		    errno != ENOENT)
			return bundle_fail(bundle, path, why);
	}
	if (unlinkat(bundle->fd, change, AT_REMOVEDIR) == -1 && errno != ENOENT)
		return bundle_fail(bundle, change, why);
	return 0;
}
