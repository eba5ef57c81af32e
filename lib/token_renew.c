/* token_renew: a new token, under the lock and durably; see token.h. */

#include <string.h>

#include "conn.h"
#include "grant.h"
#include "http.h"
#include "mem.h"
#include "secret.h"
#include "text.h"
#include "token.h"
#include "token_way.h"
#include "when.h"
#include "why.h"

/* What becomes of a connection in one write. */
struct plan {
	struct conn_change changes[TOKEN_MEMBERS_MAX + 1];
	size_t count;
	struct mem expires, until, end;
};

static void
plan_release(struct plan *plan)
{
	mem_release(&plan->expires);
	mem_release(&plan->until);
	mem_release(&plan->end);
}

/* A member that a type does not have is not written. */
static void
plan_string(struct plan *plan, const char *pointer, const struct mem *string)
{
	struct conn_change *change;

	if (pointer == NULL)
		return;
	change = &plan->changes[plan->count++];
	change->pointer = pointer;
	change->string =
	    string == NULL || string->len == 0 ? NULL : string->data;
}

static void
plan_time(
    struct plan *plan, const char *pointer, int64_t when, struct mem *text)
{
	if (when != 0)
		when_print(text, when);
	plan_string(plan, pointer, text);
}

/* Returns 0, or -1 and why; release plan in any case. */
static int
plan_grant(struct plan *plan, const struct conn *conn,
    const struct grant *grant, struct why *why)
{
	const struct token_way *way = token_way_of(conn);

	plan_string(plan, way->token, &grant->token);
	plan_string(plan, way->secret, &grant->secret);
	if (!way->fetched)
		plan_string(plan, way->renewal, &grant->handle);
	plan_time(plan, way->expires, grant->expires, &plan->expires);
	plan_time(
	    plan, way->renewable_until, grant->renewable_until, &plan->until);
	if (grant->absolute_end != 0)
		plan_time(
		    plan, way->absolute_end, grant->absolute_end, &plan->end);
	plan_string(plan, way->begun, NULL);
	plan_string(plan, way->refused, NULL);
	if (grant->site.len > 0)
		plan_string(plan, "/cloudId", &grant->site);
	if (mem_check(&plan->expires, why) == -1 ||
	    mem_check(&plan->until, why) == -1)
		return -1;
	return mem_check(&plan->end, why);
}

/* The connection is locked. */
static int
keep(struct conn *conn, const struct grant *grant, struct why *why)
{
	struct plan plan = { 0 };
	int rv = -1;

	if (plan_grant(&plan, conn, grant, why) == 0)
		rv = conn_change(conn, plan.changes, plan.count, why);
	plan_release(&plan);
	return rv;
}

int
token_borrow(
    struct conn *conn, const struct http_options *options, struct why *why)
{
	struct grant grant = { 0 };
	struct http *http = NULL;
	struct plan plan = { 0 };
	int rv = -1;

	if ((http = http_new(options, why)) == NULL ||
	    token_way_of(conn)->renew(conn, http, &grant, why) == -1)
		goto out;
	if (plan_grant(&plan, conn, &grant, why) == 0)
		rv = conn_borrow(conn, plan.changes, plan.count, why);
out:
	plan_release(&plan);
	grant_release(&grant);
	http_free(http);
	return rv;
}

int
token_keep(struct conn *conn, const struct grant *grant, struct why *why)
{
	int rv;

	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		return -1;
	rv = keep(conn, grant, why);
	conn_unlock(conn);
	return rv;
}

int
token_keep_site(struct conn *conn, const char *id, struct why *why)
{
	const struct conn_change change = { "/cloudId", id };
	int rv;

	if (conn_lock(conn, TOKEN_LOCK_SECONDS, why) == -1)
		return -1;
	rv = conn_change(conn, &change, 1, why);
	conn_unlock(conn);
	return rv;
}

static int
check_renewable(const struct conn *conn, struct why *why)
{
	struct token token;

	token_look(conn, &token);
	if (token.refused != 0)
		return token_fail(
		    conn, "the server has refused to refresh its token", why);
	if (token.form == SECRET_NONE && !token.renewable)
		return token_fail(conn, "holds no token", why);
	if (!token.renewable)
		return token_fail(
		    conn, "holds nothing to renew its token with", why);
	return 0;
}

/*
 * Note durably that the old token may be spent from now on: whoever finds
 * the note tries it again, while the server still forgives that.  An older
 * note stays, as its moment counts.
 */
static int
note(struct conn *conn, struct why *why)
{
	const struct token_way *way = token_way_of(conn);
	struct plan plan = { 0 };
	int rv = 0;

	if (way->begun == NULL || token_holds(conn, way->begun))
		return 0;
	plan_time(&plan, way->begun, when_now(), &plan.expires);
	if (mem_check(&plan.expires, why) == -1 ||
	    conn_change(conn, plan.changes, plan.count, why) == -1)
		rv = -1;
	plan_release(&plan);
	return rv;
}

/*
 * The server's no is final: keep the old token, but have nobody ask again.
 * If that cannot be written, the next who asks will hear the same.
 */
static void
mark(struct conn *conn, struct why *why)
{
	const struct token_way *way = token_way_of(conn);
	struct plan plan = { 0 };
	struct why lost = { 0 };
	struct mem words = { 0 };

	if (way->refused == NULL)
		return;
	mem_puts(&words, why->msg);
	plan_time(&plan, way->refused, when_now(), &plan.expires);
	plan_string(&plan, way->begun, NULL);
	if (!plan.expires.failed)
		(void)conn_change(conn, plan.changes, plan.count, &lost);
	(void)token_fail(conn, mem_str(&words), why);
	plan_release(&plan);
	mem_release(&words);
}

/* The connection is locked. */
static int
renew(struct conn *conn, const struct http_options *options, struct why *why)
{
	struct grant grant = { 0 };
	struct http *http = NULL;
	int rv = -1;

	if (check_renewable(conn, why) == -1 || token_can_keep(conn, why) == -1)
		goto out;
	if ((http = http_new(options, why)) == NULL || note(conn, why) == -1)
		goto out;
	if (token_way_of(conn)->renew(conn, http, &grant, why) == -1) {
		if (why->status == WHY_REFUSED)
			mark(conn, why);
		goto out;
	}
	if (keep(conn, &grant, why) == -1)
		goto out;
	rv = 0;
out:
	http_free(http);
	grant_release(&grant);
	return rv;
}

static void
copy_member(const struct conn *conn, const char *pointer, struct mem *mem)
{
	const struct value value = text_at(&conn->text, pointer);

	mem_add(mem, conn->text.data + value.at, value.end - value.at);
}

/* A token in a file leaves no trace in the document but its end. */
void
token_copy(const struct conn *conn, struct mem *mem)
{
	const struct token_way *way = token_way_of(conn);
	struct why ignored = { 0 };

	copy_member(conn, way->token, mem);
	if (way->expires != NULL)
		copy_member(conn, way->expires, mem);
	if (secret_form(&conn->text, text_at(&conn->text, way->token)) ==
	    SECRET_FILE)
		(void)conn_secret(conn, way->token, mem, &ignored);
}

static bool
same(const struct mem *a, const struct mem *b)
{
	return a->len == b->len &&
	    (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

/* Who holds a token that is good still does not wait until it is not. */
static unsigned int
find_patience(const struct conn *conn, bool force)
{
	struct token token;
	int64_t half;

	token_look(conn, &token);
	half = (token.expires - when_now()) / 2;
	return !force && token.form != SECRET_NONE &&
		token.expires > when_now() && half < TOKEN_LOCK_SECONDS
	    ? (unsigned int)half
	    : TOKEN_LOCK_SECONDS;
}

int
token_fresh(struct conn *conn, const struct http_options *options,
    unsigned int margin, bool force, bool *changed, struct why *why)
{
	struct mem before = { 0 }, after = { 0 };
	int rv = -1;

	*changed = false;
	if (!force && !token_due(conn, margin))
		return 0;
	token_copy(conn, &before);
	if (conn_lock(conn, find_patience(conn, force), why) == -1)
		goto out;
	/* Whoever had the lock before may have done the work. */
	token_copy(conn, &after);
	if (mem_check(&before, why) == -1 || mem_check(&after, why) == -1)
		goto out;
	*changed = !same(&before, &after);
	if (!*changed || token_due(conn, margin)) {
		if (renew(conn, options, why) == -1)
			goto out;
		*changed = true;
	}
	rv = 0;
out:
	conn_unlock(conn);
	mem_release(&before);
	mem_release(&after);
	return rv;
}
