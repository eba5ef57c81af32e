/* conn_change: a connection's file locked and changed; see conn.h. */

#include <sys/stat.h>
#include <sys/uio.h>

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conn.h"
#include "edit.h"
#include "file.h"
#include "mem.h"
#include "sealed.h"
#include "secret.h"
#include "text.h"
#include "why.h"

/* Modes: a file keeps its own, or only what its owner may do. */
static const mode_t keep_all = 07777, keep_owner = S_IRWXU;

static const char refresh[] = "/auth/refreshToken";

int
conn_lock(struct conn *conn, unsigned int wait, struct why *why)
{
	if (conn->path == NULL || conn->file != NULL)
		return 0;
	if ((conn->file = calloc(1, sizeof *conn->file)) == NULL)
		return why_set(why, WHY_LATER, "%s", conn->name);
	if (file_lock(conn->file, conn->path, wait, why) == -1)
		goto fail;
	if (file_check(conn->file, why) == -1)
		goto fail;
	/* What was read before the lock may have changed since. */
	if (conn_reload(conn, why) == -1 || conn_check(conn, why) == -1)
		goto fail;
	return 0;
fail:
	conn_unlock(conn);
	return -1;
}

/* Is it a token whose file may be written apart from the document? */
static bool
stands_alone(const struct conn *conn, const char *pointer)
{
	return strcmp(pointer, refresh) == 0 ||
	    strcmp(pointer, "/auth/accessToken") == 0 ||
	    (conn->auth == CONN_PAT && strcmp(pointer, "/auth/token") == 0);
}

static bool
is_file(const struct conn *conn, const char *pointer)
{
	return secret_form(&conn->text, text_at(&conn->text, pointer)) ==
	    SECRET_FILE;
}

static int
can_keep_file(const struct conn *conn, const char *pointer, struct why *why)
{
	char *dir = NULL;
	int rv = -1;

	if (!stands_alone(conn, pointer))
		return why_setx(why, WHY_CONFIG,
		    "%s: %s: is held as \"file\", apart from what it belongs "
		    "to: delete the member to have it kept in this file",
		    conn->name, pointer);
	if (conn_home(conn, &dir, why) == -1)
		return -1;
	rv = conn_may_follow(conn, pointer, dir, why);
	if (rv == 0)
		rv = secret_can_keep(&conn->text, text_at(&conn->text, pointer),
		    pointer, dir, why);
	free(dir);
	return rv;
}

int
conn_can_keep(const struct conn *conn, const char *pointer, struct why *why)
{
	const struct value value = text_at(&conn->text, pointer);
	const enum secret_form form = secret_form(&conn->text, value);
	struct mem secret = { 0 };
	int rv = 0;

	switch (form) {
	case SECRET_NONE:
	case SECRET_PLAIN:
		break;
	case SECRET_SEALED:
		/* What opens it can seal another. */
		rv = conn_secret(conn, pointer, &secret, why);
		break;
	case SECRET_FILE:
		rv = can_keep_file(conn, pointer, why);
		break;
	default:
		rv = why_setx(why, WHY_CONFIG,
		    "%s: %s: is held as \"%s\", which nobody can write to: "
		    "delete the member to have it kept in this file",
		    conn->name, pointer, secret_form_name(form));
	}
	mem_release(&secret);
	return rv;
}

/* Add what a member is to be: sealed, if it was. */
static int
add_string(const struct conn *conn, const struct conn_change *change,
    struct mem *json, struct why *why)
{
	const struct value value = text_at(&conn->text, change->pointer);
	struct mem sealed = { 0 };
	int rv = -1;

	if (secret_form(&conn->text, value) == SECRET_SEALED) {
		if (sealed_again(&conn->text, value, change->string, &sealed,
			why) == -1) {
			why_at(why, "%s: %s", conn->name, change->pointer);
			goto out;
		}
		text_quote(json, sealed.data, sealed.len);
	} else
		text_quote(json, change->string, strlen(change->string));
	rv = mem_check(json, why);
out:
	mem_release(&sealed);
	return rv;
}

/* With kept, what could not be is refused, and what has a file goes there. */
static int
edit_all(struct edit *edit, const struct conn *conn,
    const struct conn_change *changes, size_t count, bool kept, struct why *why)
{
	const struct conn_change *change;
	struct mem json = { 0 };
	int rv = -1;

	for (change = changes; change < changes + count; change++) {
		if (change->string == NULL) {
			if (edit_delete(edit, change->pointer, why) == -1)
				goto out;
			continue;
		}
		if (kept && conn_can_keep(conn, change->pointer, why) == -1)
			goto out;
		if (kept && is_file(conn, change->pointer))
			continue;
		mem_cut(&json, 0);
		if (add_string(conn, change, &json, why) == -1)
			goto out;
		if (edit_set(edit, change->pointer, json.data, json.len, why) ==
		    -1)
			goto out;
	}
	rv = 0;
out:
	mem_release(&json);
	return rv;
}

/* Write those secrets that have a file: the refresh token, or the others. */
static int
keep_files(const struct conn *conn, const struct conn_change *changes,
    size_t count, bool first, struct why *why)
{
	const struct conn_change *change;
	char *dir = NULL;
	int rv = -1;

	if (conn_home(conn, &dir, why) == -1)
		return -1;
	for (change = changes; change < changes + count; change++) {
		if (change->string == NULL ||
		    (strcmp(change->pointer, refresh) == 0) != first ||
		    !is_file(conn, change->pointer))
			continue;
		if (secret_keep(&conn->text,
			text_at(&conn->text, change->pointer), change->pointer,
			dir, change->string, why) == -1)
			goto out;
	}
	rv = 0;
out:
	free(dir);
	return rv;
}

/*
 * Look at the result as a connection of its own: a file is never replaced by
 * what would be refused the next time.
 */
static int
look_after(struct conn *after, struct edit *edit, struct why *why)
{
	struct mem bytes = { 0 };
	int rv = -1;

	edit_text(edit, &bytes);
	if (mem_check(&bytes, why) == -1)
		goto out;
	if (conn_adopt(after, &bytes, why) == -1 ||
	    conn_check(after, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&bytes);
	return rv;
}

static void
become(struct conn *conn, struct conn *after)
{
	mem_release(&conn->bytes);
	conn->bytes = after->bytes;
	conn->text = after->text;
	conn->product = after->product;
	conn->auth = after->auth;
	after->bytes = (struct mem){ 0 };
}

static int
replace(
    struct conn *conn, struct conn *after, struct edit *edit, struct why *why)
{
	const struct iovec *parts;
	const size_t count = edit_parts(edit, &parts);

	if (conn->file != NULL &&
	    file_replace(conn->file, parts, count,
		conn_holds_secret(after) ? keep_owner : keep_all, why) == -1)
		return -1;
	become(conn, after);
	return 0;
}

int
conn_change(struct conn *conn, const struct conn_change *changes, size_t count,
    struct why *why)
{
	struct conn after = { .name = conn->name };
	struct edit *edit;
	int rv = -1;

	if (conn->path != NULL && conn->file == NULL)
		return why_setx(
		    why, WHY_BUG, "%s: changed without a lock", conn->name);
	if ((edit = edit_new(&conn->text, why)) == NULL)
		return -1;
	if (edit_all(edit, conn, changes, count, true, why) == -1 ||
	    look_after(&after, edit, why) == -1)
		goto out;
	if (keep_files(conn, changes, count, true, why) == -1 ||
	    keep_files(conn, changes, count, false, why) == -1)
		goto out;
	if (edit_changes(edit) && replace(conn, &after, edit, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&after.bytes);
	edit_free(edit);
	return rv;
}

int
conn_borrow(struct conn *conn, const struct conn_change *changes, size_t count,
    struct why *why)
{
	struct conn after = { .name = conn->name };
	struct edit *edit;
	int rv = -1;

	if ((edit = edit_new(&conn->text, why)) == NULL)
		return -1;
	if (edit_all(edit, conn, changes, count, false, why) == -1 ||
	    look_after(&after, edit, why) == -1)
		goto out;
	become(conn, &after);
	rv = 0;
out:
	mem_release(&after.bytes);
	edit_free(edit);
	return rv;
}

bool
conn_is_vacant(const struct conn *conn, const char *pointer)
{
	struct mem path = { 0 };
	struct why ignored = { 0 };
	char *dir = NULL;
	bool is = false;

	if (is_file(conn, pointer) && conn_home(conn, &dir, &ignored) == 0 &&
	    secret_path(&conn->text, text_at(&conn->text, pointer), dir, &path,
		&ignored) == 0)
		is = access(mem_str(&path), F_OK) == -1 && errno == ENOENT;
	mem_release(&path);
	free(dir);
	return is;
}

int
conn_discard(const struct conn *conn, const char *pointer, struct why *why)
{
	char *dir = NULL;
	int rv = -1;

	if (!is_file(conn, pointer))
		return 0;
	if (conn_home(conn, &dir, why) == 0 &&
	    conn_may_follow(conn, pointer, dir, why) == 0)
		rv = secret_discard(&conn->text, text_at(&conn->text, pointer),
		    pointer, dir, why);
	free(dir);
	return rv;
}
