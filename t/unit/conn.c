/* conn: what is right is taken, and all that is wrong is said. */

#include <stdlib.h>
#include <string.h>

#include "conn.h"
#include "mem.h"
#include "tap.h"
#include "why.h"

#define URL "\"url\": \"https://jira.example.com/jira\""
#define SITE "\"url\": \"https://acme.atlassian.net\""
#define BASIC                                                                  \
	"\"auth\": {\"type\": \"basic\", \"username\": \"me\", "               \
	"\"apiToken\": \"sesame\"}"
#define OAUTH1(more)                                                           \
	"\"auth\": {\"type\": \"oauth1\", \"consumerKey\": \"k\", "            \
	"\"privateKey\": {\"file\": \"k.pem\"}" more "}"

static const struct {
	const char *sentence, *text;
	enum conn_auth auth;
	enum conn_product product;
	bool secret;
} good[] = {
	{ "takes basic", "{" URL ", " BASIC "}", CONN_BASIC, CONN_SERVER,
	    true },
	{ "and knows Jira Cloud", "{" SITE ", " BASIC "}", CONN_BASIC,
	    CONN_CLOUD, true },
	{ "whatever its case",
	    "{\"url\": \"HTTPS://ACME.Atlassian.NET:443/\", " BASIC "}",
	    CONN_BASIC, CONN_CLOUD, true },
	{ "but no name that only looks alike",
	    "{\"url\": \"https://acmeatlassian.net\", " BASIC "}", CONN_BASIC,
	    CONN_SERVER, true },
	{ "unless it is said",
	    "{\"product\": \"cloud\", \"url\": "
	    "\"https://jira.acme.com\", " BASIC "}",
	    CONN_BASIC, CONN_CLOUD, true },
	{ "takes pat",
	    "{" URL ", \"auth\": {\"type\": \"pat\", \"token\": "
	    "{\"env\": \"T\"}, \"id\": 5, \"name\": \"ci\", "
	    "\"expiresAt\": \"2031-11-22T13:45:00.000+0000\"}}",
	    CONN_PAT, CONN_SERVER, false },
	{ "with an id that is a string",
	    "{" URL ", \"auth\": {\"type\": \"pat\", \"token\": \"sesame\", "
	    "\"id\": \"5\"}}",
	    CONN_PAT, CONN_SERVER, true },
	{ "takes oauth1", "{" URL ", " OAUTH1("") "}", CONN_OAUTH1, CONN_SERVER,
	    false },
	{ "with its token",
	    "{" URL ", " OAUTH1(", \"token\": \"a\", \"tokenSecret\": \"b\", "
				"\"sessionHandle\": \"c\", "
				"\"requestor\": \"joe\"") "}",
	    CONN_OAUTH1, CONN_SERVER, true },
	{ "and its key of many lines",
	    "{" URL ", \"auth\": {\"type\": \"oauth1\", \"consumerKey\": "
	    "\"k\", \"privateKey\": \"-----BEGIN\\nEND-----\\n\"}}",
	    CONN_OAUTH1, CONN_SERVER, true },
	{ "takes oauth2",
	    "{" SITE ", \"auth\": {\"type\": \"oauth2\", \"clientId\": \"i\", "
	    "\"clientSecret\": \"$ANSIBLE_VAULT;1.1;AES256\\n61\\n\", "
	    "\"redirectUri\": \"http://localhost:8080/cb?x=y\", "
	    "\"scopes\": [\"read:me\", \"offline_access\"]}}",
	    CONN_OAUTH2, CONN_CLOUD, false },
	{ "with scopes in one string, and no secret on a server",
	    "{" URL ", \"auth\": {\"type\": \"oauth2\", \"clientId\": \"i\", "
	    "\"scopes\": \"WRITE\"}}",
	    CONN_OAUTH2, CONN_SERVER, false },
	{ "takes client-credentials",
	    "{" SITE ", \"api\": \"devops\", \"auth\": "
	    "{\"type\": \"client-credentials\", \"clientId\": \"i\", "
	    "\"clientSecret\": {\"command\": [\"pass\", \"jira\"]}}}",
	    CONN_CLIENT_CREDENTIALS, CONN_CLOUD, false },
	{ "keeps what it does not know",
	    "{" URL ", \"x\": [1], " OAUTH1(
		", \"y\": {}") ", \"app\": "
			       "{\"z\": null}, \"endpoints\": {\"ours\": 1}}",
	    CONN_OAUTH1, CONN_SERVER, false },
	{ "takes comments", "// ours\n{" URL ", /* 1.0a */" OAUTH1("") ",}",
	    CONN_OAUTH1, CONN_SERVER, false },
};

static const struct {
	const char *sentence, *text, *msg;
} bad[] = {
	{ "refuses no object", "[]",
	    "c: a connection has to be a JSON object" },
	{ "says what is missing", "{}",
	    "c: /url: is missing: where Jira is, such as "
	    "https://jira.example.com/jira\n"
	    "c: /auth: is missing: an object with the \"type\" of the "
	    "credential and its members" },
	{ "the type", "{" URL ", \"auth\": {}}",
	    "c: /auth/type: is missing: \"basic\", \"pat\", \"oauth1\", "
	    "\"oauth2\" or \"client-credentials\"" },
	{ "and another", "{" URL ", \"auth\": {\"type\": \"oauth\"}}",
	    "c: /auth/type: has to be \"basic\", \"pat\", \"oauth1\", "
	    "\"oauth2\" or \"client-credentials\"" },
	{ "what a type needs", "{" URL ", \"auth\": {\"type\": \"oauth1\"}}",
	    "c: /auth/consumerKey: is missing: the consumer key of the "
	    "application link\n"
	    "c: /auth/privateKey: is missing: the RSA key whose public half "
	    "the application link has" },
	{ "what belongs to another",
	    "{" URL ", " OAUTH1(", \"apiToken\": \"sesame\"") "}",
	    "c: /auth/apiToken: belongs to \"basic\", but the type is "
	    "\"oauth1\"" },
	{ "what is there twice", "{" URL ", " URL ", " BASIC "}",
	    "c: /url: is there twice" },
	{ "auth that is no object", "{" URL ", \"auth\": \"sesame\"}",
	    "c: /auth: has to be an object" },
	{ "refuses a URL without a scheme",
	    "{\"url\": \"jira.example.com\", " BASIC "}",
	    "c: /url: the URL begins with neither https:// nor http://" },
	{ "with a user",
	    "{\"url\": \"https://me:sesame@jira.example.com\", " BASIC "}",
	    "c: /url: the URL holds a user name or password: take it out" },
	{ "with a query",
	    "{\"url\": \"https://jira.example.com/?\", " BASIC "}",
	    "c: /url: the URL has a query: take it out" },
	{ "with a fragment",
	    "{\"url\": \"https://jira.example.com/#x\", " BASIC "}",
	    "c: /url: the URL has a fragment: take it out" },
	{ "with a way up",
	    "{\"url\": \"https://jira.example.com/jira/%2e./x\", " BASIC "}",
	    "c: /url: the URL has a . or .. in its path: write it out" },
	{ "with a line end",
	    "{\"url\": \"https://jira.example.com\\n/\", " BASIC "}",
	    "c: /url: has a control character in it" },
	{ "with a NUL",
	    "{\"url\": \"https://jira.example.com\\u0000/\", " BASIC "}",
	    "c: /url: has a control character in it" },
	{ "that is a number", "{\"url\": 5, " BASIC "}",
	    "c: /url: has to be a string" },
	{ "under endpoints, too",
	    "{" URL
	    ", \"endpoints\": {\"api\": \"/x\", \"token\": null}, " BASIC "}",
	    "c: /endpoints/api: the URL begins with neither https:// nor "
	    "http://\nc: /endpoints/token: has to be a string" },
	{ "refuses another product",
	    "{\"product\": \"Cloud\", " URL ", " BASIC "}",
	    "c: /product: has to be \"server\" or \"cloud\"" },
	{ "another API", "{\"api\": \"\", " URL ", " BASIC "}",
	    "c: /api: has to be \"platform\", \"csm\" or \"devops\"" },
	{ "an API that a server has not",
	    "{\"api\": \"devops\", " URL ", " BASIC "}",
	    "c: /api: is Jira Cloud's, but \"product\" is \"server\"" },
	{ "a cloud id that would be a path",
	    "{\"cloudId\": \"a/b\", " SITE ", " BASIC "}",
	    "c: /cloudId: has to be letters, digits, dashes and dots only" },
	{ "an empty name", "{\"name\": \"\", " URL ", " BASIC "}",
	    "c: /name: is empty" },
	{ "OAuth 1.0a on Jira Cloud", "{" SITE ", " OAUTH1("") "}",
	    "c: /auth/type: Jira Cloud has no OAuth 1.0a: use \"oauth2\", or "
	    "make \"product\" \"server\"" },
	{ "a personal access token there",
	    "{" SITE ", \"auth\": {\"type\": \"pat\", \"token\": \"x\"}}",
	    "c: /auth/type: Jira Cloud has no personal access tokens: use "
	    "\"basic\" with an API token, or make \"product\" \"server\"" },
	{ "an app without its secret there",
	    "{" SITE ", \"auth\": {\"type\": \"oauth2\", \"clientId\": \"i\"}}",
	    "c: /auth/clientSecret: is missing: Jira Cloud asks for the app's "
	    "secret" },
	{ "a colon in a user's name",
	    "{" URL ", \"auth\": {\"type\": \"basic\", \"username\": \"a:b\", "
	    "\"apiToken\": \"sesame\"}}",
	    "c: /auth/username: has a colon in it, which no user's name may "
	    "have" },
	{ "what is sealed, and no secret",
	    "{" URL ", \"auth\": {\"type\": \"basic\", \"username\": "
	    "\"$ANSIBLE_VAULT;1.1;AES256\\n00\", \"apiToken\": \"sesame\"}}",
	    "c: /auth/username: is sealed, but is no secret: unseal it" },
	{ "a line end in a name",
	    "{" URL ", \"auth\": {\"type\": \"basic\", \"username\": "
	    "\"a\\r\\nX\", \"apiToken\": \"sesame\"}}",
	    "c: /auth/username: has a control character in it" },
	{ "and in a secret",
	    "{" URL ", \"auth\": {\"type\": \"basic\", \"username\": \"me\", "
	    "\"apiToken\": \"sesame\\nX: y\"}}",
	    "c: /auth/apiToken: has a control character in it" },
	{ "a secret that is none",
	    "{" URL ", \"auth\": {\"type\": \"basic\", \"username\": \"me\", "
	    "\"apiToken\": {\"File\": \"x\"}}}",
	    "c: /auth/apiToken: has to have one of \"file\", \"env\" and "
	    "\"command\"" },
	{ "no time", "{" URL ", " OAUTH1(", \"expiresAt\": \"soon\"") "}",
	    "c: /auth/expiresAt: has to be a time such as "
	    "2031-11-22T13:45:00Z" },
	{ "an id that is a truth",
	    "{" URL ", \"auth\": {\"type\": \"pat\", \"token\": \"t\", "
	    "\"id\": true}}",
	    "c: /auth/id: has to be a string or a number" },
	{ "scopes with blanks",
	    "{" URL ", \"auth\": {\"type\": \"oauth2\", \"clientId\": \"i\", "
	    "\"scopes\": [\"READ WRITE\"]}}",
	    "c: /auth/scopes: has to be an array of words without blanks" },
	{ "scopes that are an object",
	    "{" URL ", \"auth\": {\"type\": \"oauth2\", \"clientId\": \"i\", "
	    "\"scopes\": {}}}",
	    "c: /auth/scopes: has to be an array of words without blanks" },
	{ "an app's wrong members",
	    "{" URL
	    ", \"app\": {\"logoUrl\": \"x\", \"permissions\": 1}, " BASIC "}",
	    "c: /app/logoUrl: the URL begins with neither https:// nor "
	    "http://\n"
	    "c: /app/permissions: has to be an array of words without "
	    "blanks" },
};

static int
compose(struct conn *conn, const char *text, struct why *why)
{
	struct mem bytes = { 0 };

	*conn = (struct conn){ .name = "c" };
	mem_puts(&bytes, text);
	if (conn_adopt(conn, &bytes, why) == -1) {
		(void)printf("Bail out! %s\n", why->msg);
		abort();
	}
	return conn_check(conn, why);
}

static void
check_good(size_t i)
{
	struct why why = { 0 };
	struct conn conn;

	it(good[i].sentence,
	    compose(&conn, good[i].text, &why) == 0 &&
		conn.auth == good[i].auth && conn.product == good[i].product);
	if (why.msg[0] != '\0')
		(void)printf("# %s\n", why.msg);
	if (conn_holds_secret(&conn) != good[i].secret)
		it("knowing its secrets", false);
	conn_release(&conn);
}

static void
check_bad(size_t i)
{
	struct why why = { 0 };
	struct conn conn;

	it(bad[i].sentence,
	    compose(&conn, bad[i].text, &why) == -1 &&
		why.status == WHY_CONFIG && strcmp(why.msg, bad[i].msg) == 0);
	if (strcmp(why.msg, bad[i].msg) != 0)
		(void)printf("# %s\n", why.msg);
	conn_release(&conn);
}

/* More complaints than a reason holds: whole lines, and that there is more. */
static void
check_many(void)
{
	struct mem text = { 0 };
	struct why why = { 0 };
	struct conn conn;
	size_t i, len;

	mem_puts(&text, "{\"url\": 1");
	for (i = 0; i < 1000; i++)
		mem_puts(&text, ", \"url\": 1");
	mem_puts(&text, "}");
	it("takes a thousand faults",
	    compose(&conn, mem_str(&text), &why) == -1);
	len = strlen(why.msg);
	it("says as many as it can", len > 1000 && len < WHY_MSG_MAX);
	it("and that there are more",
	    strcmp(why.msg + len - 9, "\nand more") == 0);
	mem_release(&text);
	conn_release(&conn);
}

static bool
finds(const char *name, const char *expected)
{
	struct why why = { 0 };
	char *path = NULL;
	bool same = false;

	if (conn_find(name, &path, &why) == 0)
		same = path == NULL
		    ? expected == NULL
		    : expected != NULL && strcmp(path, expected) == 0;
	free(path);
	return same;
}

static bool
refuses(const char *name, const char *msg)
{
	struct why why = { 0 };
	char *path = NULL;

	return conn_find(name, &path, &why) == -1 && path == NULL &&
	    why.status == WHY_USAGE && strcmp(why.msg, msg) == 0;
}

static void
check_find(void)
{
	(void)unsetenv("JIRA_CONNECTION");
	(void)unsetenv("JIRA_CONNECTIONS");
	(void)unsetenv("XDG_CONFIG_HOME");
	(void)setenv("HOME", "/home/me", 1);
	it("finds a path", finds("./conn", "./conn"));
	it("a file's name", finds("conn.json", "conn.json"));
	it("a bare name",
	    finds("acme", "/home/me/.config/jira/connections/acme.json"));
	(void)setenv("XDG_CONFIG_HOME", "config", 1);
	it("not below a relative directory",
	    finds("acme", "/home/me/.config/jira/connections/acme.json"));
	(void)setenv("XDG_CONFIG_HOME", "/config", 1);
	it("but below an absolute one",
	    finds("acme", "/config/jira/connections/acme.json"));
	(void)setenv("JIRA_CONNECTIONS", "conns", 1);
	it("or our own", finds("acme", "conns/acme.json"));
	it("and standard input", finds("-", NULL));
	it("refuses none",
	    refuses(NULL,
		"no connection is named: use -c, or set JIRA_CONNECTION"));
	(void)setenv("JIRA_CONNECTION", "", 1);
	it("and an empty one",
	    refuses(NULL,
		"no connection is named: use -c, or set JIRA_CONNECTION"));
	it("wherever it stands", refuses("", "the connection's name is empty"));
	(void)setenv("JIRA_CONNECTION", "acme", 1);
	it("takes it from the environment", finds(NULL, "conns/acme.json"));
	(void)unsetenv("JIRA_CONNECTIONS");
	(void)unsetenv("XDG_CONFIG_HOME");
	(void)unsetenv("HOME");
	it("needs somewhere to look",
	    refuses(
		"acme", "no directory of connections: set JIRA_CONNECTIONS"));
}

static bool
gets(const char *pointer, const char *expected)
{
	struct why why = { 0 };
	struct mem got = { 0 }, needed = { 0 };
	struct conn conn;
	bool there, same;

	(void)compose(
	    &conn, "{\"a\": {\"b\\/c\": \"\\u00e9\", \"e\": \"\"}}", &why);
	why = (struct why){ 0 };
	there = conn_get(&conn, pointer, &got);
	if (conn_need(&conn, pointer, &needed, &why) == -1)
		same = expected == NULL && why.status == WHY_CONFIG;
	else
		same = there && expected != NULL &&
		    strcmp(mem_str(&got), expected) == 0 &&
		    strcmp(mem_str(&needed), expected) == 0;
	mem_release(&got);
	mem_release(&needed);
	conn_release(&conn);
	return same;
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof good / sizeof good[0]; i++)
		check_good(i);
	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_bad(i);
	check_many();
	check_find();
	it("gets a string", gets("/a/b~1c", "\303\251"));
	it("needs one that is there", gets("/a/d", NULL));
	it("that is not empty", gets("/a/e", NULL));
	it("and is a string", gets("/a", NULL));
	return finish();
}
