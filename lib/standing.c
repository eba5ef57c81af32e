/* standing: what a connection holds and when it ends, without showing it. */

#include <string.h>

#include "conn.h"
#include "mem.h"
#include "standing.h"
#include "text.h"
#include "token.h"
#include "when.h"

static const int64_t day = 86400; /* seconds */

static void
add_end(struct mem *out, int64_t end)
{
	const int64_t left = end - when_now();

	when_print(out, end);
	if (left < 0)
		mem_puts(out, ", which is over");
	else if (left < 2 * day)
		mem_printf(out, ", in %lld minutes", (long long)(left / 60));
	else
		mem_printf(out, ", in %lld days", (long long)(left / day));
}

static void
add_scopes(const struct conn *conn, struct mem *out)
{
	struct mem scopes = { 0 };

	conn_join(conn, "/auth/scopes", &scopes);
	if (scopes.len > 0)
		mem_printf(out, "\nscopes: %s", scopes.data);
	mem_release(&scopes);
}

static const char *
begun_word(const struct conn *conn)
{
	return conn->auth == CONN_PAT ? "rotating" : "refreshing";
}

static void
add_notes(const struct conn *conn, const struct token *token, struct mem *out)
{
	if (token->begun != 0) {
		mem_printf(out, "\n%s: since ", begun_word(conn));
		when_print(out, token->begun);
		mem_puts(out, ", without an answer");
	}
	if (token->refused != 0) {
		mem_puts(out, "\nrefused: at ");
		when_print(out, token->refused);
		mem_puts(out, ": authorize again");
	}
}

void
standing_text(const struct conn *conn, struct mem *out)
{
	struct token token;

	token_look(conn, &token);
	mem_puts(out, "url: ");
	(void)conn_get(conn, "/url", out);
	mem_printf(out, "\ntype: %s", conn_auth_name(conn->auth));
	add_scopes(conn, out);
	mem_puts(out, "\ntoken: ");
	if (token.form == SECRET_NONE)
		mem_puts(out, "none");
	else
		mem_printf(out, "held (%s)", secret_form_name(token.form));
	if (token.expires != 0) {
		mem_puts(out, "\nends: ");
		add_end(out, token.expires);
	}
	if (token.renewable) {
		mem_puts(out, "\nrenewable: ");
		if (token.renewable_until == 0)
			mem_puts(out, "yes");
		else
			mem_puts(out, "until ");
	}
	if (token.renewable && token.renewable_until != 0)
		add_end(out, token.renewable_until);
	if (token.grant_ends != 0) {
		mem_puts(out, "\ngrant ends: ");
		add_end(out, token.grant_ends);
	}
	add_notes(conn, &token, out);
	mem_putc(out, '\n');
}

static void
add_time(struct mem *out, const char *name, int64_t when)
{
	if (when == 0)
		return;
	mem_printf(out, ",\"%s\":\"", name);
	when_print(out, when);
	mem_putc(out, '"');
}

void
standing_json(const struct conn *conn, struct mem *out)
{
	struct token token;
	struct mem url = { 0 };

	token_look(conn, &token);
	(void)conn_get(conn, "/url", &url);
	mem_puts(out, "{\"url\":");
	text_quote(out, mem_str(&url), url.len);
	mem_printf(out, ",\"type\":\"%s\",\"held\":%s",
	    conn_auth_name(conn->auth),
	    token.form == SECRET_NONE ? "false" : "true");
	if (token.form != SECRET_NONE)
		mem_printf(
		    out, ",\"form\":\"%s\"", secret_form_name(token.form));
	add_time(out, "expiresAt", token.expires);
	mem_printf(
	    out, ",\"renewable\":%s", token.renewable ? "true" : "false");
	if (token.renewable)
		add_time(out, "renewableUntil", token.renewable_until);
	add_time(out, "grantExpiresAt", token.grant_ends);
	add_time(out,
	    conn->auth == CONN_PAT ? "rotatingSince" : "refreshingSince",
	    token.begun);
	add_time(out, "refusedAt", token.refused);
	mem_puts(out, "}\n");
	mem_release(&url);
}

bool
standing_lasts(const struct conn *conn, int64_t seconds)
{
	struct token token;
	int64_t end;

	token_look(conn, &token);
	if (token.form == SECRET_NONE && !token.renewable)
		return false;
	end = token.expires;
	if (token.renewable &&
	    (token.renewable_until == 0 || token.renewable_until > end))
		end = token.renewable_until;
	return end == 0 || end > when_now() + seconds;
}
