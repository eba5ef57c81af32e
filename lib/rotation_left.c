/* rotation_left: what an earlier rotation has left over. */

#include <string.h>

#include "conn.h"
#include "mem.h"
#include "pat.h"
#include "rest.h"
#include "rotation.h"
#include "rotation_ids.h"
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
	size_t i;

	for (i = 0; i < pats->count; i++) {
		pat = &pats->list[i];
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
	    is_named(pat, mem_str(&name)) && !rotation_has(beside, pat);
	mem_release(&name);
	return orphan;
}

void
rotation_collect(
    const struct rotation *rotation, const struct pat *own, struct mem *ids)
{
	const struct conn *conn = rotation->conn;
	const struct pats *known = &rotation->known;
	const struct pat *pat;
	struct mem beside = { 0 }, replaced = { 0 };
	size_t i;

	(void)conn_words(conn, "/auth/beside", &beside);
	(void)conn_words(conn, "/auth/replaces", &replaced);
	for (i = 0; i < known->count; i++) {
		pat = &known->list[i];
		if (pat != own &&
		    (rotation_has(&replaced, pat) ||
			is_orphan(conn, &beside, pat)))
			rotation_add(ids, pat);
	}
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
		rotation_collect(rotation, *own, &rotation->left);
		return 0;
	}
	rotation_collect(rotation, *own, &ids);
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
	size_t i;

	for (i = 0; i < known->count; i++) {
		pat = &known->list[i];
		if (is_named(pat, name))
			rotation_add(&rotation->beside, pat);
		if (pat == own || rotation_has(&rotation->left, pat) ||
		    (is_named(pat, name) && want->by != NULL &&
			(want->replace || has_ended(pat))))
			rotation_add(&rotation->old, pat);
		else if (is_named(pat, name) && want->by != NULL)
			return why_setx(why, WHY_CREATE,
			    "a token of that name is there already, with the "
			    "id %s: take another name, have it replaced with "
			    "--replace, or revoke it with --id %s",
			    mem_str(&pat->id), mem_str(&pat->id));
	}
	if (mem_check(&rotation->beside, why) == -1 ||
	    mem_check(&rotation->left, why) == -1)
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
		rotation_add(&ids, &rotation->made);
	else if (rotation->unsure && pats_ask(&now, rest, why) == -1)
		goto out;
	for (i = 0; i < now.count; i++)
		if (is_named(&now.list[i], mem_str(&rotation->name)) &&
		    !rotation_has(&rotation->beside, &now.list[i]))
			rotation_add(&ids, &now.list[i]);
	rv = rotation_delete(&ids, rest, why);
out:
	pats_release(&now);
	mem_release(&ids);
	return rv;
}
