/* What an authorization server hands out is taken whole, or not at all. */

#include <string.h>

#include "grant.h"
#include "mem.h"
#include "tap.h"
#include "when.h"
#include "why.h"

enum {
	NOW = 1700000000
};

/* The reply of section 4.3 of the reference, as Jira orders it. */
static const char whole[] =
    "oauth_token=tok&oauth_token_secret=sec%2Fret&oauth_expires_in=157680000&"
    "oauth_session_handle=han+dle&oauth_authorization_expires_in=160272000";

static const struct {
	const char *sentence, *body;
} refused[] = {
	{ "refuses nothing", "" },
	{ "refuses a page", "<html><title>oauth_token</title>" },
	{ "refuses no token", "oauth_token_secret=s" },
	{ "refuses an empty one", "oauth_token=&oauth_token_secret=s" },
	{ "refuses two", "oauth_token=a&oauth_token=b" },
	{ "refuses a line feed in a token", "oauth_token=a%0Ab" },
	{ "refuses NUL in it", "oauth_token=a%00b" },
	{ "refuses a blank in it", "oauth_token=a%20b" },
	{ "refuses a byte above ASCII", "oauth_token=a%C3%BC" },
	{ "refuses a line feed in a secret",
	    "oauth_token=a&oauth_token_secret=%0D" },
};

static void
take(void)
{
	struct grant grant = { 0 };
	struct why why = { 0 };

	it("takes Jira's reply",
	    grant_read_form(&grant, whole, strlen(whole), NOW, &why) == 0);
	it("and its token", strcmp(mem_str(&grant.token), "tok") == 0);
	it("with the secret", strcmp(mem_str(&grant.secret), "sec/ret") == 0);
	it("and the handle, a plus sign being one",
	    strcmp(mem_str(&grant.handle), "han+dle") == 0);
	it("which end", grant.expires == NOW + INT64_C(157680000));
	it("both", grant.renewable_until == NOW + INT64_C(160272000));
	it("and is no answer to a callback", !grant.confirmed);
	grant_release(&grant);
}

static int
reads(const char *body, struct grant *grant)
{
	struct why why = { 0 };

	return grant_read_form(grant, body, strlen(body), NOW, &why) == 0;
}

static void
take_odd_lifetime(void)
{
	struct grant grant = { 0 };

	it("takes an empty lifetime for none",
	    reads("oauth_token=a&oauth_expires_in=", &grant) &&
		grant.expires == 0);
	it("and one of 1e30",
	    reads("oauth_token=a&oauth_expires_in=1e30", &grant) &&
		grant.expires == 0);
	grant_release(&grant);
}

static void
refuse(size_t i)
{
	struct grant grant = { 0 };
	struct why why = { 0 };
	const char *body = refused[i].body;

	it(refused[i].sentence,
	    grant_read_form(&grant, body, strlen(body), NOW, &why) == -1 &&
		why.status == WHY_NONSENSE);
	grant_release(&grant);
}

/* The replies of the reference of OAuth 2.0, and worse ones. */
static const struct {
	const char *sentence, *body;
	int64_t expires; /* -1: refused */
} json[] = {
	{ "takes a reply of OAuth 2.0",
	    "{\"access_token\":\"a\",\"expires_in\":3600,\"scope\":\"READ\","
	    "\"token_type\":\"Bearer\",\"refresh_token\":\"r\"}",
	    NOW + 3600 },
	{ "takes one without a lifetime", "{\"access_token\":\"a\"}", 0 },
	{ "takes bearer in small letters",
	    "{\"access_token\":\"a\",\"token_type\":\"bearer\"}", 0 },
	{ "lets nothing outlive the calendar",
	    "{\"access_token\":\"a\",\"expires_in\":999999999999}", WHEN_MAX },
	{ "refuses another type",
	    "{\"access_token\":\"a\",\"token_type\":\"mac\"}", -1 },
	{ "takes a lifetime in a string",
	    "{\"access_token\":\"a\",\"expires_in\":\"3600\"}", NOW + 3600 },
	{ "takes a lifetime with a fraction",
	    "{\"access_token\":\"a\",\"expires_in\":3600.9}", NOW + 3600 },
	{ "takes a lifetime of 0 for none",
	    "{\"access_token\":\"a\",\"expires_in\":0}", 0 },
	{ "takes a lifetime below zero for none",
	    "{\"access_token\":\"a\",\"expires_in\":-1}", 0 },
	{ "takes a lifetime of 1e30 for none",
	    "{\"access_token\":\"a\",\"expires_in\":1e30}", 0 },
	{ "takes a lifetime of 30 digits for none",
	    "{\"access_token\":\"a\",\"expires_in\":"
	    "111111111111111111111111111111}",
	    0 },
	{ "takes a lifetime of null for none",
	    "{\"access_token\":\"a\",\"expires_in\":null}", 0 },
	{ "takes a lifetime that is an object for none",
	    "{\"access_token\":\"a\",\"expires_in\":{}}", 0 },
	{ "refuses a line feed in a token", "{\"access_token\":\"a\\nb\"}",
	    -1 },
	{ "refuses NUL in one", "{\"access_token\":\"a\\u0000\"}", -1 },
	{ "refuses a line feed in a refresh token",
	    "{\"access_token\":\"a\",\"refresh_token\":\"\\r\"}", -1 },
	{ "refuses an empty token", "{\"access_token\":\"\"}", -1 },
	{ "refuses a token that is no string", "{\"access_token\":1}", -1 },
	{ "refuses two tokens",
	    "{\"access_token\":\"a\",\"access_token\":\"b\"}", -1 },
	{ "refuses half a document", "{\"access_token\":\"a\"", -1 },
	{ "refuses a list", "[\"access_token\"]", -1 },
	{ "refuses a document of nothing", "", -1 },
	{ "refuses no token", "{\"token_type\":\"Bearer\"}", -1 },
};

static void
read_json(size_t i)
{
	struct grant grant = { 0 };
	struct why why = { 0 };
	const char *body = json[i].body;
	int rv;

	rv = grant_read_json(&grant, body, strlen(body), NOW, &why);
	it(json[i].sentence,
	    json[i].expires == -1
		? rv == -1 && why.status == WHY_NONSENSE
		: rv == 0 && strcmp(mem_str(&grant.token), "a") == 0 &&
		    grant.expires == json[i].expires);
	if (i == 0)
		it("with its refresh token",
		    strcmp(mem_str(&grant.handle), "r") == 0);
	grant_release(&grant);
}

/* A million bytes in a token. */
static void
limit_json(void)
{
	struct grant grant = { 0 };
	struct mem body = { 0 };
	struct why why = { 0 };

	mem_puts(&body, "{\"access_token\":\"");
	while (body.len < GRANT_TOKEN_MAX + 64)
		mem_putc(&body, 'x');
	mem_puts(&body, "\"}");
	it("refuses a long token in JSON",
	    grant_read_json(&grant, body.data, body.len, NOW, &why) == -1 &&
		why.status == WHY_NONSENSE);
	while (body.len < 1 << 20)
		mem_putc(&body, ' ');
	it("and a million bytes",
	    grant_read_json(&grant, body.data, body.len, NOW, &why) == -1 &&
		why.status == WHY_NONSENSE);
	grant_release(&grant);
	mem_release(&body);
}

static void
limit(void)
{
	struct grant grant = { 0 };
	struct mem body = { 0 };

	mem_puts(&body, "oauth_token=");
	while (body.len < GRANT_TOKEN_MAX + sizeof "oauth_token=")
		mem_putc(&body, 'x');
	it("refuses a token that is too long", !reads(body.data, &grant));
	mem_release(&body);
	it("takes a line end after all",
	    reads("oauth_token=a&oauth_callback_confirmed=true\r\n", &grant));
	it("and the confirmation", grant.confirmed);
	it("lets nothing outlive the calendar",
	    reads("oauth_token=a&oauth_expires_in=999999999999", &grant) &&
		grant.expires == WHEN_MAX);
	grant_release(&grant);
}

int
main(void)
{
	size_t i;

	take();
	take_odd_lifetime();
	for (i = 0; i < sizeof refused / sizeof refused[0]; i++)
		refuse(i);
	limit();
	for (i = 0; i < sizeof json / sizeof json[0]; i++)
		read_json(i);
	limit_json();
	return finish();
}
