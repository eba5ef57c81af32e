/* token_guard: could a new token be kept?  See token.h. */

#include <errno.h>
#include <fcntl.h>

#include "conn.h"
#include "file.h"
#include "mem.h"
#include "stage.h"
#include "token.h"
#include "token_way.h"
#include "why.h"

enum {
	ROOM = 65536 /* bytes that a connection may grow by */
};

/* A full disk is found out before the old token is spent. */
static int
check_room(const struct conn *conn, struct why *why)
{
	struct stage stage = { .fd = -1 };
	int error;

	if (conn->file == NULL)
		return 0;
	if (stage_open(&stage, conn->file->path) == -1)
		return why_set(why, WHY_CREATE, "%s", conn->name);
	error =
	    posix_fallocate(stage.fd, 0, (off_t)conn->bytes.len + (off_t)ROOM);
	stage_release(&stage);
	if (error == 0 || error == EOPNOTSUPP || error == EINVAL)
		return 0;
	errno = error;
	return why_set(why, WHY_IO, "%s", conn->name);
}

int
token_can_keep(const struct conn *conn, struct why *why)
{
	const struct token_way *way = token_way_of(conn);
	size_t i;

	if (conn->file != NULL && file_check(conn->file, why) == -1)
		return -1;
	for (i = 0; i < TOKEN_MEMBERS_MAX && way->obtained[i] != NULL; i++)
		if (conn_can_keep(conn, way->obtained[i], why) == -1)
			return -1;
	return check_room(conn, why);
}

int
token_guard(struct conn *conn, struct why *why)
{
	int rv;

	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		return -1;
	rv = token_can_keep(conn, why);
	conn_unlock(conn);
	return rv;
}
