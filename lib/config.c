/* config: a document that is read, and written back with its changes. */

#include <sys/uio.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <sha2.h>

#include "config.h"
#include "edit.h"
#include "tool.h"
#include "why.h"

/* A file that is missing is made from this. */
static const char nothing[] = "{}\n";

/* A link that leads nowhere is no file, and no file can be made there. */
static int
begin_new(struct config *config, struct why *why)
{
	struct stat st;

	if (lstat(config->path, &st) == 0 && S_ISLNK(st.st_mode))
		return why_setx(why, WHY_CREATE,
		    "%s: a symbolic link that leads nowhere", config->path);
	config->missing = true;
	mem_puts(&config->bytes, nothing);
	return mem_check(&config->bytes, why);
}

static int
read_file(struct config *config, struct why *why)
{
	struct file *file = &config->file;
	int rv;

	if (config->create && access(config->path, F_OK) == -1 &&
	    errno == ENOENT)
		return begin_new(config, why);
	if (config->look)
		rv = file_open(file, config->path, why);
	else
		rv = file_lock(file, config->path, config->wait, why);
	if (rv == -1)
		return -1;
	file->flags = config->flags;
	file->ready = config->ready;
	file->arg = config->arg;
	if (file_check(file, why) == -1)
		return -1;
	if (config->map && !config->look && file_map(file, CONFIG_MAX))
		return 0;
	return file_read_fd(
	    file->fd, config->path, CONFIG_MAX, &config->bytes, why);
}

enum text_syntax
config_syntax(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot != NULL && strcmp(dot, ".hjson") == 0 ? TEXT_HJSON
							 : TEXT_ANY;
}

int
config_load(struct config *config, struct why *why)
{
	if (config->path == NULL)
		return tool_read(NULL, CONFIG_MAX, &config->bytes, why);
	return read_file(config, why);
}

/* The bytes that were read or mapped. */
static struct iovec
all_bytes(const struct config *config)
{
	if (config->file.map != NULL)
		return (struct iovec){ config->file.map, config->file.mapped };
	return (struct iovec){ (char *)(uintptr_t)mem_str(&config->bytes),
		config->bytes.len };
}

int
config_read(struct config *config, struct why *why)
{
	struct iovec all;

	config->text = (struct text){ .name = tool_name(config->path),
		.syntax = config->syntax };
	if (config->syntax == TEXT_ANY && config->path != NULL)
		config->text.syntax = config_syntax(config->path);
	if (config_load(config, why) == -1)
		return -1;
	all = all_bytes(config);
	return text_read(&config->text, all.iov_base, all.iov_len, why);
}

bool
config_matches(const struct config *config, const char *sha256)
{
	const struct iovec all = all_bytes(config);
	char hash[SHA256_DIGEST_STRING_LENGTH];

	(void)SHA256Data(all.iov_base, all.iov_len, hash);
	return !config->missing && strcasecmp(hash, sha256) == 0;
}

static int
keep_copy(struct config *config, struct why *why)
{
	const struct iovec all = all_bytes(config);
	char *path;

	if (asprintf(&path, "%s%s", config->file.path, config->suffix) == -1)
		return why_setx(why, WHY_LATER, "out of memory");
	if (file_backup(&config->file, path, all.iov_base, all.iov_len, why) ==
	    -1) {
		free(path);
		return -1;
	}
	config->backup = path;
	return 0;
}

static int
create(const struct config *config, struct edit *edit, struct why *why)
{
	struct mem mem = { 0 };
	int rv;

	edit_text(edit, &mem);
	if ((rv = mem_check(&mem, why)) == 0)
		rv = file_create(
		    config->path, config->mode, mem.data, mem.len, why);
	mem_release(&mem);
	return rv;
}

int
config_put(struct config *config, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why)
{
	if (config->look)
		return 0;
	if (config->path == NULL)
		return tool_write_parts(parts, count, why);
	if (config->suffix != NULL && keep_copy(config, why) == -1)
		return -1;
	return file_replace(&config->file, parts, count, keep, why);
}

int
config_write(struct config *config, struct edit *edit, struct why *why)
{
	const struct iovec *parts;
	size_t count;

	if (config->look)
		return 0;
	if (config->missing)
		return create(config, edit, why);
	if (config->path != NULL && !edit_changes(edit))
		return 0;
	if ((count = edit_parts(edit, &parts)) == 0)
		return why_setx(why, WHY_LATER, "out of memory");
	return config_put(config, parts, count, 07777, why);
}

void
config_undo(const struct config *config)
{
	if (config->missing && !config->look)
		(void)unlink(config->path);
}

void
config_release(struct config *config)
{
	mem_release(&config->bytes);
	file_unlock(&config->file);
	free(config->backup);
	config->backup = NULL;
	config->missing = false;
	config->text = (struct text){ 0 };
}
