/* export: a credential in the forms that other programs take. */

#include <stddef.h>
#include <string.h>

#include "auth.h"
#include "conn.h"
#include "curl_form.h"
#include "export.h"
#include "mem.h"
#include "quote.h"
#include "text.h"
#include "why.h"

/* What lets in by itself, by type: its pointer, and the variables for sh. */
static const struct part {
	enum conn_auth auth;
	const char *pointer, *name, *variable;
} parts[] = {
	{ CONN_BASIC, "/auth/username", "username", "JIRA_USERNAME" },
	{ CONN_BASIC, "/auth/apiToken", "token", "JIRA_API_TOKEN" },
	{ CONN_PAT, "/auth/token", "token", "JIRA_TOKEN" },
	{ CONN_OAUTH1, "/auth/consumerKey", "consumerKey",
	    "JIRA_CONSUMER_KEY" },
	{ CONN_OAUTH1, "/auth/token", "token", "JIRA_ACCESS_TOKEN" },
	{ CONN_OAUTH1, "/auth/tokenSecret", "tokenSecret",
	    "JIRA_ACCESS_TOKEN_SECRET" },
	{ CONN_OAUTH2, "/auth/accessToken", "token", "JIRA_TOKEN" },
	{ CONN_CLIENT_CREDENTIALS, "/auth/accessToken", "token", "JIRA_TOKEN" },
};

static const size_t part_count = sizeof parts / sizeof parts[0];

static bool
is_held(const struct conn *conn, const struct part *part)
{
	return part->auth == conn->auth &&
	    text_at(&conn->text, part->pointer).kind != TEXT_NONE;
}

static int
add_conn(const struct conn *conn, struct mem *out, struct why *why)
{
	(void)why;
	mem_add(out, conn->bytes.data, conn->bytes.len);
	return 0;
}

static int
add_header(const struct conn *conn, struct mem *out, struct why *why)
{
	struct auth *auth;
	int rv = -1;

	if ((auth = auth_new(conn, why)) == NULL)
		return -1;
	rv = auth_header(auth, out, why);
	auth_free(auth);
	return rv;
}

static int
add_curl(const struct conn *conn, struct mem *out, struct why *why)
{
	struct mem header = { 0 };
	int rv = -1;

	if (add_header(conn, &header, why) == -1 ||
	    mem_check(&header, why) == -1)
		goto out;
	mem_puts(out, "header = ");
	quote_curl(out, header.data, header.len - 1);
	mem_putc(out, '\n');
	rv = 0;
out:
	mem_release(&header);
	return rv;
}

static int
add_variable(const struct conn *conn, const char *pointer, const char *name,
    struct mem *out, struct why *why)
{
	struct mem value = { 0 };
	int rv = -1;

	if (conn_secret(conn, pointer, &value, why) == 0) {
		mem_printf(out, "%s=", name);
		quote_shell(out, mem_str(&value), value.len);
		mem_putc(out, '\n');
		rv = 0;
	}
	mem_release(&value);
	return rv;
}

static int
add_env(const struct conn *conn, struct mem *out, struct why *why)
{
	size_t i;

	if (add_variable(conn, "/url", "JIRA_URL", out, why) == -1)
		return -1;
	for (i = 0; i < part_count; i++)
		if (is_held(conn, &parts[i]) &&
		    add_variable(conn, parts[i].pointer, parts[i].variable, out,
			why) == -1)
			return -1;
	return 0;
}

static int
add_member(const struct conn *conn, const char *pointer, const char *name,
    struct mem *out, struct why *why)
{
	struct mem value = { 0 };
	int rv = -1;

	if (conn_secret(conn, pointer, &value, why) == 0) {
		mem_putc(out, ',');
		text_quote(out, name, strlen(name));
		mem_putc(out, ':');
		text_quote(out, mem_str(&value), value.len);
		rv = 0;
	}
	mem_release(&value);
	return rv;
}

static int
add_json(const struct conn *conn, struct mem *out, struct why *why)
{
	size_t i;

	mem_printf(out, "{\"type\":\"%s\"", conn_auth_name(conn->auth));
	if (add_member(conn, "/url", "url", out, why) == -1)
		return -1;
	for (i = 0; i < part_count; i++)
		if (is_held(conn, &parts[i]) &&
		    add_member(
			conn, parts[i].pointer, parts[i].name, out, why) == -1)
			return -1;
	if (text_at(&conn->text, "/auth/expiresAt").kind == TEXT_STRING &&
	    add_member(conn, "/auth/expiresAt", "expiresAt", out, why) == -1)
		return -1;
	mem_puts(out, "}\n");
	return 0;
}

static int
add_netrc(const struct conn *conn, struct mem *out, struct why *why)
{
	if (conn->auth != CONN_BASIC)
		return why_setx(why, WHY_USAGE,
		    "netrc is for a user name and a password, not for type "
		    "%s: use -o header, or jira-request",
		    conn_auth_name(conn->auth));
	return netrc_write(conn, NULL, out, why);
}

static int
add_token(const struct conn *conn, struct mem *out, struct why *why)
{
	size_t i;

	for (i = 0; i < part_count; i++)
		if (parts[i].auth == conn->auth &&
		    strcmp(parts[i].name, "token") == 0) {
			if (conn_secret(conn, parts[i].pointer, out, why) == -1)
				return -1;
			mem_putc(out, '\n');
			return 0;
		}
	return why_setx(why, WHY_USAGE, "%s: holds no token", conn->name);
}

static const struct {
	const char *name;
	int (*add)(const struct conn *conn, struct mem *out, struct why *why);
} forms[] = {
	[EXPORT_CONN] = { "conn", add_conn },
	[EXPORT_CURL] = { "curl", add_curl },
	[EXPORT_ENV] = { "env", add_env },
	[EXPORT_HEADER] = { "header", add_header },
	[EXPORT_JSON] = { "json", add_json },
	[EXPORT_NETRC] = { "netrc", add_netrc },
	[EXPORT_TOKEN] = { "token", add_token },
};

enum export export_by_name(const char *name)
{
	int form = 0;

	while (form < EXPORTS && strcmp(forms[form].name, name) != 0)
		form++;
	return (enum export)form;
}

int
export_credential(
    const struct conn *conn, enum export form, struct mem *out, struct why *why)
{
	if (forms[form].add(conn, out, why) == -1)
		return -1;
	return mem_check(out, why);
}
