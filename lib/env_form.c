/* env_form: a connection as variables of sh. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "conn.h"
#include "draft.h"
#include "env_form.h"
#include "fill.h"
#include "mem.h"
#include "quote.h"
#include "text.h"
#include "why.h"

/* The members that have a variable, in the order of their lines. */
static const struct {
	enum conn_auth auth;
	const char *pointer, *name;
} variables[] = {
	{ CONN_BASIC, "/auth/username", "JIRA_USERNAME" },
	{ CONN_BASIC, "/auth/apiToken", "JIRA_API_TOKEN" },
	{ CONN_PAT, "/auth/token", "JIRA_TOKEN" },
	{ CONN_OAUTH1, "/auth/consumerKey", "JIRA_CONSUMER_KEY" },
	{ CONN_OAUTH1, "/auth/privateKey", "JIRA_PRIVATE_KEY" },
	{ CONN_OAUTH1, "/auth/token", "JIRA_ACCESS_TOKEN" },
	{ CONN_OAUTH1, "/auth/tokenSecret", "JIRA_ACCESS_TOKEN_SECRET" },
	{ CONN_OAUTH2, "/auth/clientId", "JIRA_CLIENT_ID" },
	{ CONN_OAUTH2, "/auth/clientSecret", "JIRA_CLIENT_SECRET" },
	{ CONN_OAUTH2, "/auth/redirectUri", "JIRA_REDIRECT_URI" },
	{ CONN_OAUTH2, "/auth/scopes", "JIRA_SCOPES" },
	{ CONN_OAUTH2, "/auth/accessToken", "JIRA_ACCESS_TOKEN" },
	{ CONN_OAUTH2, "/auth/refreshToken", "JIRA_REFRESH_TOKEN" },
	{ CONN_CLIENT_CREDENTIALS, "/auth/clientId", "JIRA_CLIENT_ID" },
	{ CONN_CLIENT_CREDENTIALS, "/auth/clientSecret", "JIRA_CLIENT_SECRET" },
	{ CONN_CLIENT_CREDENTIALS, "/auth/scopes", "JIRA_SCOPES" },
	{ CONN_CLIENT_CREDENTIALS, "/auth/audience", "JIRA_AUDIENCE" },
	{ CONN_CLIENT_CREDENTIALS, "/auth/accessToken", "JIRA_ACCESS_TOKEN" },
};

/* The variables for any type. */
static const struct {
	const char *pointer, *name;
} common[] = {
	{ "/url", "JIRA_URL" },
	{ "/product", "JIRA_PRODUCT" },
	{ "/cloudId", "JIRA_CLOUD_ID" },
	{ "/api", "JIRA_API" },
	{ "/auth/type", "JIRA_AUTH_TYPE" },
};

enum {
	VARIABLES = sizeof variables / sizeof variables[0],
	COMMONS = sizeof common / sizeof common[0]
};

/* An array of words is one text of them. */
static void
add_words(const struct conn *conn, const char *pointer, struct mem *out)
{
	struct mem words = { 0 };
	size_t i;

	(void)conn_words(conn, pointer, &words);
	for (i = 0; i + 1 < words.len; i++)
		if (words.data[i] == '\0')
			words.data[i] = ' ';
	quote_shell(out, mem_str(&words), words.len > 0 ? words.len - 1 : 0);
	mem_release(&words);
}

static int
add_variable(const struct fill *fill, const char *pointer, const char *name,
    struct mem *out, struct why *why)
{
	const enum text_kind kind = text_at(&fill->conn->text, pointer).kind;

	if (kind == TEXT_NONE)
		return 0;
	mem_printf(out, "%s=", name);
	if (kind == TEXT_ARRAY)
		add_words(fill->conn, pointer, out);
	else if (fill_member(fill, pointer, out, why) == -1)
		return -1;
	mem_putc(out, '\n');
	return 0;
}

int
env_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why)
{
	const struct fill fill = { conn, quote_shell, NULL, true };
	size_t i;

	(void)id;
	for (i = 0; i < COMMONS; i++)
		if (add_variable(&fill, common[i].pointer, common[i].name, out,
			why) == -1)
			return -1;
	for (i = 0; i < VARIABLES; i++)
		if (variables[i].auth == conn->auth &&
		    add_variable(&fill, variables[i].pointer, variables[i].name,
			out, why) == -1)
			return -1;
	return 0;
}

/* Take a word of sh as quote_shell() writes it off *s. */
static bool
take_word(const char **s, struct mem *word)
{
	const char *p = *s;
	size_t len;

	while (*p != '\0' && strchr(" \t\r\n;#", *p) == NULL) {
		if (*p == '"' || *p == '$' || *p == '`')
			return false;
		if (*p == '\'') {
			len = strcspn(p + 1, "'");
			if (p[1 + len] == '\0')
				return false;
			mem_add(word, p + 1, len);
			p += len + 2;
		} else {
			p += *p == '\\';
			if (*p == '\0')
				return false;
			mem_putc(word, *p++);
		}
	}
	*s = p;
	return true;
}

static const char *
find_pointer(const char *name, size_t len, const struct draft *draft)
{
	const char *type = "";
	size_t i;

	for (i = 0; i < draft->count; i++)
		if (strcmp(draft->members[i].pointer, "/auth/type") == 0)
			type = draft->members[i].value;
	for (i = 0; i < COMMONS; i++)
		if (strlen(common[i].name) == len &&
		    strncmp(common[i].name, name, len) == 0)
			return common[i].pointer;
	for (i = 0; i < VARIABLES; i++)
		if (strcmp(conn_auth_name(variables[i].auth), type) == 0 &&
		    strlen(variables[i].name) == len &&
		    strncmp(variables[i].name, name, len) == 0)
			return variables[i].pointer;
	return NULL;
}

/* Other variables are somebody else's. */
int
env_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	static const char export[] = "export ";
	const char *s = mem_str(in), *pointer, *from;
	struct mem word = { 0 };
	size_t len;
	int rv = -1;

	for (; *s != '\0'; s += *s == '\n') {
		from = s;
		s += strspn(s, " \t");
		if (strncmp(s, export, sizeof export - 1) == 0)
			s += sizeof export - 1;
		len = strcspn(s, "=\n #");
		pointer = s[len] == '=' ? find_pointer(s, len, draft) : NULL;
		if (pointer != NULL) {
			s += len + 1;
			mem_cut(&word, 0);
			if (!take_word(&s, &word))
				goto bad;
			draft_add(draft, pointer,
			    strcmp(pointer, "/auth/scopes") == 0 ? COMPOSE_WORDS
								 : COMPOSE_TEXT,
			    mem_str(&word), word.len);
		}
		s += strcspn(s, "\n");
	}
	rv = 0;
	goto out;
bad:
	for (len = 1, s = mem_str(in); s < from; s++)
		len += *s == '\n';
	why_setx(why, WHY_INPUT,
	    "%s:%zu: not a value that is written out, or quoted with '", name,
	    len);
out:
	mem_release(&word);
	return rv;
}
