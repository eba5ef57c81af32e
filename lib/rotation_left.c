/* rotation_left: what an earlier rotation has left over. */

#include <string.h>

#include "auth.h"
#include "conn.h"
#include "mem.h"
#include "pat.h"
#include "rest.h"
#include "rotation.h"
#include "rotation_left.h"
#include "secret.h"
#include "text.h"
#include "token.h"
#include "token_way.h"
#include "when.h"
#include "why.h"

enum {
	NOTE_SECONDS = 86400 /* a token made further from a note is not its */
};

static bool
is_named(const struct pat *pat, const char *name)
{
	return strcmp(mem_str(&pat->name), name) == 0;
}

/* Step through ids that are each ended by NUL. */
static const char *
next_id(const struct mem *ids, const char *id)
{
	id = id == NULL ? mem_str(ids) : id + strlen(id) + 1;
	return ids->len == 0 || id >= ids->data + ids->len ? NULL : id;
}

static void
add_id(struct mem *ids, const struct pat *pat)
{
	mem_puts(ids, mem_str(&pat->id));
	mem_putc(ids, '\0');
}

static bool
has_id(const struct mem *ids, const struct pat *pat)
{
	const char *id = NULL;

	while ((id = next_id(ids, id)) != NULL)
		if (strcmp(id, mem_str(&pat->id)) == 0)
			return true;
	return false;
}

void
rotation_join(const struct mem *ids, struct mem *text)
{
	const char *id = NULL;

	while ((id = next_id(ids, id)) != NULL)
		mem_printf(text, "%s%s", text->len == 0 ? "" : " ", id);
}

int
rotation_delete(const struct mem *ids, const struct rest *rest, struct why *why)
{
	const char *id = NULL;
	bool there;

	if (mem_check(ids, why) == -1)
		return -1;
	while ((id = next_id(ids, id)) != NULL)
		if (pat_delete(rest, id, &there, why) == -1)
			return -1;
	return 0;
}

bool
rotation_in_file(const struct conn *conn)
{
	return secret_form(&conn->text, text_at(&conn->text, "/auth/token")) ==
	    SECRET_FILE;
}

const struct pat *
rotation_held(const struct rotation *rotation)
{
	const struct text *text = &rotation->conn->text;
	struct mem id = { 0 };
	const struct pat *own;

	text_string(text, text_at(text, "/auth/id"), &id);
	own = pats_find(&rotation->known, mem_str(&id));
	mem_release(&id);
	return own;
}

/* The only one of a name, or of all; NULL when there are several. */
static const struct pat *
only(const struct pats *pats, const char *name)
{
	const struct pat *pat, *found = NULL;

	for (pat = pats->list; pat < pats->list + pats->count; pat++) {
		if (name != NULL && !is_named(pat, name))
			continue;
		if (found != NULL)
			return NULL;
		found = pat;
	}
	return found;
}

const struct pat *
rotation_own(const struct rotation *rotation, struct why *why)
{
	const struct conn *conn = rotation->conn;
	const struct pat *own = NULL;
	struct mem name = { 0 };

	if (token_holds(conn, "/auth/id"))
		own = rotation_held(rotation);
	else if (conn_get(conn, "/auth/name", &name))
		own = only(&rotation->known, mem_str(&name));
	else
		own = only(&rotation->known, NULL);
	mem_release(&name);
	if (own == NULL && token_holds(conn, "/auth/id"))
		why_setx(why, WHY_CONFIG,
		    "%s: /auth/id: the server lists no such token: see "
		    "jira-token list",
		    conn->name);
	else if (own == NULL)
		why_setx(why, WHY_CONFIG,
		    "%s: /auth/id: which of the %zu tokens that the server "
		    "lists this is, nothing says: write its id there, as "
		    "jira-token list shows it",
		    conn->name, rotation->known.count);
	return own;
}

/* Around the moment of the note, whatever the two clocks say. */
static bool
is_of_that_day(const struct conn *conn, const struct pat *pat)
{
	const int64_t since = token_time(conn, "/auth/rotatingSince");

	return since != 0 &&
	    (pat->created == 0 ||
		(pat->created > since - NOTE_SECONDS &&
		    pat->created < since + NOTE_SECONDS));
}

/* Does a note say that this token was made, and not written down? */
static bool
is_orphan(
    const struct conn *conn, const struct mem *beside, const struct pat *pat)
{
	struct mem name = { 0 };
	bool orphan;

	orphan = is_of_that_day(conn, pat) &&
	    conn_get(conn, "/auth/name", &name) &&
	    is_named(pat, mem_str(&name)) && !has_id(beside, pat);
	mem_release(&name);
	return orphan;
}

/* Those that a rotation has left over, but the one that is held. */
static void
collect(const struct rotation *rotation, const struct pat *own, struct mem *ids)
{
	const struct conn *conn = rotation->conn;
	const struct pats *known = &rotation->known;
	const struct pat *pat;
	struct mem beside = { 0 }, replaced = { 0 };

	(void)conn_words(conn, "/auth/beside", &beside);
	(void)conn_words(conn, "/auth/replaces", &replaced);
	for (pat = known->list; pat < known->list + known->count; pat++)
		if (pat != own &&
		    (has_id(&replaced, pat) || is_orphan(conn, &beside, pat)))
			add_id(ids, pat);
	mem_release(&beside);
	mem_release(&replaced);
}

int
rotation_tidy(struct rotation *rotation, const struct pat **own,
    const struct rest *rest, struct why *why)
{
	const bool later = rotation_in_file(rotation->conn) &&
	    token_holds(rotation->conn, "/auth/rotatingSince");
	struct mem ids = { 0 }, id = { 0 };
	int rv = -1;

	if (later) {
		collect(rotation, *own, &rotation->old);
		return 0;
	}
	collect(rotation, *own, &ids);
	if (*own != NULL)
		mem_puts(&id, mem_str(&(*own)->id));
	if (mem_check(&id, why) == -1 || rotation_delete(&ids, rest, why) == -1)
		goto out;
	/* They are gone for all that follows. */
	if (ids.len > 0) {
		if (pats_ask(&rotation->known, rest, why) == -1)
			goto out;
		*own = pats_find(&rotation->known, mem_str(&id));
	}
	rv = 0;
out:
	mem_release(&id);
	mem_release(&ids);
	return rv;
}

static bool
has_ended(const struct pat *pat)
{
	return pat->expires != 0 && pat->expires <= when_now();
}

int
rotation_sort(struct rotation *rotation, const struct pat *own,
    const struct rotation_want *want, struct why *why)
{
	const struct pats *known = &rotation->known;
	const char *name = mem_str(&rotation->name);
	const struct pat *pat;

	for (pat = known->list; pat < known->list + known->count; pat++) {
		if (is_named(pat, name))
			add_id(&rotation->beside, pat);
		if (has_id(&rotation->old, pat))
			continue;
		if (pat == own ||
		    (is_named(pat, name) && want->by != NULL &&
			(want->replace || has_ended(pat))))
			add_id(&rotation->old, pat);
		else if (is_named(pat, name) && want->by != NULL)
			return why_setx(why, WHY_CREATE,
			    "a token of that name is there already, with the "
			    "id %s: take another name, have it replaced with "
			    "--replace, or revoke it with --id %s",
			    mem_str(&pat->id), mem_str(&pat->id));
	}
	if (mem_check(&rotation->beside, why) == -1)
		return -1;
	return mem_check(&rotation->old, why);
}

int
rotation_clean(
    struct rotation *rotation, const struct rest *rest, struct why *why)
{
	struct pats now = { 0 };
	struct mem ids = { 0 };
	size_t i;
	int rv = -1;

	if (rotation->made.id.len > 0)
		add_id(&ids, &rotation->made);
	else if (rotation->unsure && pats_ask(&now, rest, why) == -1)
		goto out;
	for (i = 0; i < now.count; i++)
		if (is_named(&now.list[i], mem_str(&rotation->name)) &&
		    !has_id(&rotation->beside, &now.list[i]))
			add_id(&ids, &now.list[i]);
	rv = rotation_delete(&ids, rest, why);
out:
	pats_release(&now);
	mem_release(&ids);
	return rv;
}

/* The token itself comes last: the others are deleted with it. */
static int
revoke(struct rotation *rotation, const struct rest *rest, struct why *why)
{
	const struct pat *own;
	struct mem ids = { 0 };
	int rv = -1;

	if (pats_ask(&rotation->known, rest, why) == -1 ||
	    (own = rotation_own(rotation, why)) == NULL)
		goto out;
	collect(rotation, own, &ids);
	add_id(&ids, own);
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

int
rotation_revoke(
    struct conn *conn, struct http *http, bool *changed, struct why *why)
{
	struct rotation rotation = { .conn = conn };
	struct rest rest = { .conn = conn, .http = http };
	int rv = -1;

	*changed = false;
	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
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
