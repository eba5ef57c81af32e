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
	{ "refuses a lifetime below zero",
	    "oauth_token=a&oauth_expires_in=-1" },
	{ "refuses a lifetime of 1e30", "oauth_token=a&oauth_expires_in=1e30" },
	{ "refuses an empty lifetime", "oauth_token=a&oauth_expires_in=" },
	{ "refuses a lifetime of 30 digits",
	    "oauth_token=a&oauth_expires_in=111111111111111111111111111111" },
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
	for (i = 0; i < sizeof refused / sizeof refused[0]; i++)
		refuse(i);
	limit();
	return finish();
}
