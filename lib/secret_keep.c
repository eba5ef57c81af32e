/* secret_keep: a new secret where a reference leads; see secret.h. */

#include <sys/stat.h>
#include <sys/uio.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "mem.h"
#include "secret.h"
#include "stage.h"
#include "text.h"
#include "why.h"

enum {
	KEEP_WAIT = 10,   /* seconds for another program's lock */
	KEEP_ROOM = 65536 /* bytes that a token takes at most, and more */
};

int
secret_path(const struct text *text, struct value value, const char *dir,
    struct mem *path, struct why *why)
{
	const struct value target = text_member(text, value, "file");
	const size_t from = path->len;

	text_string(text, target, path);
	if (dir != NULL && mem_str(path)[from] != '/') {
		mem_cut(path, from);
		mem_printf(path, "%s/", dir);
		text_string(text, target, path);
	}
	return mem_check(path, why);
}

/* A full disk, or a directory that is read-only, is found out before. */
static int
check_room(const char *path, struct why *why)
{
	struct stage stage = { .fd = -1 };
	int error;

	if (stage_open(&stage, path) == -1)
		return why_set(why, WHY_CREATE, "%s", path);
	error = posix_fallocate(stage.fd, 0, KEEP_ROOM);
	stage_release(&stage);
	if (error == 0 || error == EOPNOTSUPP || error == EINVAL)
		return 0;
	errno = error;
	return why_set(why, WHY_IO, "%s", path);
}

/* Lock the file, if there is one; *there says which. */
static int
lock(struct file *file, const char *path, bool *there, struct why *why)
{
	struct stat st;

	*there = stat(path, &st) == 0;
	if (!*there)
		return errno == ENOENT ? 0 : why_set(why, WHY_OPEN, "%s", path);
	if (file_lock(file, path, KEEP_WAIT, why) == -1)
		return -1;
	if (file_guard(path, &file->st, why) == -1)
		return -1;
	return file_check(file, why);
}

int
secret_can_keep(const struct text *text, struct value value, const char *what,
    const char *dir, struct why *why)
{
	struct mem path = { 0 };
	struct file file = { 0 };
	bool there;
	int rv = -1;

	if (secret_path(text, value, dir, &path, why) == -1 ||
	    lock(&file, mem_str(&path), &there, why) == -1 ||
	    check_room(there ? file.path : mem_str(&path), why) == -1)
		goto out;
	rv = 0;
out:
	if (rv == -1)
		why_at(why, "%s: %s", text->name, what);
	file_unlock(&file);
	mem_release(&path);
	return rv;
}

/* Does the file say this already? */
static bool
is_same(const char *path, const struct mem *line)
{
	struct mem bytes = { 0 };
	struct why why = { 0 };
	bool same;

	same = file_read_secret(path, SECRET_MAX, &bytes, &why) == 0 &&
	    bytes.len == line->len &&
	    memcmp(mem_str(&bytes), line->data, line->len) == 0;
	mem_release(&bytes);
	return same;
}

int
secret_keep(const struct text *text, struct value value, const char *what,
    const char *dir, const char *string, struct why *why)
{
	struct mem path = { 0 }, line = { 0 };
	struct file file = { 0 };
	struct iovec part;
	bool there;
	int rv = -1;

	mem_puts(&line, string);
	if (text_member(text, value, "trim").kind != TEXT_FALSE)
		mem_putc(&line, '\n');
	if (mem_check(&line, why) == -1 ||
	    secret_path(text, value, dir, &path, why) == -1 ||
	    lock(&file, mem_str(&path), &there, why) == -1)
		goto out;
	part = (struct iovec){ line.data, line.len };
	if (!there) {
		if (file_create(mem_str(&path), FILE_MODE_SECRET, line.data,
			line.len, why) == -1)
			goto out;
	} else if (!is_same(file.path, &line) &&
	    file_replace(&file, &part, 1, S_IRWXU, why) == -1)
		goto out;
	rv = 0;
out:
	if (rv == -1)
		why_at(why, "%s: %s", text->name, what);
	file_unlock(&file);
	mem_release(&path);
	mem_release(&line);
	return rv;
}

int
secret_discard(const struct text *text, struct value value, const char *what,
    const char *dir, struct why *why)
{
	struct mem path = { 0 };
	struct file file = { 0 };
	struct stage stage = { .fd = -1 };
	bool there;
	int rv = -1;

	if (secret_path(text, value, dir, &path, why) == -1 ||
	    lock(&file, mem_str(&path), &there, why) == -1)
		goto out;
	stage.path = file.path;
	if (there && unlink(file.path) == -1) {
		why_set(why, WHY_CREATE, "%s", mem_str(&path));
		goto out;
	}
	if (there && stage_sync(&stage) == -1) {
		why_set(why, WHY_IO, "%s: its directory", mem_str(&path));
		goto out;
	}
	rv = 0;
out:
	if (rv == -1)
		why_at(why, "%s: %s", text->name, what);
	file_unlock(&file);
	mem_release(&path);
	return rv;
}
