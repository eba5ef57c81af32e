/* integrator: a connection as the API of integrator.io takes it. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "conn.h"
#include "endpoint.h"
#include "fill.h"
#include "integrator.h"
#include "mem.h"
#include "text.h"
#include "url.h"
#include "why.h"

enum {
	NAME_MAX_CHARS = 100 /* of a connection */
};

/* Where its own browser brings back the answer of OAuth 2.0. */
static const char callback[] =
    "https://api.integrator.io/connection/oauth2callback";

/* <0> is the name, <1> the base, <2> authorize, <3> token, <4> an id. */
enum {
	NAME,
	BASE,
	AUTHORIZE,
	TOKEN,
	ICLIENT,
	VALUES
};

static const char head[] = "{\n"
			   "  \"name\": <0>,\n"
			   "  \"type\": \"http\",\n"
			   "  \"http\": {\n"
			   "    \"formType\": \"http\",\n"
			   "    \"mediaType\": \"json\",\n"
			   "    \"baseURI\": <1>,\n";
static const char with_iclient[] = "    \"_iClientId\": <4>,\n";
static const char auth_basic[] = "    \"auth\": {\n"
				 "      \"type\": \"basic\",\n"
				 "      \"basic\": {\n"
				 "        \"username\": </auth/username>,\n"
				 "        \"password\": </auth/apiToken>\n"
				 "      },\n"
				 "      \"failStatusCode\": 401\n"
				 "    },\n";
static const char auth_pat[] = "    \"auth\": {\n"
			       "      \"type\": \"token\",\n"
			       "      \"token\": {\n"
			       "        \"token\": </auth/token>,\n"
			       "        \"location\": \"header\",\n"
			       "        \"headerName\": \"Authorization\",\n"
			       "        \"scheme\": \"Bearer\"\n"
			       "      },\n"
			       "      \"failStatusCode\": 401\n"
			       "    },\n";
static const char auth_oauth1[] =
    "    \"auth\": {\n"
    "      \"type\": \"oauth1\",\n"
    "      \"oauth\": {\n"
    "        \"oauth1\": {\n"
    "          \"signatureMethod\": \"rsa-sha1\",\n"
    "          \"consumerKey\": </auth/consumerKey>,\n"
    "          \"accessToken\": </auth/token>,\n"
    "          \"consumerPrivateKey\": </auth/privateKey>\n"
    "        }\n"
    "      },\n"
    "      \"failStatusCode\": 401\n"
    "    },\n";
static const char auth_oauth2[] = "    \"auth\": {\n"
				  "      \"type\": \"oauth\",\n"
				  "      \"oauth\": {\n"
				  "        \"type\": \"custom\",\n";
static const char grant_code[] =
    "        \"grantType\": \"authorizecode\",\n"
    "        \"authURI\": <2>,\n"
    "        \"tokenURI\": <3>,\n"
    "        \"clientCredentialsLocation\": \"body\",\n";
static const char grant_client[] =
    "        \"grantType\": \"clientcredentials\",\n"
    "        \"tokenURI\": <3>,\n"
    "        \"clientCredentialsLocation\": \"body\",\n";
static const char client_own[] =
    "        \"clientId\": </auth/clientId>,\n"
    "        \"clientSecret\": </auth/clientSecret>\n";
static const char client_shared[] = "        \"useIClientFields\": true\n";
static const char auth_oauth2_end[] = "      },\n"
				      "      \"failStatusCode\": 401\n"
				      "    },\n";
/* Open to nobody, other than serverInfo, so that it tells. */
static const char ping[] = "    \"ping\": {\n"
			   "      \"relativeURI\": \"/rest/api/2/myself\",\n"
			   "      \"method\": \"GET\"\n"
			   "    },\n";
static const char tail[] = "    \"rateLimit\": { \"failStatusCode\": 429 },\n"
			   "    \"retryHeader\": \"Retry-After\"\n"
			   "  }\n"
			   "}\n";

/* A URL of the connection, or "" where it has none. */
static int
find_url(const struct conn *conn, enum endpoint endpoint, struct mem *url,
    struct why *why)
{
	const bool browser = conn->auth == CONN_OAUTH2;

	if (conn->auth != CONN_OAUTH2 &&
	    conn->auth != CONN_CLIENT_CREDENTIALS && endpoint != ENDPOINT_API)
		return 0;
	if (endpoint == ENDPOINT_AUTHORIZE && !browser)
		return 0;
	return endpoint_url(conn, endpoint, url, why);
}

static int
find_name(const struct conn *conn, struct mem *name, struct why *why)
{
	struct mem text = { 0 };
	struct url url;
	size_t i, count = 0;
	int rv = -1;

	if (!conn_get(conn, "/name", name)) {
		if (conn_need(conn, "/url", &text, why) == -1 ||
		    url_split(&url, mem_str(&text), why) == -1)
			goto out;
		mem_printf(name, "Jira %.*s", (int)url.host.len, url.host.at);
	}
	for (i = 0; i < name->len; i++)
		count += (name->data[i] & 0xc0) != 0x80;
	if (count > NAME_MAX_CHARS) {
		why_setx(why, WHY_CONFIG,
		    "%s: /name: is longer than the %d characters of "
		    "integrator.io",
		    conn->name, NAME_MAX_CHARS);
		goto out;
	}
	rv = 0;
out:
	mem_release(&text);
	return rv;
}

/* Both lead to other places than a Jira site's own API. */
static bool
is_api(const struct conn *conn, const char *api)
{
	return text_is(&conn->text, text_at(&conn->text, "/api"), api);
}

static int
find_values(
    const struct conn *conn, struct mem found[static VALUES], struct why *why)
{
	const enum endpoint base =
	    is_api(conn, "devops") ? ENDPOINT_INGEST : ENDPOINT_API;

	if (find_name(conn, &found[NAME], why) == -1 ||
	    endpoint_url(conn, base, &found[BASE], why) == -1 ||
	    find_url(conn, ENDPOINT_AUTHORIZE, &found[AUTHORIZE], why) == -1 ||
	    find_url(conn, ENDPOINT_TOKEN, &found[TOKEN], why) == -1)
		return -1;
	/* Atlassian wants to know whom the token is for before the consent. */
	if (found[AUTHORIZE].len > 0 && conn->product == CONN_CLOUD)
		mem_puts(&found[AUTHORIZE],
		    "?audience=api.atlassian.com&prompt=consent");
	return 0;
}

bool
integrator_is_mask(const struct mem *value)
{
	return value->len >= 4 && strspn(mem_str(value), "*") == value->len;
}

static int
refuse_masks(const struct conn *conn, struct why *why)
{
	struct member member = { 0 };
	struct mem pointer = { 0 }, value = { 0 };
	int rv = -1;

	while (conn_next_secret(&conn->text, &member)) {
		mem_cut(&value, 0);
		text_string(&conn->text, member.value, &value);
		if (member.value.kind != TEXT_STRING ||
		    !integrator_is_mask(&value))
			continue;
		mem_puts(&pointer, "/auth/");
		text_string(&conn->text, member.name, &pointer);
		why_setx(why, WHY_CONFIG,
		    "%s: %s: is a mask, which would be stored as the secret: "
		    "put the secret there",
		    conn->name, mem_str(&pointer));
		goto out;
	}
	rv = 0;
out:
	mem_release(&pointer);
	mem_release(&value);
	return rv;
}

static int
add_scopes(const struct conn *conn, const char *indent, struct mem *out)
{
	struct mem words = { 0 };
	const char *word;
	size_t i, count;

	count = conn_words(conn, "/auth/scopes", &words);
	word = mem_str(&words);
	for (i = 0; i < count; i++) {
		if (i == 0)
			mem_printf(out, "%s\"scope\": [", indent);
		else
			mem_puts(out, ", ");
		text_quote(out, word, strlen(word));
		word += strlen(word) + 1;
	}
	if (count > 0)
		mem_puts(out, "],\n");
	mem_release(&words);
	return 0;
}

/* Whom the token is for goes into the body, which is a form's. */
static void
add_audience(const struct conn *conn, struct mem *out)
{
	struct mem audience = { 0 }, body = { 0 };

	if (!conn_get(conn, "/auth/audience", &audience)) {
		if (!is_api(conn, "devops"))
			goto out;
		mem_puts(&audience, "api.atlassian.com");
	}
	mem_puts(&body, "audience=");
	url_encode(&body, mem_str(&audience), audience.len);
	mem_puts(out, "        \"accessTokenBody\": ");
	text_quote(out, mem_str(&body), body.len);
	mem_puts(out, ",\n");
	if (body.failed)
		out->failed = true;
out:
	mem_release(&audience);
	mem_release(&body);
}

static int
add_oauth2(
    const struct fill *json, bool shared, struct mem *out, struct why *why)
{
	const struct conn *conn = json->conn;
	const bool code = conn->auth == CONN_OAUTH2;

	if (shared && fill(json, with_iclient, out, why) == -1)
		return -1;
	mem_puts(out, auth_oauth2);
	if (fill(json, code ? grant_code : grant_client, out, why) == -1)
		return -1;
	add_scopes(conn, "        ", out);
	if (code)
		mem_printf(
		    out, "        \"oauth2RedirectUrl\": \"%s\",\n", callback);
	if (!code)
		add_audience(conn, out);
	if (fill(json, shared ? client_shared : client_own, out, why) == -1)
		return -1;
	mem_puts(out, auth_oauth2_end);
	return 0;
}

static int
add_auth(const struct fill *json, bool shared, struct mem *out, struct why *why)
{
	switch (json->conn->auth) {
	case CONN_BASIC:
		return fill(json, auth_basic, out, why);
	case CONN_PAT:
		return fill(json, auth_pat, out, why);
	case CONN_OAUTH1:
		return fill(json, auth_oauth1, out, why);
	default:
		return add_oauth2(json, shared, out, why);
	}
}

int
integrator_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why)
{
	const char *values[VALUES];
	const struct fill json = { conn, text_quote, values, false };
	struct mem found[VALUES] = { 0 };
	size_t i;
	int rv = -1;

	if (refuse_masks(conn, why) == -1 ||
	    find_values(conn, found, why) == -1)
		goto out;
	for (i = 0; i < VALUES; i++)
		values[i] = mem_str(&found[i]);
	if (id != NULL)
		values[ICLIENT] = id;
	if (fill(&json, head, out, why) == -1 ||
	    add_auth(&json, id != NULL, out, why) == -1)
		goto out;
	if (!is_api(conn, "csm") && !is_api(conn, "devops"))
		mem_puts(out, ping);
	mem_puts(out, tail);
	rv = mem_check(out, why);
out:
	for (i = 0; i < VALUES; i++)
		mem_release(&found[i]);
	return rv;
}

static const char iclient_head[] =
    "{\n"
    "  \"name\": <0>,\n"
    "  \"provider\": \"custom_oauth2\",\n"
    "  \"formType\": \"http\",\n"
    "  \"oauth2\": {\n"
    "    \"clientId\": </auth/clientId>,\n"
    "    \"clientSecret\": </auth/clientSecret>,\n";
static const char iclient_code[] =
    "    \"grantType\": \"authorizecode\",\n"
    "    \"auth\": {\n"
    "      \"uri\": <2>,\n"
    "      \"queryParameters\": "
    "{ \"audience\": \"api.atlassian.com\", \"prompt\": \"consent\" }\n"
    "    },\n"
    "    \"refresh\": { \"method\": \"POST\", \"uri\": <3> },\n";
static const char iclient_code_server[] =
    "    \"grantType\": \"authorizecode\",\n"
    "    \"auth\": { \"uri\": <2> },\n"
    "    \"refresh\": { \"method\": \"POST\", \"uri\": <3> },\n";
static const char iclient_client[] =
    "    \"grantType\": \"clientcredentials\",\n";
static const char iclient_tail[] =
    "    \"token\": { \"method\": \"POST\", \"uri\": <3> },\n"
    "    \"clientCredentialsLocation\": \"body\",\n";

/* Every host of the URLs, or it sends nothing to them. */
static int
add_domains(const char *const *values, struct mem *out, struct why *why)
{
	struct url authorize = { 0 }, token;

	if (url_split(&token, values[TOKEN], why) == -1)
		return -1;
	mem_puts(out, "    \"validDomainNames\": [");
	text_quote(out, token.host.at, token.host.len);
	if (values[AUTHORIZE][0] != '\0' &&
	    url_split(&authorize, values[AUTHORIZE], why) == -1)
		return -1;
	if (authorize.host.len > 0 && !url_same_origin(&authorize, &token)) {
		mem_puts(out, ", ");
		text_quote(out, authorize.host.at, authorize.host.len);
	}
	mem_puts(out, "]\n  }\n}\n");
	return 0;
}

static int
add_iclient(const struct fill *json, struct mem *out, struct why *why)
{
	const bool cloud = json->conn->product == CONN_CLOUD;
	const bool code = json->conn->auth == CONN_OAUTH2;

	if (fill(json, iclient_head, out, why) == -1)
		return -1;
	if (fill(json,
		!code       ? iclient_client
		    : cloud ? iclient_code
			    : iclient_code_server,
		out, why) == -1)
		return -1;
	add_scopes(json->conn, "    ", out);
	if (code)
		mem_printf(out, "    \"redirectUri\": \"%s\",\n", callback);
	if (fill(json, iclient_tail, out, why) == -1)
		return -1;
	return add_domains(json->values, out, why);
}

int
iclient_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why)
{
	const char *values[VALUES] = { "", "", "", "", "" };
	const struct fill json = { conn, text_quote, values, false };
	struct mem found[VALUES] = { 0 };
	size_t i;
	int rv = -1;

	(void)id;
	if (conn->auth != CONN_OAUTH2 &&
	    conn->auth != CONN_CLIENT_CREDENTIALS) {
		why_setx(why, WHY_USAGE,
		    "an iClient is an app of OAuth 2.0, not \"%s\": use --as "
		    "integrator.io",
		    conn_auth_name(conn->auth));
		goto out;
	}
	if (refuse_masks(conn, why) == -1 ||
	    find_name(conn, &found[NAME], why) == -1 ||
	    find_url(conn, ENDPOINT_AUTHORIZE, &found[AUTHORIZE], why) == -1 ||
	    find_url(conn, ENDPOINT_TOKEN, &found[TOKEN], why) == -1)
		goto out;
	for (i = 0; i < VALUES; i++)
		values[i] = mem_str(&found[i]);
	if (add_iclient(&json, out, why) == -1)
		goto out;
	rv = mem_check(out, why);
out:
	for (i = 0; i < VALUES; i++)
		mem_release(&found[i]);
	return rv;
}
