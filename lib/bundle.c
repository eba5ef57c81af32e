/* bundle: files of one directory that change together. */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "attr.h"
#include "bundle.h"
#include "bundle_lock.h"
#include "file.h"
#include "mem.h"
#include "when.h"
#include "why.h"

enum {
	DATE_LEN = 10 /* "2026-11-22" */
};

int
bundle_open(struct bundle *bundle, const char *dir, bool make,
    unsigned int wait, struct why *why)
{
	*bundle = (struct bundle){ .dir = dir, .fd = -1, .lock = -1 };
	return bundle_lock(bundle, make, wait, why);
}

enum bundle_change
bundle_pending(const struct bundle *bundle, const char *name)
{
	char path[BUNDLE_PATH];

	if (bundle_exists(
		bundle, bundle_inside(path, BUNDLE_DECIDED, BUNDLE_NEW, name)))
		return BUNDLE_MADE;
	if (bundle_exists(
		bundle, bundle_inside(path, BUNDLE_DECIDED, BUNDLE_OVER, name)))
		return BUNDLE_REPLACED;
	return BUNDLE_SAME;
}

bool
bundle_keeps(const struct bundle *bundle)
{
	char path[BUNDLE_PATH];

	return bundle_exists(
	    bundle, bundle_inside(path, BUNDLE_DECIDED, BUNDLE_OLD, NULL));
}

bool
bundle_has(const struct bundle *bundle, const char *name)
{
	return bundle_exists(bundle, name) ||
	    bundle_pending(bundle, name) != BUNDLE_SAME;
}

void
bundle_path(const struct bundle *bundle, const char *name, struct mem *mem)
{
	const enum bundle_change change = bundle_pending(bundle, name);
	char path[BUNDLE_PATH];

	if (change == BUNDLE_MADE)
		name = bundle_inside(path, BUNDLE_DECIDED, BUNDLE_NEW, name);
	else if (change == BUNDLE_REPLACED)
		name = bundle_inside(path, BUNDLE_DECIDED, BUNDLE_OVER, name);
	mem_printf(mem, "%s/%s", bundle->dir, name);
}

void
bundle_kept(const struct bundle *bundle, struct mem *mem)
{
	const size_t from = mem->len + strlen(bundle->dir) + 1;
	unsigned int i;

	mem_printf(mem, "%s/", bundle->dir);
	when_print(mem, when_now());
	mem_cut(mem, from + DATE_LEN);
	for (i = 2; bundle_exists(bundle, mem_str(mem) + from); i++) {
		mem_cut(mem, from + DATE_LEN);
		mem_printf(mem, ".%u", i);
	}
}

static int
move_old(const struct bundle *bundle, struct why *why)
{
	struct mem kept = { 0 };
	const char *name;
	int rv = -1;

	if (!bundle_keeps(bundle))
		return 0;
	bundle_kept(bundle, &kept);
	name = mem_str(&kept) + strlen(bundle->dir) + 1;
	if (mem_check(&kept, why) == -1)
		goto out;
	if (renameat(bundle->fd, BUNDLE_DECIDED "/old", bundle->fd, name) ==
	    -1) {
		bundle_fail(bundle, name, why);
		goto out;
	}
	rv = 0;
out:
	mem_release(&kept);
	return rv;
}

int
bundle_finish(const struct bundle *bundle, struct why *why)
{
	if (bundle_exists(bundle, BUNDLE_UNDECIDED) &&
	    bundle_remove(bundle, BUNDLE_UNDECIDED, why) == -1)
		return -1;
	if (!bundle_exists(bundle, BUNDLE_DECIDED))
		return 0;
	/* The old ones last: until then they say what is pending. */
	if (bundle_move(bundle, BUNDLE_NEW, why) == -1 ||
	    bundle_move(bundle, BUNDLE_OVER, why) == -1 ||
	    move_old(bundle, why) == -1)
		return -1;
	if (bundle_sync_at(bundle->fd, ".") == -1)
		return why_set(why, WHY_IO, "%s", bundle->dir);
	return bundle_remove(bundle, BUNDLE_DECIDED, why);
}

int
bundle_begin(const struct bundle *bundle, struct why *why)
{
	char path[BUNDLE_PATH];
	enum bundle_part part;

	if (bundle_remove(bundle, BUNDLE_UNDECIDED, why) == -1)
		return -1;
	if (bundle_make_at(bundle->fd, BUNDLE_UNDECIDED) == -1)
		return bundle_fail(bundle, BUNDLE_UNDECIDED, why);
	for (part = BUNDLE_NEW; part < BUNDLE_OLD; part++)
		if (bundle_make_at(bundle->fd,
			bundle_inside(path, BUNDLE_UNDECIDED, part, NULL)) ==
		    -1)
			return bundle_fail(bundle, path, why);
	return 0;
}

static int
add(const struct bundle *bundle, enum bundle_part part, const char *name,
    mode_t mode, const struct mem *data, struct why *why)
{
	struct mem to = { 0 };
	char path[BUNDLE_PATH];
	int rv = -1;

	mem_printf(&to, "%s/%s", bundle->dir,
	    bundle_inside(path, BUNDLE_UNDECIDED, part, name));
	if (mem_check(&to, why) == 0)
		rv = file_create(to.data, mode, data->data, data->len, why);
	mem_release(&to);
	return rv;
}

int
bundle_add(const struct bundle *bundle, const char *name, mode_t mode,
    const struct mem *data, struct why *why)
{
	return add(bundle, BUNDLE_NEW, name, mode, data, why);
}

/* Make the staged file as the old one of the name in all but its bytes. */
static int
take_attributes(const struct bundle *bundle, const char *name, int from, int to,
    struct why *why)
{
	struct stat st;

	if (fstat(from, &st) == -1)
		return bundle_fail(bundle, name, why);
	if (attr_keep(from, &st, to, 07777, name, why) == -1)
		return -1;
	if (fsync(to) == -1)
		return why_set(why, WHY_IO, "%s/%s", bundle->dir, name);
	return 0;
}

int
bundle_replace(const struct bundle *bundle, const char *name,
    const struct mem *data, struct why *why)
{
	const int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	char path[BUNDLE_PATH];
	int from = -1, to = -1, rv = -1;

	if (add(bundle, BUNDLE_OVER, name, FILE_MODE_SECRET, data, why) == -1)
		return -1;
	bundle_inside(path, BUNDLE_UNDECIDED, BUNDLE_OVER, name);
	if ((from = openat(bundle->fd, name, flags)) == -1 ||
	    (to = openat(bundle->fd, path, flags)) == -1)
		bundle_fail(bundle, name, why);
	else
		rv = take_attributes(bundle, name, from, to, why);
	if (to != -1)
		(void)close(to);
	if (from != -1)
		(void)close(from);
	return rv;
}

int
bundle_keep(const struct bundle *bundle, const char *name, struct why *why)
{
	const int fd = bundle->fd;
	char path[BUNDLE_PATH];

	if (bundle_make_at(
		fd, bundle_inside(path, BUNDLE_UNDECIDED, BUNDLE_OLD, NULL)) ==
		-1 &&
	    errno != EEXIST)
		return bundle_fail(bundle, path, why);
	if (linkat(fd, name, fd,
		bundle_inside(path, BUNDLE_UNDECIDED, BUNDLE_OLD, name),
		0) == -1)
		return bundle_fail(bundle, path, why);
	return 0;
}

int
bundle_commit(const struct bundle *bundle, struct why *why)
{
	const int fd = bundle->fd;
	char path[BUNDLE_PATH];
	enum bundle_part part;

	for (part = BUNDLE_NEW; part < BUNDLE_PARTS; part++)
		if (bundle_sync_at(fd,
			bundle_inside(path, BUNDLE_UNDECIDED, part, NULL)) ==
			-1 &&
		    errno != ENOENT)
			return why_set(why, WHY_IO, "%s/%s", bundle->dir, path);
	if (bundle_sync_at(fd, BUNDLE_UNDECIDED) == -1)
		return why_set(
		    why, WHY_IO, "%s/%s", bundle->dir, BUNDLE_UNDECIDED);
	if (renameat(fd, BUNDLE_UNDECIDED, fd, BUNDLE_DECIDED) == -1)
		return bundle_fail(bundle, BUNDLE_DECIDED, why);
	if (bundle_sync_at(fd, ".") == -1)
		return why_set(why, WHY_IO, "%s", bundle->dir);
	return bundle_finish(bundle, why);
}

void
bundle_abort(const struct bundle *bundle)
{
	struct why ignored = { 0 };

	if (bundle->fd != -1)
		(void)bundle_remove(bundle, BUNDLE_UNDECIDED, &ignored);
	if (bundle->made)
		(void)rmdir(bundle->dir);
}

void
bundle_close(struct bundle *bundle)
{
	if (bundle->fd != -1)
		(void)close(bundle->fd);
	if (bundle->lock != -1)
		(void)close(bundle->lock);
	bundle->fd = bundle->lock = -1;
}
