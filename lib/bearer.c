/* bearer: tokens of OAuth 2.0, asked of a connection's token endpoint. */

#include <string.h>
#include <strings.h>

#include "bearer.h"
#include "conn.h"
#include "endpoint.h"
#include "grant.h"
#include "head.h"
#include "http.h"
#include "mem.h"
#include "oauth2.h"
#include "reply.h"
#include "tenant.h"
#include "text.h"
#include "when.h"
#include "why.h"

static const int64_t day = 86400; /* seconds */

/* What is said to a token endpoint, with the secrets that are in it. */
struct order {
	struct oauth2_params params;
	struct mem id, secret, token;
	struct mem redirect, scopes;
	bool unread; /* the server could not read the body */
};

static void
order_release(struct order *order)
{
	oauth2_params_release(&order->params);
	mem_release(&order->id);
	mem_release(&order->secret);
	mem_release(&order->token);
	mem_release(&order->redirect);
	mem_release(&order->scopes);
}

static bool
is_cloud(const struct conn *conn)
{
	return conn->product == CONN_CLOUD;
}

static bool
is_held(const struct conn *conn, const char *pointer)
{
	return text_at(&conn->text, pointer).kind != TEXT_NONE &&
	    !conn_is_vacant(conn, pointer);
}

static enum oauth2_form
form_of(const struct conn *conn)
{
	return is_cloud(conn) ? OAUTH2_JSON : OAUTH2_FORM;
}

/* What every body begins with. */
static int
begin(const struct conn *conn, struct order *order, const char *grant_type,
    struct why *why)
{
	if (conn_need(conn, "/auth/clientId", &order->id, why) == -1)
		return -1;
	if (is_held(conn, "/auth/clientSecret") &&
	    conn_secret(conn, "/auth/clientSecret", &order->secret, why) == -1)
		return -1;
	oauth2_add(&order->params, "grant_type", grant_type);
	oauth2_add(&order->params, "client_id", mem_str(&order->id));
	oauth2_add(&order->params, "client_secret", mem_str(&order->secret));
	return 0;
}

/* It signs nothing; that it is there has http_send() want TLS. */
static int
put_type(const struct http_request *request, void *arg, struct mem *headers,
    struct why *why)
{
	const struct order *order = arg;

	(void)request;
	mem_printf(headers, "Content-Type: %s\nAccept: application/json\n",
	    oauth2_type(order->params.form));
	return mem_check(headers, why);
}

/* A proxy's page is no answer of the server's, whatever its status. */
static bool
is_page(const struct http_reply *reply)
{
	const char *body = mem_str(&reply->body);
	struct mem type = { 0 };
	bool is;

	is = body[strspn(body, " \t\r\n")] == '<' ||
	    (head_get(&reply->head, "Content-Type", &type) &&
		strncasecmp(mem_str(&type), "text/html", 9) == 0);
	mem_release(&type);
	return is;
}

static int
judge_error(struct order *order, const struct http_reply *reply,
    const struct oauth2_error *error, struct why *why)
{
	struct mem words = { 0 };
	enum status status = oauth2_error_words(error, &words);

	order->unread =
	    reply->status == 400 && strcmp(error->name, "invalid_request") == 0;
	why_setx(why, reply->status >= 500 ? WHY_LATER : status, "%u: %s",
	    reply->status, mem_str(&words));
	mem_release(&words);
	return -1;
}

/* Without its own words a server has refused nothing for good. */
static int
judge_status(struct order *order, const struct http_request *request,
    const struct http_reply *reply, struct why *why)
{
	const struct reply_hints hints = { 0 };

	order->unread = reply->status == 415;
	if (reply_verdict(request, reply, &hints, why) == 0)
		return 0;
	if (why->status == WHY_REFUSED)
		why->status = WHY_LATER;
	return -1;
}

static int
judge(struct order *order, const struct http_request *request,
    const struct http_reply *reply, struct why *why)
{
	struct oauth2_error error = { 0 };
	struct mem where = { 0 };
	int rv;

	http_where(request->url, &where);
	if (reply->status >= 400 && reply->status != 429 &&
	    oauth2_error_read(&error, mem_str(&reply->body), reply->body.len)) {
		rv = judge_error(order, reply, &error, why);
		why_at(why, "%s", mem_str(&where));
	} else if (reply->status < 300 && is_page(reply)) {
		rv = why_setx(why, WHY_LATER,
		    "%s: %u: a page in HTML in the place of a token: is there "
		    "a proxy in between?",
		    mem_str(&where), reply->status);
	} else {
		rv = judge_status(order, request, reply, why);
	}
	oauth2_error_release(&error);
	mem_release(&where);
	return rv;
}

/* A server may repeat what it was sent. */
static void
hush(const struct order *order, struct why *why)
{
	const struct mem *const secrets[] = { &order->secret, &order->token };
	size_t i;

	for (i = 0; i < sizeof secrets / sizeof secrets[0]; i++)
		if (secrets[i]->len > 0 &&
		    strstr(why->msg, secrets[i]->data) != NULL) {
			explicit_bzero(why->msg, sizeof why->msg);
			why_setx(why, why->status,
			    "the server repeats a secret in its error, which "
			    "is not shown");
		}
}

/* One exchange; grant is NULL where none is wanted. */
static int
post(const struct conn *conn, struct http *http, enum endpoint endpoint,
    struct order *order, struct grant *grant, struct why *why)
{
	const struct http_signer signer = {
		.sign = put_type, .arg = order, .bare = true
	};
	struct http_request request = { .method = "POST",
		.max = GRANT_BODY_MAX };
	struct http_reply reply = { 0 };
	struct mem url = { 0 }, where = { 0 };
	int rv = -1;

	if (oauth2_end(&order->params, why) == -1 ||
	    endpoint_url(conn, endpoint, &url, why) == -1)
		goto out;
	request.url = mem_str(&url);
	request.body = mem_str(&order->params.text);
	request.len = order->params.text.len;
	if (http_send(http, &request, &signer, &reply, why) == -1)
		goto out;
	if (judge(order, &request, &reply, why) == -1) {
		hush(order, why);
		goto out;
	}
	if (grant != NULL &&
	    grant_read_json(grant, mem_str(&reply.body), reply.body.len,
		when_now(), why) == -1) {
		http_where(request.url, &where);
		why_at(why, "%s", mem_str(&where));
		goto out;
	}
	rv = 0;
out:
	http_reply_release(&reply);
	mem_release(&url);
	mem_release(&where);
	return rv;
}

/* Who is let in to the DevOps interfaces says so (jira-connection(5)). */
static void
add_audience(const struct conn *conn, struct order *order)
{
	struct mem audience = { 0 };

	if (!conn_get(conn, "/auth/audience", &audience) && is_cloud(conn) &&
	    text_is(&conn->text, text_at(&conn->text, "/api"), "devops"))
		mem_puts(&audience, "api.atlassian.com");
	oauth2_add(&order->params, "audience", mem_str(&audience));
	mem_release(&audience);
}

static int
fetch(const struct conn *conn, struct http *http, enum oauth2_form form,
    struct grant *grant, bool *unread, struct why *why)
{
	struct order order = { .params.form = form };
	int rv = -1;

	if (begin(conn, &order, "client_credentials", why) == -1)
		goto out;
	add_audience(conn, &order);
	conn_join(conn, "/auth/scopes", &order.scopes);
	oauth2_add(&order.params, "scope", mem_str(&order.scopes));
	rv = post(conn, http, ENDPOINT_TOKEN, &order, grant, why);
out:
	*unread = order.unread;
	order_release(&order);
	return rv;
}

int
bearer_fetch(const struct conn *conn, struct http *http, struct grant *grant,
    struct why *why)
{
	struct mem site = { 0 };
	bool unread;
	int rv = -1;

	if (tenant_is_open(conn) && tenant_ask(conn, http, &site, why) == -1)
		goto out;
	rv = fetch(conn, http, form_of(conn), grant, &unread, why);
	/* Others have been seen to send "OAuth credentials" in a form. */
	if (rv == -1 && unread && is_cloud(conn))
		rv = fetch(conn, http, OAUTH2_FORM, grant, &unread, why);
	if (rv == 0) {
		grant->site = site;
		site = (struct mem){ 0 };
	}
out:
	mem_release(&site);
	return rv;
}

static void
set_idle_end(struct grant *grant)
{
	if (grant->handle.len > 0)
		grant->renewable_until = when_now() + BEARER_IDLE_DAYS * day;
}

int
bearer_exchange(const struct conn *conn, struct http *http, const char *code,
    const char *verifier, struct grant *grant, struct why *why)
{
	struct order order = { .params.form = form_of(conn) };
	int rv = -1;

	if (begin(conn, &order, "authorization_code", why) == -1 ||
	    conn_need(conn, "/auth/redirectUri", &order.redirect, why) == -1)
		goto out;
	mem_puts(&order.token, code);
	oauth2_add(&order.params, "code", code);
	oauth2_add(&order.params, "redirect_uri", mem_str(&order.redirect));
	oauth2_add(&order.params, "code_verifier", verifier);
	if (post(conn, http, ENDPOINT_TOKEN, &order, grant, why) == -1)
		goto out;
	set_idle_end(grant);
	if (grant->handle.len > 0 && is_cloud(conn))
		grant->absolute_end = when_now() + BEARER_GRANT_DAYS * day;
	rv = 0;
out:
	order_release(&order);
	return rv;
}

/* Data Center is known to refuse a refresh without the redirect URI. */
int
bearer_refresh(const struct conn *conn, struct http *http, struct grant *grant,
    struct why *why)
{
	struct order order = { .params.form = form_of(conn) };
	int rv = -1;

	if (begin(conn, &order, "refresh_token", why) == -1 ||
	    conn_secret(conn, "/auth/refreshToken", &order.token, why) == -1)
		goto out;
	oauth2_add(&order.params, "refresh_token", mem_str(&order.token));
	if (!is_cloud(conn) &&
	    conn_get(conn, "/auth/redirectUri", &order.redirect))
		oauth2_add(
		    &order.params, "redirect_uri", mem_str(&order.redirect));
	if (post(conn, http, ENDPOINT_TOKEN, &order, grant, why) == -1)
		goto out;
	if (grant->handle.len == 0)
		mem_add(&grant->handle, order.token.data, order.token.len);
	set_idle_end(grant);
	rv = mem_check(&grant->handle, why);
out:
	order_release(&order);
	return rv;
}

int
bearer_try(const struct conn *conn, struct http *http, struct why *why)
{
	struct order order = { .params.form = form_of(conn) };
	struct grant grant = { 0 };
	struct why said = { 0 };
	char random[OAUTH2_RANDOM_LEN + 1];
	int rv = -1;

	oauth2_random(random);
	if (begin(conn, &order, "refresh_token", why) == -1)
		goto out;
	mem_puts(&order.token, random);
	oauth2_add(&order.params, "refresh_token", random);
	if (!is_cloud(conn) &&
	    conn_get(conn, "/auth/redirectUri", &order.redirect))
		oauth2_add(
		    &order.params, "redirect_uri", mem_str(&order.redirect));
	if (post(conn, http, ENDPOINT_TOKEN, &order, &grant, &said) == 0)
		why_setx(why, WHY_NONSENSE,
		    "%s: the server takes a refresh token that nobody has",
		    conn->name);
	else if (said.status == WHY_REFUSED)
		rv = 0;
	else
		*why = said;
out:
	grant_release(&grant);
	order_release(&order);
	return rv;
}

/* What a person can do where no call can. */
static void
fail_irrevocable(const struct conn *conn, struct why *why)
{
	const char *path = conn->path == NULL ? "-" : conn->path;

	if (conn->auth == CONN_CLIENT_CREDENTIALS)
		why_setx(why, WHY_ABSENT,
		    "%s: Jira Cloud has no call to revoke a token of client "
		    "credentials: it ends by itself; revoke the credentials "
		    "where they were made, then run jira-token -c %s forget",
		    conn->name, path);
	else
		why_setx(why, WHY_ABSENT,
		    "%s: Jira Cloud has no call to revoke a grant: take the "
		    "app away at https://id.atlassian.com/manage-profile/apps, "
		    "then run jira-token -c %s forget",
		    conn->name, path);
}

int
bearer_revoke(const struct conn *conn, struct http *http, struct why *why)
{
	const bool renewable = is_held(conn, "/auth/refreshToken");
	struct order order = { .params.form = OAUTH2_FORM };
	int rv = -1;

	if (is_cloud(conn) && !is_held(conn, "/endpoints/revoke")) {
		fail_irrevocable(conn, why);
		goto out;
	}
	if (begin(conn, &order, NULL, why) == -1 ||
	    conn_secret(conn,
		renewable ? "/auth/refreshToken" : "/auth/accessToken",
		&order.token, why) == -1)
		goto out;
	oauth2_add(&order.params, "token", mem_str(&order.token));
	oauth2_add(&order.params, "token_type_hint",
	    renewable ? "refresh_token" : "access_token");
	rv = post(conn, http, ENDPOINT_REVOKE, &order, NULL, why);
out:
	order_release(&order);
	return rv;
}
