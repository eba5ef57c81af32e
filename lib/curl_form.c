/* curl_form: a connection for curl and netrc(5). */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "conn.h"
#include "curl_form.h"
#include "draft.h"
#include "fill.h"
#include "mem.h"
#include "quote.h"
#include "url.h"
#include "why.h"

static void
as_is(struct mem *mem, const char *s, size_t len)
{
	mem_add(mem, s, len);
}

int
curl_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why)
{
	const struct fill plain = { conn, as_is, NULL, true };
	struct mem value = { 0 };
	const char *name = "header", *template;
	int rv = -1;

	(void)id;
	switch (conn->auth) {
	case CONN_BASIC:
		name = "user";
		template = "</auth/username>:</auth/apiToken>";
		break;
	case CONN_PAT:
		template = "Authorization: Bearer </auth/token>";
		break;
	case CONN_OAUTH1:
		return why_setx(why, WHY_USAGE,
		    "curl signs nothing: use jira-request, or jira-oauth1-sign "
		    "for each request");
	default:
		template = "Authorization: Bearer </auth/accessToken>";
		break;
	}
	if (fill(&plain, template, &value, why) == -1)
		goto out;
	mem_printf(out, "%s = ", name);
	quote_curl(out, value.data, value.len);
	mem_putc(out, '\n');
	rv = 0;
out:
	mem_release(&value);
	return rv;
}

/* One word: not all readers of netrc(5) know quotation marks. */
static int
add_word(const struct conn *conn, const char *pointer, const char *name,
    struct mem *out, struct why *why)
{
	const struct fill plain = { conn, as_is, NULL, true };
	struct mem value = { 0 };
	int rv = -1;

	if (fill_member(&plain, pointer, &value, why) == -1)
		goto out;
	if (strcspn(mem_str(&value), " \t\"\\#") != value.len) {
		why_setx(why, WHY_CONFIG,
		    "%s: %s: has a character that netrc has no way to write",
		    conn->name, pointer);
		goto out;
	}
	mem_printf(out, " %s %s", name, mem_str(&value));
	rv = 0;
out:
	mem_release(&value);
	return rv;
}

int
netrc_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why)
{
	struct mem text = { 0 };
	struct url url;
	int rv = -1;

	(void)id;
	if (conn->auth != CONN_BASIC)
		return why_setx(why, WHY_USAGE,
		    "netrc is for a user's name and password, not for "
		    "\"%s\": use --as curl, or jira-request",
		    conn_auth_name(conn->auth));
	if (conn_need(conn, "/url", &text, why) == -1 ||
	    url_split(&url, mem_str(&text), why) == -1)
		goto out;
	mem_printf(out, "machine %.*s", (int)url.host.len, url.host.at);
	if (add_word(conn, "/auth/username", "login", out, why) == -1 ||
	    add_word(conn, "/auth/apiToken", "password", out, why) == -1)
		goto out;
	mem_putc(out, '\n');
	rv = 0;
out:
	mem_release(&text);
	return rv;
}

/* Take a word in double quotation marks off *s, its escapes resolved. */
static bool
take_quoted(const char **s, struct mem *word)
{
	const char *p = *s + 1;

	for (; *p != '"' && *p != '\n' && *p != '\0'; p++)
		mem_putc(word,
		    *p == '\\' && p[1] == '"'        ? *++p
			: *p == '\\' && p[1] == '\\' ? *++p
						     : *p);
	*s = p + 1;
	return *p == '"';
}

static void
draft_string(struct draft *draft, const char *pointer, const struct mem *word)
{
	draft_add(draft, pointer, COMPOSE_TEXT, mem_str(word), word->len);
}

static void
take_user(struct draft *draft, const struct mem *user)
{
	const char *colon = strchr(mem_str(user), ':');

	if (colon == NULL)
		return;
	draft_add(draft, "/auth/type", COMPOSE_TEXT, "basic", strlen("basic"));
	draft_add(draft, "/auth/username", COMPOSE_TEXT, user->data,
	    (size_t)(colon - user->data));
	draft_add(draft, "/auth/apiToken", COMPOSE_TEXT, colon + 1,
	    strlen(colon + 1));
}

static void
take_header(struct draft *draft, const struct mem *header)
{
	static const char bearer[] = "Authorization: Bearer ";
	const size_t len = sizeof bearer - 1;

	if (strncasecmp(mem_str(header), bearer, len) != 0)
		return;
	draft_add(draft, "/auth/type", COMPOSE_TEXT, "pat", strlen("pat"));
	draft_add(draft, "/auth/token", COMPOSE_TEXT, header->data + len,
	    header->len - len);
}

/* Is it the option's name, or its letter? */
static bool
is_option(const char *s, size_t len, const char *name, const char *letter)
{
	return (len == strlen(name) && memcmp(s, name, len) == 0) ||
	    (len == strlen(letter) && memcmp(s, letter, len) == 0);
}

/* One line of curl's config, "name = value"; the name may have dashes. */
static bool
take_line(const char *s, struct draft *draft)
{
	struct mem value = { 0 };
	size_t name;
	bool good = true;

	s += strspn(s, " \t-");
	name = strcspn(s, " \t=:\n");
	if (*s == '#' || name == 0)
		return true;
	const char *at = s + name + strspn(s + name, " \t=:");
	if (*at == '"')
		good = take_quoted(&at, &value);
	else
		mem_add(&value, at, strcspn(at, " \t\r\n"));
	if (is_option(s, name, "url", "url"))
		draft_string(draft, "/url", &value);
	else if (is_option(s, name, "user", "u"))
		take_user(draft, &value);
	else if (is_option(s, name, "header", "H"))
		take_header(draft, &value);
	mem_release(&value);
	return good;
}

int
curl_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	const char *s = mem_str(in);
	size_t line;

	for (line = 1; *s != '\0'; line++) {
		if (!take_line(s, draft))
			return why_setx(why, WHY_INPUT,
			    "%s:%zu: a quotation mark is missing", name, line);
		s += strcspn(s, "\n");
		s += *s == '\n';
	}
	return 0;
}

static bool
next_token(const char **s, struct mem *token)
{
	mem_cut(token, 0);
	*s += strspn(*s, " \t\r\n");
	if (**s == '"')
		return take_quoted(s, token);
	mem_add(token, *s, strcspn(*s, " \t\r\n"));
	*s += token->len;
	return token->len > 0;
}

int
netrc_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	const char *s = mem_str(in);
	struct mem token = { 0 }, host = { 0 };
	size_t machines = 0;

	while (next_token(&s, &token)) {
		if (strcmp(mem_str(&token), "machine") == 0 &&
		    next_token(&s, &token) && machines++ == 0) {
			mem_printf(&host, "https://%s", mem_str(&token));
			draft_string(draft, "/url", &host);
			draft_add(draft, "/auth/type", COMPOSE_TEXT, "basic",
			    strlen("basic"));
		} else if (strcmp(mem_str(&token), "login") == 0 &&
		    next_token(&s, &token) && machines == 1)
			draft_string(draft, "/auth/username", &token);
		else if (strcmp(mem_str(&token), "password") == 0 &&
		    next_token(&s, &token) && machines == 1)
			draft_string(draft, "/auth/apiToken", &token);
	}
	mem_release(&token);
	mem_release(&host);
	if (machines != 1)
		return why_setx(why, WHY_INPUT,
		    "%s: has to be about one machine, not %zu", name, machines);
	return 0;
}
