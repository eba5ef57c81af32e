/* output: where a result goes. */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attr.h"
#include "file.h"
#include "output.h"
#include "stage.h"
#include "why.h"

static const char out_name[] = "<stdout>";

/* The mode that open() would give a new file. */
static mode_t
new_mode(void)
{
	const mode_t mask = umask(0);

	(void)umask(mask);
	return 0666 & ~mask;
}

/* Give the staged file what the one of its name has, or what a new one gets. */
static int
keep_attributes(const struct output *output, struct why *why)
{
	struct stat st;
	int fd, rv = -1;

	if ((fd = open(output->path, O_RDONLY | O_NOCTTY | O_CLOEXEC)) == -1) {
		if (errno != ENOENT)
			return why_set(why, WHY_CREATE, "%s", output->name);
		if (fchmod(output->stage.fd, new_mode()) == -1)
			return why_set(why, WHY_CREATE, "%s", output->name);
		return 0;
	}
	if (fstat(fd, &st) == -1)
		why_set(why, WHY_CREATE, "%s", output->name);
	else if ((st.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0)
		why_setx(
		    why, WHY_CREATE, "%s: it is write-protected", output->name);
	else
		rv = attr_keep(
		    fd, &st, output->stage.fd, 07777, output->name, why);
	(void)close(fd);
	return rv;
}

static int
open_stage(struct output *output, const char *path, struct why *why)
{
	struct stat st;

	output->path =
	    stat(path, &st) == 0 ? realpath(path, NULL) : strdup(path);
	if (output->path == NULL ||
	    stage_open(&output->stage, output->path) == -1)
		return why_set(why, WHY_CREATE, "%s", path);
	output->fd = output->stage.fd;
	return keep_attributes(output, why);
}

int
output_open(struct output *output, const char *path, struct why *why)
{
	struct stat st;

	*output = (struct output){
		.name = path == NULL ? out_name : path,
		.fd = STDOUT_FILENO,
		.stage = { .fd = -1 },
	};
	if (path == NULL)
		return 0;
	if (stat(path, &st) == -1 || S_ISREG(st.st_mode))
		return open_stage(output, path, why);
	output->fd = output->stage.fd =
	    open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	if (output->fd == -1)
		return why_set(why, WHY_CREATE, "%s", path);
	return 0;
}

int
output_write(
    struct output *output, const char *data, size_t len, struct why *why)
{
	if (file_write_fd(output->fd, output->name, data, len, why) == -1)
		return -1;
	output->len += len;
	if (len > 0)
		output->last = data[len - 1];
	return 0;
}

static int
begin_anew(struct output *output, struct why *why)
{
	if (output->len == 0)
		return 0;
	if (output->path == NULL)
		return why_setx(why, WHY_IO,
		    "%s: holds a part of an answer that broke off",
		    output->name);
	if (ftruncate(output->fd, 0) == -1 ||
	    lseek(output->fd, 0, SEEK_SET) == -1)
		return why_set(why, WHY_IO, "%s", output->name);
	output->len = 0;
	return 0;
}

int
output_take(
    void *arg, uint64_t offset, const char *data, size_t len, struct why *why)
{
	struct output *output = arg;

	if (offset == 0 && begin_anew(output, why) == -1)
		return -1;
	return output_write(output, data, len, why);
}

/* A prompt that comes next to the last byte is hard to read. */
static int
end_line(struct output *output, struct why *why)
{
	if (output->len == 0 || output->last == '\n' || !isatty(output->fd))
		return 0;
	return output_write(output, "\n", 1, why);
}

int
output_finish(struct output *output, struct why *why)
{
	if (output->path == NULL)
		return end_line(output, why);
	if (fsync(output->stage.fd) == -1)
		return why_set(why, WHY_IO, "%s", output->name);
	if (stage_replace(&output->stage) == -1)
		return why_set(why, WHY_CREATE, "%s", output->name);
	if (stage_sync(&output->stage) == -1)
		return why_set(why, WHY_IO, "%s: its directory", output->name);
	return 0;
}

void
output_release(struct output *output)
{
	stage_release(&output->stage);
	free(output->path);
	output->path = NULL;
}
