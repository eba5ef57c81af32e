/* A client of OAuth 2.0 says what RFC 6749, RFC 7636 and Jira want to hear. */

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "oauth2.h"
#include "tap.h"
#include "why.h"

static void
challenge(void)
{
	struct mem mem = { 0 };
	struct why why = { 0 };

	/* RFC 7636, appendix B. */
	it("derives the challenge of RFC 7636, appendix B",
	    oauth2_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
		&mem, &why) == 0 &&
		strcmp(mem_str(&mem),
		    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM") == 0);
	mem_release(&mem);
}

static void
randomness(void)
{
	static const char base64url[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_";
	char a[OAUTH2_RANDOM_LEN + 1], b[OAUTH2_RANDOM_LEN + 1];
	bool marks = false, plain = true;
	int i;

	for (i = 0; i < 100; i++) {
		oauth2_random(a);
		plain = plain && strspn(a, base64url) == OAUTH2_RANDOM_LEN &&
		    strlen(a) == OAUTH2_RANDOM_LEN;
		marks = marks || strpbrk(a, "-_") != NULL;
	}
	oauth2_random(b);
	it("makes 43 characters that a verifier may have", plain);
	it("of base64url", marks);
	it("never the same", strcmp(a, b) != 0);
}

/* Is what becomes of these two parameters this text? */
static bool
writes(enum oauth2_form form, const char *secret, const char *want)
{
	struct oauth2_params params = { .form = form };
	struct why why = { 0 };
	bool is;

	oauth2_add(&params, "grant_type", "client_credentials");
	oauth2_add(&params, "scope", NULL);
	oauth2_add(&params, "audience", "");
	oauth2_add(&params, "client_secret", secret);
	is = oauth2_end(&params, &why) == 0 &&
	    strcmp(mem_str(&params.text), want) == 0;
	oauth2_params_release(&params);
	return is;
}

static void
bodies(void)
{
	struct oauth2_params params = { 0 };
	struct mem url = { 0 };
	struct why why = { 0 };

	it("writes a form, leaving out what is empty",
	    writes(OAUTH2_FORM, "s",
		"grant_type=client_credentials&client_secret=s"));
	it("in which nothing but a value can stand in a value",
	    writes(OAUTH2_FORM, "a b&c=d+%\n",
		"grant_type=client_credentials&"
		"client_secret=a%20b%26c%3Dd%2B%25%0A"));
	it("writes JSON",
	    writes(OAUTH2_JSON, "s",
		"{\"grant_type\":\"client_credentials\",\"client_secret\":"
		"\"s\"}"));
	it("with what is quoted in it",
	    writes(OAUTH2_JSON, "a\"b\\c\n",
		"{\"grant_type\":\"client_credentials\","
		"\"client_secret\":\"a\\\"b\\\\c\\n\"}"));
	it("names the types",
	    strcmp(oauth2_type(OAUTH2_JSON), "application/json") == 0 &&
		strcmp(oauth2_type(OAUTH2_FORM),
		    "application/x-www-form-urlencoded") == 0);
	oauth2_add(&params, "scope", "read:jira-work offline_access");
	oauth2_add(&params, "redirect_uri", "http://localhost:1/c?a=b");
	it("knows what it wrote", oauth2_end(&params, &why) == 0);
	oauth2_url("https://a.example/authorize", &params, &url);
	it("puts it behind a URL",
	    strcmp(mem_str(&url),
		"https://a.example/authorize?scope=read%3Ajira-work%20"
		"offline_access&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fc%3F"
		"a%3Db") == 0);
	mem_cut(&url, 0);
	oauth2_url("https://a.example/?x=1", &params, &url);
	it("or behind its query",
	    strstr(mem_str(&url), "/?x=1&scope=") != NULL);
	mem_release(&url);
	oauth2_params_release(&params);
}

/* The bodies of the reference, section 7, and what they ask for. */
static const struct {
	const char *sentence, *body;
	bool final;
	enum status status;
	const char *words;
} errors[] = {
	{ "knows a refresh token that Cloud refuses",
	    "{\"error\":\"invalid_grant\",\"error_description\":"
	    "\"Unknown or invalid refresh token.\"}",
	    true, WHY_REFUSED, "\"Unknown or invalid refresh token.\"" },
	{ "and as older builds say it",
	    "{\"error\":\"unauthorized_client\",\"error_description\":"
	    "\"refresh_token is invalid\"}",
	    true, WHY_REFUSED, "refresh_token is invalid" },
	{ "but not of another client", "{\"error\":\"unauthorized_client\"}",
	    false, WHY_CONFIG, "does not let this client" },
	{ "knows a wrong secret on Cloud",
	    "{\"error\":\"access_denied\",\"error_description\":"
	    "\"Unauthorized\"}",
	    false, WHY_CONFIG, "client id and secret" },
	{ "and elsewhere", "{\"error\":\"invalid_client\"}", false, WHY_CONFIG,
	    "client id and secret" },
	{ "knows an unknown grant",
	    "{\"error\":\"invalid_request\",\"error_description\":"
	    "\"grant_type must be one of [authorization_code|refresh_token|"
	    "client_credentials]\"}",
	    false, WHY_CONFIG, "grant_type must be one of" },
	{ "knows scopes that are refused", "{\"error\":\"invalid_scope\"}",
	    false, WHY_CONFIG, "scopes" },
	{ "knows a server that is busy",
	    "{\"error\":\"temporarily_unavailable\"}", false, WHY_LATER,
	    "busy" },
	{ "takes an error that it does not know", "{\"error\":\"new_error\"}",
	    false, WHY_CONFIG, "new_error" },
};

static void
error(size_t i)
{
	struct oauth2_error e = { 0 };
	struct mem words = { 0 };
	const char *body = errors[i].body;

	it(errors[i].sentence,
	    oauth2_error_read(&e, body, strlen(body)) &&
		oauth2_error_is_final(&e) == errors[i].final &&
		oauth2_error_words(&e, &words) == errors[i].status &&
		strstr(mem_str(&words), errors[i].words) != NULL);
	oauth2_error_release(&e);
	mem_release(&words);
}

static const struct {
	const char *sentence, *body;
} none[] = {
	{ "finds no error in nothing", "" },
	{ "nor in a page", "<html>error</html>" },
	{ "nor in half a document", "{\"error\":\"invalid_grant\"" },
	{ "nor in Jira's own errors", "{\"errorMessages\":[\"x\"]}" },
	{ "nor in a sentence", "{\"error\":\"Not Found\"}" },
	{ "nor in a number", "{\"error\":403}" },
	{ "nor in a list", "[\"error\"]" },
	{ "nor in an empty name", "{\"error\":\"\"}" },
	{ "nor in a name with NUL", "{\"error\":\"invalid_grant\\u0000x\"}" },
};

int
main(void)
{
	struct oauth2_error e = { 0 };
	size_t i;

	challenge();
	randomness();
	bodies();
	for (i = 0; i < sizeof errors / sizeof errors[0]; i++)
		error(i);
	for (i = 0; i < sizeof none / sizeof none[0]; i++)
		it(none[i].sentence,
		    !oauth2_error_read(&e, none[i].body, strlen(none[i].body)));
	oauth2_error_release(&e);
	return finish();
}
