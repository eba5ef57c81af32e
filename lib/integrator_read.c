/* integrator_read: what integrator.io has of a connection; see integrator.h. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "draft.h"
#include "integrator.h"
#include "mem.h"
#include "text.h"
#include "why.h"

/* What is masked has to come from elsewhere: options add it. */
static void
take_secret(struct draft *draft, const char *pointer, const struct text *text,
    const char *at)
{
	const struct value value = text_at(text, at);
	struct mem string = { 0 };

	text_string(text, value, &string);
	if (!integrator_is_mask(&string))
		draft_take(draft, pointer, text, value);
	mem_release(&string);
}

static void
set_type(struct draft *draft, const char *type)
{
	draft_add(draft, "/auth/type", COMPOSE_TEXT, type, strlen(type));
}

static void
take_scopes(struct draft *draft, const struct text *text, const char *at)
{
	const struct value scopes = text_at(text, at);
	struct member member = { 0 };
	struct mem words = { 0 };

	if (scopes.kind == TEXT_STRING)
		text_string(text, scopes, &words);
	for (; text_next(text, scopes, &member); mem_putc(&words, ' '))
		text_string(text, member.value, &words);
	draft_add(
	    draft, "/auth/scopes", COMPOSE_WORDS, mem_str(&words), words.len);
	mem_release(&words);
}

/*
 * The gateway's URL says which site and API, but not the site's address,
 * which an option has to add.
 */
static void
take_base(struct draft *draft, const struct text *text)
{
	static const struct {
		const char *prefix, *api;
	} gateways[] = {
		{ "https://api.atlassian.com/ex/jira/", "platform" },
		{ "https://api.atlassian.com/jsm/csm/cloudid/", "csm" },
	};
	struct mem base = { 0 };
	const char *id;
	size_t i, len;

	text_string(text, text_at(text, "/http/baseURI"), &base);
	for (i = 0; i < sizeof gateways / sizeof gateways[0]; i++) {
		len = strlen(gateways[i].prefix);
		if (strncmp(mem_str(&base), gateways[i].prefix, len) != 0)
			continue;
		id = base.data + len;
		draft_add(draft, "/product", COMPOSE_TEXT, "cloud", 5);
		draft_add(
		    draft, "/cloudId", COMPOSE_TEXT, id, strcspn(id, "/"));
		draft_add(draft, "/api", COMPOSE_TEXT, gateways[i].api,
		    strlen(gateways[i].api));
		break;
	}
	if (i == sizeof gateways / sizeof gateways[0])
		draft_add(draft, "/url", COMPOSE_URL, mem_str(&base), base.len);
	mem_release(&base);
}

static void
take_oauth2(struct draft *draft, const struct text *text)
{
	const bool client = text_is(text,
	    text_at(text, "/http/auth/oauth/grantType"), "clientcredentials");

	set_type(draft, client ? "client-credentials" : "oauth2");
	take_secret(draft, "/auth/clientId", text, "/http/auth/oauth/clientId");
	take_secret(
	    draft, "/auth/clientSecret", text, "/http/auth/oauth/clientSecret");
	take_scopes(draft, text, "/http/auth/oauth/scope");
}

int
integrator_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	struct text text = { .name = name };
	struct value type;

	if (text_read(&text, mem_str(in), in->len, why) == -1)
		return -1;
	type = text_at(&text, "/http/auth/type");
	draft_take(draft, "/name", &text, text_at(&text, "/name"));
	take_base(draft, &text);
	if (text_is(&text, type, "basic")) {
		set_type(draft, "basic");
		draft_take(draft, "/auth/username", &text,
		    text_at(&text, "/http/auth/basic/username"));
		take_secret(draft, "/auth/apiToken", &text,
		    "/http/auth/basic/password");
	} else if (text_is(&text, type, "token")) {
		set_type(draft, "pat");
		take_secret(
		    draft, "/auth/token", &text, "/http/auth/token/token");
	} else if (text_is(&text, type, "oauth1")) {
		set_type(draft, "oauth1");
		take_secret(draft, "/auth/consumerKey", &text,
		    "/http/auth/oauth/oauth1/consumerKey");
		take_secret(draft, "/auth/privateKey", &text,
		    "/http/auth/oauth/oauth1/consumerPrivateKey");
		take_secret(draft, "/auth/token", &text,
		    "/http/auth/oauth/oauth1/accessToken");
	} else if (text_is(&text, type, "oauth"))
		take_oauth2(draft, &text);
	else
		return why_setx(why, WHY_INPUT,
		    "%s: /http/auth/type: is none that a connection to Jira "
		    "has",
		    name);
	return 0;
}

int
iclient_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	struct text text = { .name = name };

	if (text_read(&text, mem_str(in), in->len, why) == -1)
		return -1;
	if (text_at(&text, "/oauth2").kind != TEXT_OBJECT)
		return why_setx(why, WHY_INPUT,
		    "%s: /oauth2: is missing: an iClient of another provider "
		    "is none for Jira",
		    name);
	draft_take(draft, "/name", &text, text_at(&text, "/name"));
	set_type(draft,
	    text_is(
		&text, text_at(&text, "/oauth2/grantType"), "clientcredentials")
		? "client-credentials"
		: "oauth2");
	take_secret(draft, "/auth/clientId", &text, "/oauth2/clientId");
	take_secret(draft, "/auth/clientSecret", &text, "/oauth2/clientSecret");
	draft_take(draft, "/auth/redirectUri", &text,
	    text_at(&text, "/oauth2/redirectUri"));
	take_scopes(draft, &text, "/oauth2/scope");
	return 0;
}
