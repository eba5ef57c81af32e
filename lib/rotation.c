/* rotation: a new personal access token in the place of an old one. */

#include <stdlib.h>
#include <string.h>

#include "auth.h"
#include "conn.h"
#include "http.h"
#include "mem.h"
#include "pat.h"
#include "probe_access.h"
#include "rest.h"
#include "rotation.h"
#include "rotation_ids.h"
#include "rotation_left.h"
#include "rotation_settle.h"
#include "standing.h"
#include "text.h"
#include "token.h"
#include "token_way.h"
#include "when.h"
#include "why.h"

void
rotation_release(struct rotation *rotation)
{
	if (rotation->conn != NULL)
		conn_unlock(rotation->conn);
	auth_free(rotation->auth);
	auth_free(rotation->fresh);
	pats_release(&rotation->known);
	mem_release(&rotation->name);
	mem_release(&rotation->beside);
	mem_release(&rotation->old);
	mem_release(&rotation->left);
	pat_release(&rotation->made);
	*rotation = (struct rotation){ 0 };
}

static struct rest
asking(const struct rotation *rotation)
{
	return (struct rest){ rotation->by, rotation->http, rotation->auth };
}

/* The new token is asked about where the connection will use it. */
static struct rest
fresh(const struct rotation *rotation)
{
	return (struct rest){ rotation->conn, rotation->http, rotation->fresh };
}

/* What tells one token from the next, wherever it is held. */
static void
copy_held(const struct conn *conn, struct mem *mem)
{
	const struct text *text = &conn->text;

	token_copy(conn, mem);
	text_string(text, text_at(text, "/auth/id"), mem);
}

bool
rotation_due(const struct conn *conn, int64_t within)
{
	return token_holds(conn, "/auth/rotatingSince") ||
	    token_holds(conn, "/auth/replaces") ||
	    !standing_lasts(conn, within);
}

/* Lock, and see whether whoever had the lock before did the work. */
static int
lock(struct rotation *rotation, const struct rotation_want *want,
    struct why *why)
{
	struct conn *conn = rotation->conn;
	struct mem before = { 0 }, after = { 0 };
	int rv = -1;

	copy_held(conn, &before);
	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		goto out;
	copy_held(conn, &after);
	if (mem_check(&before, why) == -1 || mem_check(&after, why) == -1)
		goto out;
	if (want->by == NULL)
		rotation->taken = want->ensure
		    ? !rotation_due(conn, want->within)
		    : strcmp(mem_str(&before), mem_str(&after)) != 0;
	rv = 0;
out:
	mem_release(&before);
	mem_release(&after);
	return rv;
}

/* A token that does not let in cannot help itself. */
static int
fail_refused(const struct conn *conn, struct why *why)
{
	const struct why refusal = *why;

	return why->status == WHY_REFUSED ? token_fail(conn, refusal.msg, why)
					  : -1;
}

int
rotation_try(const struct conn *conn, struct http *http, struct why *why)
{
	struct probe_access access = { 0 };
	struct rest rest = { .conn = conn, .http = http };
	int rv;

	if (token_check(conn, why) == -1)
		return -1;
	if ((rest.auth = auth_new(conn, why)) == NULL)
		return -1;
	if ((rv = probe_access_who(&access, &rest, why)) == -1)
		(void)fail_refused(conn, why);
	probe_access_release(&access);
	auth_free(rest.auth);
	return rv;
}

/* Another's credential may not put away a token that still lets in. */
static int
check_free(struct rotation *rotation, struct why *why)
{
	const struct conn *conn = rotation->conn;
	struct why bad = { 0 };

	if (rotation_try(conn, rotation->http, &bad) == 0) {
		rotation->taken = rotation->ensure;
		return rotation->taken ? 0
				       : why_setx(why, WHY_CREATE,
					     "%s: holds a token already: to "
					     "get a new one run jira-token "
					     "-c %s rotate",
					     conn->name, conn->name);
	}
	if (bad.status == WHY_REFUSED)
		return 0;
	*why = bad;
	return -1;
}

static int
ask_all(struct rotation *rotation, bool own, const struct rest *rest,
    struct why *why)
{
	if (pats_ask(&rotation->known, rest, why) == 0)
		return 0;
	return own ? fail_refused(rotation->conn, why) : -1;
}

/* Which tokens there are, what the new one is to be, and what is in the way. */
static int
look(struct rotation *rotation, const struct rotation_want *want,
    struct why *why)
{
	const struct rest rest = asking(rotation);
	const struct pat *own;
	bool held;

	if (ask_all(rotation, want->by == NULL, &rest, why) == -1)
		return -1;
	if (want->by == NULL)
		own = rotation_own(rotation, why);
	else
		own = rotation_held(rotation);
	if (own == NULL && want->by == NULL)
		return -1;
	if (rotation_settle(rotation, want, want->by ? NULL : own, why) == -1)
		return -1;
	held = own != NULL;
	if (rotation_tidy(rotation, &own, &rest, why) == -1)
		return -1;
	if (held && own == NULL)
		return why_setx(why, WHY_LATER,
		    "%s: the server lists the token no more: try again",
		    rotation->conn->name);
	return rotation_sort(rotation, own, want, why);
}

/* Is it on disk that there may be a token from now on whose secret is lost? */
static int
note(struct rotation *rotation, struct why *why)
{
	struct mem since = { 0 }, beside = { 0 }, left = { 0 };
	int rv = -1;

	when_print(&since, when_now());
	rotation_join(&rotation->beside, &beside);
	rotation_join(&rotation->left, &left);
	if (mem_check(&since, why) == -1 || mem_check(&beside, why) == -1 ||
	    mem_check(&left, why) == -1)
		goto out;
	rv = conn_change(rotation->conn,
	    (const struct conn_change[]){
		{ "/auth/rotatingSince", mem_str(&since) },
		{ "/auth/beside", beside.len == 0 ? NULL : beside.data },
		{ "/auth/replaces", left.len == 0 ? NULL : left.data },
		{ "/auth/name", mem_str(&rotation->name) },
	    },
	    4, why);
out:
	mem_release(&since);
	mem_release(&beside);
	mem_release(&left);
	return rv;
}

static int
keep(struct rotation *rotation, struct why *why)
{
	const struct pat *made = &rotation->made;
	struct mem ends = { 0 }, old = { 0 };
	int rv = -1;

	if (made->expires != 0)
		when_print(&ends, made->expires);
	rotation_join(&rotation->old, &old);
	if (mem_check(&ends, why) == -1 || mem_check(&old, why) == -1)
		goto out;
	rv = conn_change(rotation->conn,
	    (const struct conn_change[]){
		{ "/auth/token", mem_str(&made->secret) },
		{ "/auth/id", mem_str(&made->id) },
		{ "/auth/name", mem_str(&rotation->name) },
		{ "/auth/expiresAt", ends.len == 0 ? NULL : ends.data },
		{ "/auth/rotatingSince", NULL },
		{ "/auth/beside", NULL },
		{ "/auth/replaces", old.len == 0 ? NULL : old.data },
	    },
	    7, why);
out:
	mem_release(&ends);
	mem_release(&old);
	return rv;
}

/* Nobody may rely on a token before it has let in. */
static int
verify(struct rotation *rotation, struct why *why)
{
	struct probe_access access = { 0 };
	struct rest rest;
	int rv;

	rotation->fresh =
	    auth_token(rotation->conn, &rotation->made.secret, why);
	if (rotation->fresh == NULL)
		return -1;
	rest = fresh(rotation);
	rv = probe_access_who(&access, &rest, why);
	if (rv == -1)
		why_at(why, "the new token does not let in");
	probe_access_release(&access);
	return rv;
}

/*
 * Take back what may have been made.  If that cannot be done now, the note
 * stays, and the next rotation does it; it stays, too, as long as nobody can
 * tell which token is held.
 */
static void
take_back(struct rotation *rotation)
{
	const struct rest rest = asking(rotation);
	struct why ignored = { 0 };

	if (rotation_clean(rotation, &rest, &ignored) == 0 &&
	    rotation->left.len == 0)
		(void)conn_change(rotation->conn,
		    (const struct conn_change[]){
			{ "/auth/rotatingSince", NULL },
			{ "/auth/beside", NULL },
		    },
		    2, &ignored);
}

/*
 * A write that failed may have been the last of several: only a token that
 * the file does not hold can be taken back.
 */
static bool
is_kept(struct rotation *rotation)
{
	struct conn *conn = rotation->conn;
	struct mem id = { 0 };
	struct why ignored = { 0 };
	bool kept;

	if (conn->path == NULL)
		return false;
	if (rotation_in_file(conn) || conn_reload(conn, &ignored) == -1)
		return true;
	(void)conn_get(conn, "/auth/id", &id);
	kept = strcmp(mem_str(&id), mem_str(&rotation->made.id)) == 0;
	mem_release(&id);
	return kept;
}

static int
make(struct rotation *rotation, struct why *why)
{
	const struct rest rest = asking(rotation);

	if (note(rotation, why) == -1)
		return -1;
	if (pat_make(&rest, mem_str(&rotation->name), rotation->days,
		rotation->known.count, &rotation->made, &rotation->unsure,
		why) == -1 ||
	    verify(rotation, why) == -1) {
		take_back(rotation);
		return -1;
	}
	if (keep(rotation, why) == -1) {
		if (!is_kept(rotation))
			take_back(rotation);
		return -1;
	}
	return 0;
}

int
rotation_begin(struct rotation *rotation, struct conn *conn,
    const struct rotation_want *want, struct http *http, struct why *why)
{
	const bool own = want->by == NULL;

	rotation->conn = conn;
	rotation->by = own ? conn : want->by;
	rotation->http = http;
	rotation->ensure = want->ensure;
	if (lock(rotation, want, why) == -1)
		return -1;
	if (!rotation->taken &&
	    (own ? token_check(conn, why) : check_free(rotation, why)) == -1)
		return -1;
	if (rotation->taken)
		return 0;
	if (token_can_keep(conn, why) == -1)
		return -1;
	if ((rotation->auth = auth_new(rotation->by, why)) == NULL)
		return -1;
	if (look(rotation, want, why) == -1)
		return -1;
	return make(rotation, why);
}

int
rotation_end(struct rotation *rotation, struct why *why)
{
	const struct conn_change done = { "/auth/replaces", NULL };
	const struct rest rest = fresh(rotation);

	if (rotation->taken || rotation->old.len == 0)
		return 0;
	if (rotation_delete(&rotation->old, &rest, why) == -1)
		return why_at(why,
		    "the new token is kept, but an old one is not deleted");
	if (rotation->conn->path == NULL)
		return 0;
	return conn_change(rotation->conn, &done, 1, why);
}

void
rotation_undo(struct rotation *rotation, struct why *why)
{
	const struct rest rest = fresh(rotation);
	const struct why reason = *why;
	struct why bad = { 0 };
	bool there;

	if (rotation->taken || rotation->made.id.len == 0)
		return;
	if (pat_delete(&rest, mem_str(&rotation->made.id), &there, &bad) == -1)
		why_setx(why, reason.status,
		    "%.200s; the token with the id %s is made, and could not "
		    "be deleted: %.200s",
		    reason.msg, mem_str(&rotation->made.id), bad.msg);
}
