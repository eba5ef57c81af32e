/* endpoint: every URL that differs by product, derived in one place. */

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "conn.h"
#include "endpoint.h"
#include "mem.h"
#include "url.h"
#include "url_dots.h"
#include "why.h"

/* The member of "endpoints" that overrides it. */
static const char *const names[] = {
	[ENDPOINT_REQUEST_TOKEN] = "requestToken",
	[ENDPOINT_AUTHORIZE] = "authorize",
	[ENDPOINT_ACCESS_TOKEN] = "accessToken",
	[ENDPOINT_TOKEN] = "token",
	[ENDPOINT_REVOKE] = "revoke",
	[ENDPOINT_RESOURCES] = "resources",
	[ENDPOINT_TENANT_INFO] = "tenantInfo",
	[ENDPOINT_API] = "api",
	[ENDPOINT_INGEST] = "ingest",
};

/* Which connections a row is for: bits of enum conn_auth. */
enum {
	OAUTH1 = 1 << CONN_OAUTH1,
	OAUTH2 = 1 << CONN_OAUTH2,
	CLIENT = 1 << CONN_CLIENT_CREDENTIALS,
	ANY = ~0
};

/*
 * The first row that fits counts.  "{url}" and "{cloudId}" are members of the
 * connection; a NULL api is any.
 */
static const struct row {
	enum endpoint endpoint;
	enum conn_product product;
	int auths;
	const char *api, *url;
} rows[] = {
	{ ENDPOINT_REQUEST_TOKEN, CONN_SERVER, ANY, NULL,
	    "{url}/plugins/servlet/oauth/request-token" },
	{ ENDPOINT_AUTHORIZE, CONN_SERVER, OAUTH1, NULL,
	    "{url}/plugins/servlet/oauth/authorize" },
	{ ENDPOINT_ACCESS_TOKEN, CONN_SERVER, ANY, NULL,
	    "{url}/plugins/servlet/oauth/access-token" },

	{ ENDPOINT_AUTHORIZE, CONN_SERVER, ANY, NULL,
	    "{url}/rest/oauth2/latest/authorize" },
	{ ENDPOINT_TOKEN, CONN_SERVER, ANY, NULL,
	    "{url}/rest/oauth2/latest/token" },
	{ ENDPOINT_REVOKE, CONN_SERVER, ANY, NULL,
	    "{url}/rest/oauth2/latest/revoke" },

	{ ENDPOINT_AUTHORIZE, CONN_CLOUD, ANY, NULL,
	    "https://auth.atlassian.com/authorize" },
	/* An "OAuth credential" is not known to the other token endpoint. */
	{ ENDPOINT_TOKEN, CONN_CLOUD, CLIENT, "devops",
	    "https://api.atlassian.com/oauth/token" },
	{ ENDPOINT_TOKEN, CONN_CLOUD, ANY, NULL,
	    "https://auth.atlassian.com/oauth/token" },
	{ ENDPOINT_RESOURCES, CONN_CLOUD, ANY, NULL,
	    "https://api.atlassian.com/oauth/token/accessible-resources" },
	{ ENDPOINT_TENANT_INFO, CONN_CLOUD, ANY, NULL,
	    "{url}/_edge/tenant_info" },

	{ ENDPOINT_API, CONN_SERVER, ANY, NULL, "{url}" },
	{ ENDPOINT_API, CONN_CLOUD, ANY, "csm",
	    "https://api.atlassian.com/jsm/csm/cloudid/{cloudId}" },
	/* The site itself takes no token of OAuth 2.0. */
	{ ENDPOINT_API, CONN_CLOUD, OAUTH2 | CLIENT, NULL,
	    "https://api.atlassian.com/ex/jira/{cloudId}" },
	{ ENDPOINT_API, CONN_CLOUD, ANY, NULL, "{url}" },
	{ ENDPOINT_INGEST, CONN_CLOUD, ANY, NULL,
	    "https://api.atlassian.com/jira" },
};

/* The versions of the DevOps APIs, which differ by the way that is taken. */
static const struct service {
	const char *name, *gateway, *site;
} services[] = {
	{ "builds", "0.1", "0.1" },
	{ "deployments", "0.1", "0.1" },
	{ "devinfo", "0.1", "0.10" },
	{ "featureflags", "0.1", "0.1" },
	{ "remotelinks", "1.0", "1.0" },
	{ "devopscomponents", "1.0", "1.0" },
	{ "operations", "1.0", "1.0" },
	{ "security", "1.0", "1.0" },
};

static bool
fits(const struct row *row, const struct conn *conn, enum endpoint endpoint)
{
	if (row->endpoint != endpoint || row->product != conn->product ||
	    (row->auths & 1 << conn->auth) == 0)
		return false;
	return row->api == NULL ||
	    text_is(&conn->text, text_at(&conn->text, "/api"), row->api);
}

static const struct row *
find_row(const struct conn *conn, enum endpoint endpoint)
{
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (fits(&rows[i], conn, endpoint))
			return &rows[i];
	return NULL;
}

/* Cut what people write at the end of a URL: /jira/ is /jira. */
static void
cut_slashes(struct mem *url, size_t from)
{
	size_t len = url->len;

	while (len > from && url->data[len - 1] == '/')
		len--;
	mem_cut(url, len);
}

/* Add a template to url, with what stands in braces from the connection. */
static int
expand(const struct conn *conn, const char *template, struct mem *url,
    struct why *why)
{
	const size_t from = url->len;
	const char *brace;
	bool is_url;

	while ((brace = strchr(template, '{')) != NULL) {
		mem_add(url, template, (size_t)(brace - template));
		is_url = strncmp(brace, "{url}", 5) == 0;
		if (conn_need(conn, is_url ? "/url" : "/cloudId", url, why) ==
		    -1)
			return -1;
		if (is_url)
			cut_slashes(url, from);
		template = strchr(brace, '}') + 1;
	}
	mem_puts(url, template);
	return mem_check(url, why);
}

int
endpoint_url(const struct conn *conn, enum endpoint endpoint, struct mem *url,
    struct why *why)
{
	const struct row *row;
	char pointer[64] = "/endpoints/";

	(void)strlcat(pointer, names[endpoint], sizeof pointer);
	if (text_at(&conn->text, pointer).kind != TEXT_NONE) {
		const size_t from = url->len;

		if (conn_need(conn, pointer, url, why) == -1)
			return -1;
		if (endpoint >= ENDPOINT_API)
			cut_slashes(url, from);
		return 0;
	}
	if ((row = find_row(conn, endpoint)) == NULL)
		return why_setx(why, WHY_CONFIG,
		    "%s: %s: is missing: Jira %s has no such URL", conn->name,
		    pointer, conn->product == CONN_CLOUD ? "Cloud" : "Server");
	return expand(conn, row->url, url, why);
}

/* Does the path of that lie at or below that of base? */
static bool
is_below(const struct url *base, const struct url *that)
{
	const size_t len = base->path.len;

	return that->path.len >= len &&
	    memcmp(that->path.at, base->path.at, len) == 0 &&
	    (that->path.len == len || that->path.at[len] == '/');
}

/* Is text a URL within base?  Neither is quoted but base. */
static int
check_within(const char *base, const char *text, struct why *why)
{
	struct url outer, inner;

	if (url_split(&outer, base, why) == -1) {
		why->status = WHY_CONFIG;
		return why_at(why, "the API's URL");
	}
	if (url_split(&inner, text, why) == -1)
		return -1;
	if (strchr(text, '#') != NULL)
		return why_setx(why, WHY_USAGE,
		    "the URL has a fragment: encode a # as %%23");
	if (!url_same_origin(&outer, &inner) || !is_below(&outer, &inner))
		return why_setx(why, WHY_USAGE,
		    "the URL is not below %s, where the connection leads",
		    base);
	if (url_has_dots(inner.path))
		return why_setx(why, WHY_USAGE,
		    "the URL has a . or .. in its path: write it out");
	return 0;
}

int
endpoint_join(
    const struct conn *conn, const char *path, struct mem *url, struct why *why)
{
	struct mem base = { 0 }, joined = { 0 };
	int rv = -1;

	if (endpoint_url(conn, ENDPOINT_API, &base, why) == -1)
		goto out;
	/* "//host/path" would be another host to everybody else. */
	if (path[0] == '/' && path[1] == '/') {
		why_setx(why, WHY_USAGE, "the path begins with two slashes");
		goto out;
	}
	if (path[0] == '/')
		mem_puts(&joined, mem_str(&base));
	else if (strstr(path, "://") == NULL) {
		why_setx(why, WHY_USAGE,
		    "the path has to begin with a slash, or be a whole URL");
		goto out;
	}
	mem_puts(&joined, path);
	if (mem_check(&joined, why) == -1)
		goto out;
	if (check_within(mem_str(&base), mem_str(&joined), why) == -1)
		goto out;
	mem_puts(url, mem_str(&joined));
	if (mem_check(url, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&base);
	mem_release(&joined);
	return rv;
}

bool
endpoint_is_version(const char *version)
{
	return version[0] >= '0' && version[0] <= '9' &&
	    strspn(version, "0123456789.") == strlen(version);
}

static const char *
find_version(const char *service, bool site)
{
	size_t i = 0;

	while (strcmp(services[i].name, service) != 0)
		i++;
	return site ? services[i].site : services[i].gateway;
}

int
endpoint_ingest(const struct conn *conn, const char *service,
    const char *version, const char *path, struct mem *url, struct why *why)
{
	static const char rest[] = "/rest";
	const size_t len = sizeof rest - 1;
	struct mem base = { 0 }, id = { 0 };
	bool site;
	int rv = -1;

	if (endpoint_url(conn, ENDPOINT_INGEST, &base, why) == -1)
		goto out;
	site = base.len > len &&
	    strcmp(mem_str(&base) + base.len - len, rest) == 0;
	if (version == NULL)
		version = find_version(service, site);
	mem_printf(url, "%s/%s/%s/", mem_str(&base), service, version);
	if (!site) {
		if (conn_need(conn, "/cloudId", &id, why) == -1)
			goto out;
		mem_puts(url, "cloud/");
		url_encode(url, id.data, id.len);
		mem_putc(url, '/');
	}
	mem_puts(url, path);
	rv = mem_check(url, why);
out:
	mem_release(&base);
	mem_release(&id);
	return rv;
}
