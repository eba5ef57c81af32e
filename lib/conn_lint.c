/* conn_lint: what a server is known to refuse; see conn.h. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "branch.h"
#include "conn.h"
#include "mem.h"
#include "near.h"
#include "rule.h"
#include "scope.h"
#include "text.h"
#include "url.h"
#include "why.h"

enum {
	REDIRECT_MAX = 450 /* bytes that Jira Data Center takes */
};

/* What the screen "OAuth credentials" lets one tick. */
static const char *const permissions[] = { "builds", "deployments",
	"development-information", "feature-flags", "remote-links", NULL };

static bool
is_cloud(const struct conn *conn)
{
	return conn->product == CONN_CLOUD;
}

/* Name the word of an array by its number; of a text there is none. */
static void __attribute__((format(printf, 5, 6)))
complain_of_word(const struct conn *conn, struct mem *complaints,
    const char *pointer, size_t number, const char *fmt, ...)
{
	const char *name = strrchr(pointer, '/') + 1;
	char above[64], digits[24], wording[256];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(wording, sizeof wording, fmt, ap);
	va_end(ap);
	if (text_at(&conn->text, pointer).kind == TEXT_ARRAY) {
		(void)snprintf(digits, sizeof digits, "%zu", number);
		rule_complain(
		    &conn->text, complaints, pointer, digits, "%s", wording);
		return;
	}
	(void)snprintf(
	    above, sizeof above, "%.*s", (int)(name - 1 - pointer), pointer);
	rule_complain(&conn->text, complaints, above, name, "%s", wording);
}

/* People copy it from a browser: a site of Jira Cloud is all of its host. */
static void
check_url(const struct conn *conn, struct mem *complaints)
{
	struct mem text = { 0 };
	struct why why = { 0 };
	struct url url;

	if (conn_get(conn, "/url", &text) &&
	    conn_product_at(mem_str(&text)) == CONN_CLOUD &&
	    url_split(&url, mem_str(&text), &why) == 0 && url.path.len > 0 &&
	    !(url.path.len == 1 && url.path.at[0] == '/'))
		rule_complain(&conn->text, complaints, "", "url",
		    "has a path, but a site of Jira Cloud has none: take it "
		    "out");
	mem_release(&text);
}

static void
check_scope(const struct conn *conn, struct mem *complaints, size_t number,
    const char *scope)
{
	static const char pointer[] = "/auth/scopes";
	const char *product = is_cloud(conn) ? "Cloud" : "Data Center", *meant;
	const bool client = conn->auth == CONN_CLIENT_CREDENTIALS;

	if (scope_look_up(is_cloud(conn), scope, &meant) == SCOPE_WRONG) {
		if (meant == NULL)
			complain_of_word(conn, complaints, pointer, number,
			    "is no scope of Jira %s", product);
		else
			complain_of_word(conn, complaints, pointer, number,
			    "is no scope of Jira %s: is \"%s\" meant?", product,
			    meant);
	} else if (client && strcmp(scope, SCOPE_OFFLINE) == 0)
		complain_of_word(conn, complaints, pointer, number,
		    "asks for a refresh token, which client credentials do "
		    "not get: take it out");
	else if (client && strstr(scope, "ADMIN") != NULL && !is_cloud(conn))
		complain_of_word(conn, complaints, pointer, number,
		    "is for people: a service account has \"READ\" and "
		    "\"WRITE\"");
}

static void
check_scopes(const struct conn *conn, struct mem *complaints)
{
	const bool client = conn->auth == CONN_CLIENT_CREDENTIALS;
	const char *word;
	struct mem words = { 0 };
	size_t i, count;

	count = conn_words(conn, "/auth/scopes", &words);
	if (client && is_cloud(conn) && count > 0 &&
	    text_is(&conn->text, text_at(&conn->text, "/api"), "devops")) {
		rule_complain(&conn->text, complaints, "/auth", "scopes",
		    "has no place here: what \"OAuth credentials\" may do is "
		    "ticked in Jira");
		goto out;
	}
	for (i = 0, word = mem_str(&words); i < count; i++) {
		check_scope(conn, complaints, i, word);
		word += strlen(word) + 1;
	}
	if (!client && !is_cloud(conn) && count > 1)
		rule_complain(&conn->text, complaints, "/auth", "scopes",
		    "has to be one word: each includes those below it");
	if (!client && is_cloud(conn) && count == 0)
		rule_complain(&conn->text, complaints, "/auth", "scopes",
		    "is missing: Jira Cloud asks for what the app is to do, "
		    "such as read:jira-work");
out:
	mem_release(&words);
}

/* As "Jira OAuth 2.0 provider API" and the servers' own answers have it. */
static void
check_redirect(const struct conn *conn, struct mem *complaints)
{
	const char *wrong = NULL;
	struct mem text = { 0 };
	struct why why = { 0 };
	struct url url;

	if (!conn_get(conn, "/auth/redirectUri", &text) ||
	    url_split(&url, mem_str(&text), &why) == -1)
		goto out;
	if (!is_cloud(conn) && text.len > REDIRECT_MAX)
		wrong = "is longer than the 450 bytes that Jira Data Center "
			"takes";
	else if (!url.tls && !url_is_loopback(&url))
		wrong = "http shows the answer to everybody on the way: use "
			"https, or http://localhost";
	else if (!url.tls && !is_cloud(conn) &&
	    (url.host.len != strlen("localhost") ||
		strncasecmp(url.host.at, "localhost", url.host.len) != 0))
		wrong = "has to be https, or http to \"localhost\" by that "
			"name, for Jira Data Center";
	if (wrong != NULL)
		rule_complain(&conn->text, complaints, "/auth", "redirectUri",
		    "%s", wrong);
out:
	mem_release(&text);
}

static void
check_audience(const struct conn *conn, struct mem *complaints)
{
	if (!is_cloud(conn) &&
	    text_at(&conn->text, "/auth/audience").kind != TEXT_NONE)
		rule_complain(&conn->text, complaints, "/auth", "audience",
		    "is Jira Cloud's, but \"product\" is \"server\"");
}

static void
check_permissions(const struct conn *conn, struct mem *complaints)
{
	static const char pointer[] = "/app/permissions";
	struct mem words = { 0 }, names = { 0 };
	const char *word, *meant;
	size_t i, j, count;

	for (j = 0; permissions[j] != NULL; j++)
		mem_printf(&names, "%s%s", j > 0 ? ", " : "", permissions[j]);
	count = conn_words(conn, pointer, &words);
	for (i = 0, word = mem_str(&words); i < count; i++) {
		for (j = 0; permissions[j] != NULL; j++)
			if (strcmp(permissions[j], word) == 0)
				break;
		if (permissions[j] == NULL) {
			meant = near_name(permissions, word);
			complain_of_word(conn, complaints, pointer, i,
			    "is no permission: %s%s",
			    meant != NULL ? "meant is " : "there are ",
			    meant != NULL ? meant : mem_str(&names));
		}
		word += strlen(word) + 1;
	}
	mem_release(&words);
	mem_release(&names);
}

static void
check_app(const struct conn *conn, struct mem *complaints)
{
	struct mem template = { 0 }, wrong = { 0 };

	if (text_at(&conn->text, "/app").kind == TEXT_NONE)
		return;
	if (!is_cloud(conn))
		rule_complain(&conn->text, complaints, "", "app",
		    "is Jira Cloud's, but \"product\" is \"server\"");
	check_permissions(conn, complaints);
	if (conn_get(conn, "/app/createBranchUrlTemplate", &template))
		branch_check(mem_str(&template), &wrong);
	if (wrong.len > 0)
		rule_complain(&conn->text, complaints, "/app",
		    "createBranchUrlTemplate", "%s", mem_str(&wrong));
	mem_release(&template);
	mem_release(&wrong);
}

void
conn_lint(struct conn *conn, struct mem *complaints)
{
	conn_complain(conn, complaints);
	check_url(conn, complaints);
	if (text_at(&conn->text, "/auth").kind != TEXT_OBJECT)
		return;
	if (conn->auth == CONN_OAUTH2 || conn->auth == CONN_CLIENT_CREDENTIALS)
		check_scopes(conn, complaints);
	if (conn->auth == CONN_OAUTH2)
		check_redirect(conn, complaints);
	if (conn->auth == CONN_CLIENT_CREDENTIALS)
		check_audience(conn, complaints);
	check_app(conn, complaints);
}

bool
conn_is_exposed(const struct conn *conn)
{
	struct mem text = { 0 };
	struct why ignored;
	struct url url;
	bool exposed;

	exposed = conn->auth != CONN_OAUTH1 && conn_get(conn, "/url", &text) &&
	    url_split(&url, mem_str(&text), &ignored) == 0 && !url.tls &&
	    !url_is_loopback(&url);
	mem_release(&text);
	return exposed;
}
