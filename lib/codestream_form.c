/* codestream_form: a connection as CodeStream takes it. */

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "codestream_form.h"
#include "conn.h"
#include "draft.h"
#include "fill.h"
#include "mem.h"
#include "text.h"
#include "url.h"
#include "why.h"

/* Tabs, as in the server's own file; <0> is the host, <1> the team. */
static const char cloud_app[] = "{\n"
				"\t\"integrations\": {\n"
				"\t\t\"jira\": {\n"
				"\t\t\t\"cloud\": {\n"
				"\t\t\t\t\"appClientId\": </auth/clientId>,\n"
				"\t\t\t\t\"appClientSecret\": "
				"</auth/clientSecret>\n"
				"\t\t\t}\n"
				"\t\t}\n"
				"\t}\n"
				"}\n";
static const char provider_host[] =
    "{\n"
    "\t\"host\": <0>,\n"
    "\t\"oauthData\": {\n"
    "\t\t\"consumerKey\": </auth/consumerKey>,\n"
    "\t\t\"privateKey\": </auth/privateKey>\n"
    "\t}\n"
    "}\n";
static const char provider_pat[] = "{\n"
				   "\t\"teamId\": <1>,\n"
				   "\t\"data\": {\n"
				   "\t\t\"accessToken\": </auth/token>,\n"
				   "\t\t\"data\": { \"baseUrl\": <0> }\n"
				   "\t}\n"
				   "}\n";
static const char provider_basic[] = "{\n"
				     "\t\"teamId\": <1>,\n"
				     "\t\"data\": {\n"
				     "\t\t\"accessToken\": </auth/apiToken>,\n"
				     "\t\t\"data\": {\n"
				     "\t\t\t\"baseUrl\": <0>,\n"
				     "\t\t\t\"email\": </auth/username>\n"
				     "\t\t}\n"
				     "\t}\n"
				     "}\n";

/* The IDE writes the host's letters small, and cuts a slash at the end. */
static int
find_host(const struct conn *conn, struct mem *host, struct why *why)
{
	struct url url;
	size_t i;

	if (conn_need(conn, "/url", host, why) == -1 ||
	    url_split(&url, mem_str(host), why) == -1)
		return -1;
	for (i = 0; host->data + i < url.host.at + url.host.len; i++)
		host->data[i] = (char)tolower((unsigned char)host->data[i]);
	while (host->len > 0 && host->data[host->len - 1] == '/')
		mem_cut(host, host->len - 1);
	return 0;
}

/* The server evaluates each string as a JavaScript template literal. */
static int
check_literal(const struct conn *conn, const char *pointer, struct why *why)
{
	struct mem value = { 0 };
	int rv = -1;

	if (conn_secret(conn, pointer, &value, why) == -1)
		goto out;
	if (strpbrk(mem_str(&value), "`\\") != NULL ||
	    strstr(mem_str(&value), "${") != NULL) {
		why_setx(why, WHY_CONFIG,
		    "%s: %s: has a backtick, a backslash or a ${ in it, which "
		    "CodeStream would evaluate",
		    conn->name, pointer);
		goto out;
	}
	rv = 0;
out:
	mem_release(&value);
	return rv;
}

/* Nobody could open it over there: oauth_module.js has no passphrase. */
static int
check_key(const struct conn *conn, struct why *why)
{
	struct mem key = { 0 };
	int rv = -1;

	if (conn_secret(conn, "/auth/privateKey", &key, why) == -1)
		goto out;
	if (strncmp(mem_str(&key), "-----BEGIN ", 11) != 0 ||
	    strstr(mem_str(&key), "ENCRYPTED") != NULL) {
		why_setx(why, WHY_CONFIG,
		    "%s: /auth/privateKey: has to be a PEM key without a "
		    "passphrase for CodeStream",
		    conn->name);
		goto out;
	}
	rv = 0;
out:
	mem_release(&key);
	return rv;
}

static const char *
find_template(const struct conn *conn)
{
	switch (conn->auth) {
	case CONN_BASIC:
		return conn->product == CONN_CLOUD ? provider_basic : NULL;
	case CONN_PAT:
		return provider_pat;
	case CONN_OAUTH1:
		return provider_host;
	case CONN_OAUTH2:
		return conn->product == CONN_CLOUD ? cloud_app : NULL;
	default:
		return NULL;
	}
}

int
codestream_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why)
{
	const char *template = find_template(conn), *values[2] = { "", id };
	const struct fill json = { conn, text_quote, values, false };
	struct mem host = { 0 };
	int rv = -1;

	if (template == NULL) {
		why_setx(why, WHY_USAGE,
		    "CodeStream takes no \"%s\" of Jira %s",
		    conn_auth_name(conn->auth),
		    conn->product == CONN_CLOUD ? "Cloud" : "Server");
		goto out;
	}
	if (id == NULL && strstr(template, "<1>") != NULL) {
		why_setx(why, WHY_USAGE,
		    "CodeStream asks which team it is for: give --id");
		goto out;
	}
	if (template == cloud_app &&
	    (check_literal(conn, "/auth/clientId", why) == -1 ||
		check_literal(conn, "/auth/clientSecret", why) == -1))
		goto out;
	if (template == provider_host && check_key(conn, why) == -1)
		goto out;
	if (find_host(conn, &host, why) == -1)
		goto out;
	values[0] = mem_str(&host);
	rv = fill(&json, template, out, why);
out:
	mem_release(&host);
	return rv;
}

static void
set_type(struct draft *draft, const char *type)
{
	draft_add(draft, "/auth/type", COMPOSE_TEXT, type, strlen(type));
}

/* A value "${NAME}" is the server's way to refer to the environment. */
static void
take_value(struct draft *draft, const char *pointer, const struct text *text,
    struct value value)
{
	struct mem string = { 0 };
	size_t len;

	text_string(text, value, &string);
	len = string.len;
	if (value.kind == TEXT_STRING && len > 3 &&
	    strncmp(string.data, "${", 2) == 0 && string.data[len - 1] == '}')
		draft_add(
		    draft, pointer, COMPOSE_ENV, string.data + 2, len - 3);
	else
		draft_take(draft, pointer, text, value);
	mem_release(&string);
}

/* Where the server lets Jira send the browser back to. */
static void
take_redirect(struct draft *draft, const struct text *text)
{
	const struct value origin = text_at(text, "/apiServer/authOrigin");
	const struct value api = text_at(text, "/apiServer/publicApiUrl");
	struct mem url = { 0 };

	if (origin.kind == TEXT_STRING)
		text_string(text, origin, &url);
	else if (api.kind == TEXT_STRING) {
		text_string(text, api, &url);
		mem_puts(&url, "/no-auth");
	}
	if (url.len > 0 && strstr(mem_str(&url), "${") == NULL) {
		mem_puts(&url, "/provider-token/jira");
		draft_add(draft, "/auth/redirectUri", COMPOSE_TEXT,
		    mem_str(&url), url.len);
	}
	mem_release(&url);
}

static int
read_config(const struct text *text, struct value jira, struct draft *draft,
    struct why *why)
{
	static const char scopes[] =
	    "read:jira-user read:jira-work write:jira-work offline_access";
	struct member block = { 0 }, found = { 0 };
	size_t count = 0;

	while (text_next(text, jira, &block))
		if (text_member(text, block.value, "disabled").kind !=
		    TEXT_TRUE) {
			found = block;
			count++;
		}
	if (count != 1)
		return why_setx(why, WHY_INPUT,
		    "%s: /integrations/jira: has to have one block that is not "
		    "disabled, not %zu",
		    text->name, count);
	set_type(draft, "oauth2");
	take_value(draft, "/auth/clientId", text,
	    text_member(text, found.value, "appClientId"));
	take_value(draft, "/auth/clientSecret", text,
	    text_member(text, found.value, "appClientSecret"));
	take_redirect(draft, text);
	draft_add(draft, "/auth/scopes", COMPOSE_WORDS, scopes, strlen(scopes));
	return 0;
}

static void
read_body(const struct text *text, struct draft *draft)
{
	const struct value email = text_at(text, "/data/data/email");

	if (text_at(text, "/oauthData").kind == TEXT_OBJECT) {
		draft_take(draft, "/url", text, text_at(text, "/host"));
		set_type(draft, "oauth1");
		draft_take(draft, "/auth/consumerKey", text,
		    text_at(text, "/oauthData/consumerKey"));
		draft_take(draft, "/auth/privateKey", text,
		    text_at(text, "/oauthData/privateKey"));
		return;
	}
	draft_take(draft, "/url", text, text_at(text, "/data/data/baseUrl"));
	set_type(draft, email.kind == TEXT_STRING ? "basic" : "pat");
	draft_take(draft, "/auth/username", text, email);
	draft_take(draft,
	    email.kind == TEXT_STRING ? "/auth/apiToken" : "/auth/token", text,
	    text_at(text, "/data/accessToken"));
}

int
codestream_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	struct text text = { .name = name, .syntax = TEXT_HJSON };
	struct value jira;

	if (text_read(&text, mem_str(in), in->len, why) == -1)
		return -1;
	jira = text_at(&text, "/integrations/jira");
	if (jira.kind == TEXT_OBJECT)
		return read_config(&text, jira, draft, why);
	if (text_at(&text, "/oauthData").kind != TEXT_OBJECT &&
	    text_at(&text, "/data/data/baseUrl").kind != TEXT_STRING)
		return why_setx(why, WHY_INPUT,
		    "%s: neither a configuration with integrations.jira nor "
		    "the body of a request",
		    name);
	read_body(&text, draft);
	return 0;
}
