/* check: does a credential let in, and as whom? */

#include <string.h>

#include "auth.h"
#include "bearer.h"
#include "check.h"
#include "conn.h"
#include "http.h"
#include "mem.h"
#include "plain.h"
#include "probe.h"
#include "rest.h"
#include "tenant.h"
#include "text.h"
#include "token.h"
#include "token_way.h"
#include "utf8.h"
#include "why.h"

void
check_release(struct check *check)
{
	probe_access_release(&check->access);
	*check = (struct check){ 0 };
}

/* An app with which nobody has logged in yet. */
static bool
is_bare(const struct conn *conn)
{
	return conn->auth == CONN_OAUTH2 &&
	    !token_holds(conn, "/auth/accessToken") &&
	    !token_holds(conn, "/auth/refreshToken");
}

/* What may be behind a refusal, which takes a question more. */
static void
hint(const struct conn *conn, struct http *http, struct why *why)
{
	struct mem id = { 0 };
	struct why ignored = { 0 };

	if (why->status == WHY_REFUSED && conn->auth == CONN_BASIC &&
	    conn->product == CONN_CLOUD &&
	    (conn_get(conn, "/cloudId", &id) ||
		tenant_ask(conn, http, &id, &ignored) == 0))
		probe_hint_scoped(conn, &id, why);
	mem_release(&id);
}

static int
ask(struct check *check, const struct conn *conn, struct http *http,
    struct why *why)
{
	struct rest rest = { .conn = conn, .http = http };
	int rv;

	if ((rest.auth = auth_new(conn, why)) == NULL)
		return -1;
	rv = probe_access_who(&check->access, &rest, why);
	if (rv == -1)
		hint(conn, http, why);
	auth_free(rest.auth);
	return rv;
}

int
check(struct check *check, struct conn *conn,
    const struct http_options *options, struct why *warning, struct why *why)
{
	struct http *http = NULL;
	int rv = -1;

	check->conn = conn;
	check->client = is_bare(conn);
	if (!check->client &&
	    token_ready(conn, options, TOKEN_MARGIN, false, warning, why) == -1)
		goto out;
	if ((http = http_new(options, why)) == NULL)
		goto out;
	rv = check->client ? bearer_try(conn, http, why)
			   : ask(check, conn, http, why);
out:
	http_free(http);
	return rv;
}

bool
check_is_answer(const struct why *why)
{
	return why->status == WHY_REFUSED || why->status == WHY_CONFIG;
}

static void
add_who(const struct probe_access *access, struct mem *out)
{
	if (access->user.len == 0) {
		mem_puts(out, "an integration, as no person");
		return;
	}
	if (access->display.len > 0) {
		plain_add(out, &access->display);
		mem_puts(out, " (");
	}
	plain_add(out, &access->user);
	if (access->display.len > 0)
		mem_putc(out, ')');
}

void
check_text(const struct check *check, const struct why *why, struct mem *out)
{
	if (why->status != WHY_OK) {
		mem_printf(out, "no: %s\n", why->msg);
		return;
	}
	mem_puts(out, "yes: ");
	if (check->client)
		mem_puts(out,
		    "the client id and secret are right, and nobody has "
		    "authorized them yet");
	else
		add_who(&check->access, out);
	mem_putc(out, '\n');
}

static void
add_string(struct mem *out, const char *name, const struct mem *value)
{
	mem_printf(out, ",\"%s\":", name);
	if (value->len == 0)
		mem_puts(out, "null");
	else
		text_quote(out, value->data, value->len);
}

void
check_json(const struct check *check, const struct why *why, struct mem *out)
{
	struct mem url = { 0 };

	(void)conn_get(check->conn, "/url", &url);
	mem_printf(
	    out, "{\"accepted\":%s", why->status == WHY_OK ? "true" : "false");
	add_string(out, "url", &url);
	mem_printf(out, ",\"type\":\"%s\"", conn_auth_name(check->conn->auth));
	if (why->status != WHY_OK) {
		/* It may have been cut short within a character. */
		mem_printf(out, ",\"status\":%d,\"reason\":", why->status);
		text_quote(
		    out, why->msg, utf8_span(why->msg, strlen(why->msg)));
	} else {
		mem_printf(out, ",\"authorized\":%s",
		    check->client ? "false" : "true");
		add_string(out, "user", &check->access.user);
		add_string(out, "displayName", &check->access.display);
	}
	mem_puts(out, "}\n");
	mem_release(&url);
}
