/* keep: a connection that is made or changed in its file. */

#include <sys/stat.h>
#include <sys/uio.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conn.h"
#include "diff.h"
#include "file.h"
#include "keep.h"
#include "quote.h"
#include "why.h"

int
keep_begin(
    struct keep *keep, const char *name, struct conn *conn, struct why *why)
{
	struct config *config = &keep->config;
	struct mem bytes = { 0 };
	int rv = -1;

	if (conn_find(name, &conn->path, why) == -1)
		return -1;
	if (conn->path == NULL)
		return why_setx(why, WHY_USAGE,
		    "standard input cannot be changed in place");
	conn->name = conn->path;
	*config = (struct config){ .path = conn->path,
		.syntax = TEXT_JSONC,
		.wait = KEEP_WAIT,
		.look = keep->look,
		.create = true,
		.mode = FILE_MODE_SECRET };
	if (config_read(config, why) == -1)
		return -1;
	if (config->missing)
		return 0;
	mem_add(&bytes, config->bytes.data, config->bytes.len);
	if (mem_check(&bytes, why) == -1 || conn_adopt(conn, &bytes, why) == -1)
		goto out;
	if (conn_holds_secret(conn) &&
	    file_guard(config->path, &config->file.st, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&bytes);
	return rv;
}

static int
create(const struct config *config, const struct conn *conn, struct why *why)
{
	if (config->look)
		return 0;
	if (conn_make_directory(config->path, why) == -1)
		return -1;
	if (file_create(config->path, config->mode, conn->bytes.data,
		conn->bytes.len, why) == 0)
		return 0;
	/* Whoever made it has won; the next run may change it. */
	if (access(config->path, F_OK) == 0)
		why->status = WHY_LATER;
	return -1;
}

static int
replace(struct config *config, const struct conn *conn, struct why *why)
{
	const struct iovec part = { conn->bytes.data, conn->bytes.len };

	return config_put(
	    config, &part, 1, conn_holds_secret(conn) ? S_IRWXU : 07777, why);
}

int
keep_end(struct keep *keep, const struct conn *conn, struct why *why)
{
	struct config *config = &keep->config;
	const struct mem *old = &config->bytes, *new = &conn->bytes;

	keep->changed = config->missing || old->len != new->len ||
	    memcmp(mem_str(old), mem_str(new), new->len) != 0;
	if (!keep->changed)
		return 0;
	if (keep->diff &&
	    diff_unified(&config->text, &conn->text, NULL, conn->name,
		&keep->shown, why) == -1)
		return -1;
	return config->missing ? create(config, conn, why)
			       : replace(config, conn, why);
}

void
keep_result(const struct keep *keep, bool json, struct mem *mem)
{
	const char *path = keep->config.path;

	if (!json) {
		mem_add(mem, keep->shown.data, keep->shown.len);
		return;
	}
	mem_printf(mem, "{\"changed\":%s,\"created\":%s,\"path\":",
	    keep->changed ? "true" : "false",
	    keep->config.missing ? "true" : "false");
	quote_json(mem, path, strlen(path));
	if (keep->diff) {
		mem_puts(mem, ",\"diff\":");
		quote_json(mem, mem_str(&keep->shown), keep->shown.len);
	}
	mem_puts(mem, "}\n");
}

void
keep_release(struct keep *keep)
{
	config_release(&keep->config);
	mem_release(&keep->shown);
}
