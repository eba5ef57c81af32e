/* endpoint: every URL is where Jira has it, and no path leaves its base. */

#include <stdlib.h>
#include <string.h>

#include "conn.h"
#include "endpoint.h"
#include "mem.h"
#include "tap.h"
#include "why.h"

#define SERVER "\"url\": \"https://jira.example.com/jira\", "
#define CLOUD "\"url\": \"https://acme.atlassian.net\", "
#define WITH_ID CLOUD "\"cloudId\": \"1-2\", "
#define BASIC                                                                  \
	"\"auth\": {\"type\": \"basic\", \"username\": \"u\", "                \
	"\"apiToken\": \"t\"}"
#define OAUTH1                                                                 \
	"\"auth\": {\"type\": \"oauth1\", \"consumerKey\": \"k\", "            \
	"\"privateKey\": {\"file\": \"k\"}}"
#define OAUTH2                                                                 \
	"\"auth\": {\"type\": \"oauth2\", \"clientId\": \"i\", "               \
	"\"clientSecret\": \"s\"}"
#define CLIENT                                                                 \
	"\"auth\": {\"type\": \"client-credentials\", \"clientId\": \"i\", "   \
	"\"clientSecret\": \"s\"}"

/* The URLs are those of the vendor's documentation. */
static const struct {
	const char *sentence, *members;
	enum endpoint endpoint;
	const char *url, *msg;
} urls[] = {
	{ "knows where to ask for a request token", SERVER OAUTH1,
	    ENDPOINT_REQUEST_TOKEN,
	    "https://jira.example.com/jira/plugins/servlet/oauth/request-token",
	    NULL },
	{ "to approve it", SERVER OAUTH1, ENDPOINT_AUTHORIZE,
	    "https://jira.example.com/jira/plugins/servlet/oauth/authorize",
	    NULL },
	{ "and to have it exchanged", SERVER OAUTH1, ENDPOINT_ACCESS_TOKEN,
	    "https://jira.example.com/jira/plugins/servlet/oauth/access-token",
	    NULL },
	{ "knows them for any connection", SERVER BASIC, ENDPOINT_REQUEST_TOKEN,
	    "https://jira.example.com/jira/plugins/servlet/oauth/request-token",
	    NULL },
	{ "but not on Jira Cloud", CLOUD BASIC, ENDPOINT_REQUEST_TOKEN, NULL,
	    "c: /endpoints/requestToken: is missing: Jira Cloud has no such "
	    "URL" },
	{ "has the path of the API on the site", SERVER OAUTH1, ENDPOINT_API,
	    "https://jira.example.com/jira", NULL },
	{ "cutting slashes",
	    "\"url\": \"http://localhost:2990/jira//\", " BASIC, ENDPOINT_API,
	    "http://localhost:2990/jira", NULL },
	{ "all of them", "\"url\": \"https://jira.example.com/\", " BASIC,
	    ENDPOINT_TOKEN, "https://jira.example.com/rest/oauth2/latest/token",
	    NULL },
	{ "knows the provider of Data Center", SERVER OAUTH2,
	    ENDPOINT_AUTHORIZE,
	    "https://jira.example.com/jira/rest/oauth2/latest/authorize",
	    NULL },
	{ "its token URL", SERVER CLIENT, ENDPOINT_TOKEN,
	    "https://jira.example.com/jira/rest/oauth2/latest/token", NULL },
	{ "and how to revoke", SERVER OAUTH2, ENDPOINT_REVOKE,
	    "https://jira.example.com/jira/rest/oauth2/latest/revoke", NULL },
	{ "which Jira Cloud cannot", CLOUD OAUTH2, ENDPOINT_REVOKE, NULL,
	    "c: /endpoints/revoke: is missing: Jira Cloud has no such URL" },
	{ "knows Atlassian's", CLOUD OAUTH2, ENDPOINT_AUTHORIZE,
	    "https://auth.atlassian.com/authorize", NULL },
	{ "its token URL", CLOUD OAUTH2, ENDPOINT_TOKEN,
	    "https://auth.atlassian.com/oauth/token", NULL },
	{ "that of service accounts", CLOUD CLIENT, ENDPOINT_TOKEN,
	    "https://auth.atlassian.com/oauth/token", NULL },
	{ "that of OAuth credentials", CLOUD "\"api\": \"devops\", " CLIENT,
	    ENDPOINT_TOKEN, "https://api.atlassian.com/oauth/token", NULL },
	{ "its sites", CLOUD OAUTH2, ENDPOINT_RESOURCES,
	    "https://api.atlassian.com/oauth/token/accessible-resources",
	    NULL },
	{ "where a site tells its id", CLOUD BASIC, ENDPOINT_TENANT_INFO,
	    "https://acme.atlassian.net/_edge/tenant_info", NULL },
	{ "goes to the site with Basic", WITH_ID BASIC, ENDPOINT_API,
	    "https://acme.atlassian.net", NULL },
	{ "and to the gateway with OAuth 2.0", WITH_ID OAUTH2, ENDPOINT_API,
	    "https://api.atlassian.com/ex/jira/1-2", NULL },
	{ "for which it needs the id", CLOUD OAUTH2, ENDPOINT_API, NULL,
	    "c: /cloudId: is missing" },
	{ "knows Customer Service Management",
	    WITH_ID "\"api\": \"csm\", " BASIC, ENDPOINT_API,
	    "https://api.atlassian.com/jsm/csm/cloudid/1-2", NULL },
	{ "and where builds go", WITH_ID "\"api\": \"devops\", " CLIENT,
	    ENDPOINT_INGEST, "https://api.atlassian.com/jira", NULL },
	{ "but not on Jira Server", SERVER BASIC, ENDPOINT_INGEST, NULL,
	    "c: /endpoints/ingest: is missing: Jira Server has no such URL" },
	{ "takes what overrides it",
	    CLOUD
	    "\"endpoints\": {\"api\": \"https://gw.example.com/x/\"}, " OAUTH2,
	    ENDPOINT_API, "https://gw.example.com/x", NULL },
	{ "as it is",
	    CLOUD "\"endpoints\": {\"token\": "
		  "\"https://gw.example.com/t/\"}, " OAUTH2,
	    ENDPOINT_TOKEN, "https://gw.example.com/t/", NULL },
};

static const struct {
	const char *sentence, *path, *url, *msg;
} paths[] = {
	{ "joins a path", "/rest/api/2/myself",
	    "https://jira.example.com/jira/rest/api/2/myself", NULL },
	{ "with its query", "/rest/api/2/search?jql=a%20%3D%20..&x=../..",
	    "https://jira.example.com/jira/rest/api/2/search?jql="
	    "a%20%3D%20..&x=../..",
	    NULL },
	{ "or the root", "/", "https://jira.example.com/jira/", NULL },
	{ "keeps dots in names", "/a.b/..c/d../...",
	    "https://jira.example.com/jira/a.b/..c/d../...", NULL },
	{ "takes a whole URL", "https://jira.example.com/jira/rest/x?y=z",
	    "https://jira.example.com/jira/rest/x?y=z", NULL },
	{ "however it is written", "HTTPS://JIRA.example.com:443/jira/rest/x",
	    "HTTPS://JIRA.example.com:443/jira/rest/x", NULL },
	{ "and the base itself", "https://jira.example.com/jira?x",
	    "https://jira.example.com/jira?x", NULL },

	{ "refuses another host", "https://evil.example.com/jira/rest", NULL,
	    "the URL is not below https://jira.example.com/jira, where the "
	    "connection leads" },
	{ "a longer one", "https://jira.example.com.evil/jira/rest", NULL,
	    "the URL is not below https://jira.example.com/jira, where the "
	    "connection leads" },
	{ "another scheme", "http://jira.example.com/jira/rest", NULL,
	    "the URL is not below https://jira.example.com/jira, where the "
	    "connection leads" },
	{ "another port", "https://jira.example.com:8443/jira/rest", NULL,
	    "the URL is not below https://jira.example.com/jira, where the "
	    "connection leads" },
	{ "another application", "https://jira.example.com/wiki", NULL,
	    "the URL is not below https://jira.example.com/jira, where the "
	    "connection leads" },
	{ "a longer name", "https://jira.example.com/jira2/rest", NULL,
	    "the URL is not below https://jira.example.com/jira, where the "
	    "connection leads" },
	{ "another case of the path", "https://jira.example.com/JIRA/rest",
	    NULL,
	    "the URL is not below https://jira.example.com/jira, where the "
	    "connection leads" },
	{ "a user", "https://jira.example.com@evil.example.com/jira/", NULL,
	    "the URL holds a user name or password: take it out" },
	{ "a host for a path", "//evil.example.com/jira", NULL,
	    "the path begins with two slashes" },
	{ "no slash", "rest/api/2/myself", NULL,
	    "the path has to begin with a slash, or be a whole URL" },
	{ "nothing", "", NULL,
	    "the path has to begin with a slash, or be a whole URL" },
	{ "another protocol", "ftp://jira.example.com/jira/", NULL,
	    "the URL begins with neither https:// nor http://" },
	{ "a fragment", "/rest#x", NULL,
	    "the URL has a fragment: encode a # as %23" },
	{ "a line end", "/rest\r\nHost: evil", NULL,
	    "the URL holds a control character" },
	{ "a space", "/rest/a b", NULL,
	    "the URL holds a space: encode it as %20" },
	{ "a way up", "/../wiki", NULL,
	    "the URL has a . or .. in its path: write it out" },
	{ "at the end", "/rest/..", NULL,
	    "the URL has a . or .. in its path: write it out" },
	{ "of a whole URL", "https://jira.example.com/jira/../wiki", NULL,
	    "the URL has a . or .. in its path: write it out" },
	{ "before a query", "/..?x", NULL,
	    "the URL has a . or .. in its path: write it out" },
	{ "encoded", "/%2e%2E/wiki", NULL,
	    "the URL has a . or .. in its path: write it out" },
	{ "encoded twice", "/%252e%252e/wiki", NULL,
	    "the URL has a . or .. in its path: write it out" },
	{ "with an encoded slash", "/x%2f..%2f..%2fwiki", NULL,
	    "the URL has a . or .. in its path: write it out" },
	{ "with a backslash", "/x\\..\\wiki", NULL,
	    "the URL has a . or .. in its path: write it out" },
	{ "with a parameter", "/..;x/wiki", NULL,
	    "the URL has a . or .. in its path: write it out" },
	{ "and a step on the spot", "/./rest", NULL,
	    "the URL has a . or .. in its path: write it out" },
};

static void
compose(struct conn *conn, const char *members)
{
	struct mem doc = { 0 };
	struct why why = { 0 };

	*conn = (struct conn){ .name = "c" };
	mem_printf(&doc, "{%s}", members);
	if (conn_adopt(conn, &doc, &why) == -1 ||
	    conn_check(conn, &why) == -1) {
		(void)printf("Bail out! %s\n", why.msg);
		abort();
	}
}

static void
check(const char *sentence, int rv, const struct mem *url,
    const struct why *why, enum status status, const char *expected,
    const char *msg)
{
	const bool good = expected != NULL
	    ? rv == 0 && strcmp(mem_str(url), expected) == 0
	    : rv == -1 && why->status == status && strcmp(why->msg, msg) == 0;

	it(sentence, good);
	if (!good)
		(void)printf("# %s (%d: %s)\n", mem_str(url), (int)why->status,
		    why->msg);
}

static void
check_url(size_t i)
{
	struct mem url = { 0 };
	struct why why = { 0 };
	struct conn conn;
	int rv;

	compose(&conn, urls[i].members);
	rv = endpoint_url(&conn, urls[i].endpoint, &url, &why);
	check(urls[i].sentence, rv, &url, &why, WHY_CONFIG, urls[i].url,
	    urls[i].msg);
	mem_release(&url);
	conn_release(&conn);
}

static void
check_path(size_t i)
{
	struct mem url = { 0 };
	struct why why = { 0 };
	struct conn conn;
	int rv;

	compose(&conn, SERVER OAUTH1);
	rv = endpoint_join(&conn, paths[i].path, &url, &why);
	check(paths[i].sentence, rv, &url, &why, WHY_USAGE, paths[i].url,
	    paths[i].msg);
	mem_release(&url);
	conn_release(&conn);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof urls / sizeof urls[0]; i++)
		check_url(i);
	for (i = 0; i < sizeof paths / sizeof paths[0]; i++)
		check_path(i);
	return finish();
}
