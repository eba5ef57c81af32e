/* conn_type: the types of credential, and the members of each. */

#include <string.h>

#include "conn_type.h"
#include "mem.h"
#include "rule.h"
#include "text.h"

static const struct rule basic_rules[] = {
	{ .name = "username",
	    .kind = RULE_TEXT,
	    .needed = "the user's name; on Jira Cloud the e-mail address" },
	{ .name = "apiToken",
	    .kind = RULE_SECRET,
	    .needed = "an API token of Jira Cloud, or the password" },
	{ 0 },
};

static const struct rule pat_rules[] = {
	/* One that is still to be made has a name. */
	{ .name = "token", .kind = RULE_SECRET },
	{ .name = "id", .kind = RULE_ID },
	{ .name = "name", .kind = RULE_TEXT },
	{ .name = "expiresAt", .kind = RULE_TIME },
	{ .name = "rotatingSince", .kind = RULE_TIME },
	{ .name = "beside", .kind = RULE_WORDS },
	{ .name = "replaces", .kind = RULE_WORDS },
	{ 0 },
};

static const struct rule oauth1_rules[] = {
	{ .name = "consumerKey",
	    .kind = RULE_TEXT,
	    .needed = "the consumer key of the application link" },
	{ .name = "privateKey",
	    .kind = RULE_KEY,
	    .needed =
		"the RSA key whose public half the application link has" },
	{ .name = "token", .kind = RULE_SECRET },
	{ .name = "tokenSecret", .kind = RULE_SECRET },
	{ .name = "sessionHandle", .kind = RULE_SECRET },
	{ .name = "expiresAt", .kind = RULE_TIME },
	{ .name = "sessionExpiresAt", .kind = RULE_TIME },
	{ .name = "requestor", .kind = RULE_TEXT },
	{ 0 },
};

static const struct rule oauth2_rules[] = {
	{ .name = "clientId",
	    .kind = RULE_TEXT,
	    .needed = "the client id of the app" },
	/* Jira Data Center may be set up to do without it, by PKCE. */
	{ .name = "clientSecret", .kind = RULE_SECRET },
	{ .name = "redirectUri", .kind = RULE_URL },
	{ .name = "scopes", .kind = RULE_WORDS },
	{ .name = "accessToken", .kind = RULE_SECRET },
	{ .name = "refreshToken", .kind = RULE_SECRET },
	{ .name = "expiresAt", .kind = RULE_TIME },
	{ .name = "refreshExpiresAt", .kind = RULE_TIME },
	{ .name = "grantExpiresAt", .kind = RULE_TIME },
	{ .name = "refreshingSince", .kind = RULE_TIME },
	{ .name = "refusedAt", .kind = RULE_TIME },
	{ 0 },
};

static const struct rule client_rules[] = {
	{ .name = "clientId",
	    .kind = RULE_TEXT,
	    .needed = "the client id of the credential" },
	{ .name = "clientSecret",
	    .kind = RULE_SECRET,
	    .needed = "the client's secret" },
	{ .name = "scopes", .kind = RULE_WORDS },
	{ .name = "audience", .kind = RULE_TEXT },
	{ .name = "accessToken", .kind = RULE_SECRET },
	{ .name = "expiresAt", .kind = RULE_TIME },
	{ 0 },
};

/* RFC 7617, 2: the colon is what parts the name from the password. */
static void
check_basic(const struct conn *conn, struct mem *complaints)
{
	struct mem name = { 0 };

	if (conn_get(conn, "/auth/username", &name) &&
	    memchr(name.data, ':', name.len) != NULL)
		rule_complain(&conn->text, complaints, "/auth", "username",
		    "has a colon in it, which no user's name may have");
	mem_release(&name);
}

static void
check_pat(const struct conn *conn, struct mem *complaints)
{
	if (conn->product == CONN_CLOUD)
		rule_complain(&conn->text, complaints, "/auth", "type",
		    "Jira Cloud has no personal access tokens: use \"basic\" "
		    "with an API token, or make \"product\" \"server\"");
	if (text_at(&conn->text, "/auth/token").kind == TEXT_NONE &&
	    text_at(&conn->text, "/auth/name").kind == TEXT_NONE)
		rule_complain(&conn->text, complaints, "/auth", "token",
		    "is missing: the personal access token");
}

static void
check_oauth1(const struct conn *conn, struct mem *complaints)
{
	if (conn->product == CONN_CLOUD)
		rule_complain(&conn->text, complaints, "/auth", "type",
		    "Jira Cloud has no OAuth 1.0a: use \"oauth2\", or make "
		    "\"product\" \"server\"");
}

/* Its apps are confidential clients: it knows no PKCE. */
static void
check_oauth2(const struct conn *conn, struct mem *complaints)
{
	if (conn->product == CONN_CLOUD &&
	    text_at(&conn->text, "/auth/clientSecret").kind == TEXT_NONE)
		rule_complain(&conn->text, complaints, "/auth", "clientSecret",
		    "is missing: Jira Cloud asks for the app's secret");
}

/* A further type is a row here, its rules, and what no rule can say. */
static const struct conn_type types[] = {
	[CONN_BASIC] = { "basic", basic_rules, check_basic },
	[CONN_PAT] = { "pat", pat_rules, check_pat },
	[CONN_OAUTH1] = { "oauth1", oauth1_rules, check_oauth1 },
	[CONN_OAUTH2] = { "oauth2", oauth2_rules, check_oauth2 },
	[CONN_CLIENT_CREDENTIALS] = { "client-credentials", client_rules,
	    NULL },
};

enum {
	TYPES = sizeof types / sizeof types[0]
};

const char *
conn_auth_name(enum conn_auth auth)
{
	return types[auth].name;
}

const struct conn_type *
conn_type_named(
    const struct text *text, struct value name, enum conn_auth *auth)
{
	size_t i;

	for (i = 0; i < TYPES; i++)
		if (text_is(text, name, types[i].name)) {
			*auth = (enum conn_auth)i;
			return &types[i];
		}
	return NULL;
}

void
conn_type_list(struct mem *mem)
{
	size_t i;

	for (i = 0; i < TYPES; i++) {
		if (i > 0)
			mem_puts(mem, i + 1 < TYPES ? ", " : " or ");
		mem_printf(mem, "\"%s\"", types[i].name);
	}
}

const struct conn_type *
conn_type_owner(const struct text *text, struct value name)
{
	size_t i;

	for (i = 0; i < TYPES; i++)
		if (rule_find(types[i].rules, text, name) != NULL)
			return &types[i];
	return NULL;
}
