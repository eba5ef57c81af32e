/* personal: what can be done with personal access tokens. */

#include <stddef.h>

#include "auth.h"
#include "conn.h"
#include "export.h"
#include "http.h"
#include "mem.h"
#include "pat.h"
#include "personal.h"
#include "rest.h"
#include "rotation.h"
#include "why.h"

/* Ask as the connection's owner; release rest in any case. */
static int
begin(struct rest *rest, const struct conn *conn,
    const struct http_options *options, struct why *why)
{
	rest->conn = conn;
	if ((rest->http = http_new(options, why)) == NULL ||
	    (rest->auth = auth_new(conn, why)) == NULL)
		return -1;
	return 0;
}

static void
end(struct rest *rest)
{
	auth_free(rest->auth);
	http_free(rest->http);
}

static int
hand_over(const struct conn *conn, const struct personal *wish, struct why *why)
{
	struct mem text = { 0 };
	int rv = -1;

	if (export_credential(conn, wish->form, &text, why) == 0)
		rv = wish->hand(&text, why);
	mem_release(&text);
	return rv;
}

/* From the wish to a token that is kept, and to no other. */
static int
turn(struct conn *conn, const struct http_options *options,
    const struct rotation_want *want, const struct personal *wish,
    struct mem *out, struct why *why)
{
	struct rotation rotation = { 0 };
	struct http *http;
	int rv = -1;

	if ((http = http_new(options, why)) == NULL)
		return -1;
	if (rotation_begin(&rotation, conn, want, http, why) == -1)
		goto out;
	if (conn->path == NULL && hand_over(conn, wish, why) == -1) {
		rotation_undo(&rotation, why);
		goto out;
	}
	if (rotation_end(&rotation, why) == -1)
		goto out;
	if (conn->path != NULL && out != NULL)
		rotation_report(&rotation, out);
	rv = 0;
out:
	rotation_release(&rotation);
	http_free(http);
	return rv;
}

int
personal_create(struct conn *conn, const struct http_options *options,
    const struct personal *wish, struct mem *out, struct why *why)
{
	const struct rotation_want want = {
		.by = conn,
		.name = wish->name,
		.days_given = true,
		.days = wish->days,
		.replace = wish->replace,
		.ensure = wish->ensure,
	};
	struct conn target = { 0 };
	bool created;
	int rv = -1;

	if (rotation_target(
		&target, conn, wish->into, wish->name, &created, why) == 0)
		rv = turn(&target, options, &want, wish, out, why);
	if (rv == -1 && created)
		rotation_untarget(&target);
	conn_release(&target);
	return rv;
}

int
personal_check_type(const struct conn *conn, struct why *why)
{
	if (conn->auth == CONN_BASIC)
		return why_setx(why, WHY_USAGE,
		    "%s: a credential of type basic is given, not rotated",
		    conn->name);
	if (conn->auth != CONN_PAT)
		return why_setx(why, WHY_USAGE,
		    "%s: a token of type %s is refreshed, not rotated",
		    conn->name, conn_auth_name(conn->auth));
	return 0;
}

int
personal_rotate(struct conn *conn, const struct http_options *options,
    const struct personal *wish, struct mem *out, struct why *why)
{
	const struct rotation_want want = {
		.days_given = wish->days != 0,
		.days = wish->days,
		.ensure = wish->ensure,
		.within = wish->within,
	};

	if (personal_check_type(conn, why) == -1)
		return -1;
	return turn(conn, options, &want, wish, out, why);
}

int
personal_list(struct conn *conn, const struct http_options *options, bool json,
    struct mem *out, struct why *why)
{
	struct rest rest = { 0 };
	struct pats pats = { 0 };
	int rv = -1;

	if (begin(&rest, conn, options, why) == -1 ||
	    pats_ask(&pats, &rest, why) == -1)
		goto out;
	if (json)
		pats_json(&pats, out);
	else
		pats_table(&pats, out);
	rv = 0;
out:
	end(&rest);
	pats_release(&pats);
	return rv;
}

int
personal_delete(struct conn *conn, const struct http_options *options,
    const char *id, struct why *why)
{
	struct rest rest = { 0 };
	bool there;
	int rv = -1;

	if (begin(&rest, conn, options, why) == -1 ||
	    pat_delete(&rest, id, &there, why) == -1)
		goto out;
	if (!there) {
		why_setx(why, WHY_ABSENT, "there is no token with that id");
		goto out;
	}
	rv = 0;
out:
	end(&rest);
	return rv;
}

int
personal_revoke(struct conn *conn, const struct http_options *options,
    bool *changed, struct why *why)
{
	struct http *http;
	int rv;

	if ((http = http_new(options, why)) == NULL)
		return -1;
	rv = rotation_revoke(conn, http, changed, why);
	http_free(http);
	return rv;
}
