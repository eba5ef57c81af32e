/* rotation_revoke: no token in the place of an old one; see rotation.h. */

#include "auth.h"
#include "conn.h"
#include "mem.h"
#include "pat.h"
#include "rest.h"
#include "rotation.h"
#include "rotation_ids.h"
#include "rotation_left.h"
#include "token.h"
#include "token_way.h"
#include "why.h"

/* A token that was revoked elsewhere cannot ask for it again. */
static void
hint_gone(const struct conn *conn, struct why *why)
{
	const struct why refusal = *why;

	if (why->status == WHY_REFUSED)
		why_setx(why, WHY_REFUSED,
		    "%.300s: if it is revoked already, run jira-token -c %s "
		    "forget",
		    refusal.msg, conn->name);
}

/* The token itself comes last: the others are deleted with it. */
static int
revoke(struct rotation *rotation, const struct rest *rest, struct why *why)
{
	const struct pat *own;
	struct mem ids = { 0 };
	int rv = -1;

	if (pats_ask(&rotation->known, rest, why) == -1) {
		hint_gone(rotation->conn, why);
		goto out;
	}
	if ((own = rotation_own(rotation, why)) == NULL)
		goto out;
	rotation_collect(rotation, own, &ids);
	rotation_add(&ids, own);
	if (rotation_delete(&ids, rest, why) == -1)
		goto out;
	/* Without a token a connection has at least its name. */
	if (!token_holds(rotation->conn, "/auth/name") &&
	    conn_change(rotation->conn,
		&(const struct conn_change){
		    "/auth/name", mem_str(&own->name) },
		1, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&ids);
	return rv;
}

/*
 * A crash between a token's file and its connection leaves open which of two
 * tokens is in that file, and whoever deletes the one that asks cannot delete
 * the other.  A rotation makes one that is known, and deletes both.
 */
static int
settle(struct conn *conn, struct http *http, struct why *why)
{
	const struct rotation_want want = { .days_given = true, .days = 1 };
	struct rotation rotation = { 0 };
	int rv;

	if (!rotation_in_file(conn) ||
	    !token_holds(conn, "/auth/rotatingSince"))
		return 0;
	if ((rv = rotation_begin(&rotation, conn, &want, http, why)) == 0)
		rv = rotation_end(&rotation, why);
	rotation_release(&rotation);
	return rv;
}

int
rotation_revoke(
    struct conn *conn, struct http *http, bool *changed, struct why *why)
{
	struct rotation rotation = { .conn = conn };
	struct rest rest = { .conn = conn, .http = http };
	int rv = -1;

	*changed = false;
	if (settle(conn, http, why) == -1 ||
	    conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		goto out;
	if (!token_holds(conn, "/auth/token")) {
		rv = 0;
		goto out;
	}
	if (token_can_keep(conn, why) == -1 ||
	    (rest.auth = auth_new(conn, why)) == NULL ||
	    revoke(&rotation, &rest, why) == -1)
		goto out;
	rv = token_forget(conn, changed, why);
out:
	auth_free(rest.auth);
	rotation_release(&rotation);
	return rv;
}
