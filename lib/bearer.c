/* bearer: tokens of OAuth 2.0, asked of a connection's token endpoint. */

#include <string.h>

#include "bearer.h"
#include "bearer_post.h"
#include "conn.h"
#include "endpoint.h"
#include "grant.h"
#include "http.h"
#include "mem.h"
#include "oauth2.h"
#include "tenant.h"
#include "text.h"
#include "when.h"
#include "why.h"

static const int64_t day = 86400; /* seconds */

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
begin(const struct conn *conn, struct bearer_order *order,
    const char *grant_type, struct why *why)
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

/* Who is let in to the DevOps interfaces says so (jira-connection(5)). */
static void
add_audience(const struct conn *conn, struct bearer_order *order)
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
	struct bearer_order order = { .params.form = form };
	int rv = -1;

	if (begin(conn, &order, "client_credentials", why) == -1)
		goto out;
	add_audience(conn, &order);
	conn_join(conn, "/auth/scopes", &order.scopes);
	oauth2_add(&order.params, "scope", mem_str(&order.scopes));
	rv = bearer_post(conn, http, ENDPOINT_TOKEN, &order, grant, why);
out:
	*unread = order.unread;
	bearer_order_release(&order);
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
	struct bearer_order order = { .params.form = form_of(conn) };
	int rv = -1;

	if (begin(conn, &order, "authorization_code", why) == -1 ||
	    conn_need(conn, "/auth/redirectUri", &order.redirect, why) == -1)
		goto out;
	mem_puts(&order.token, code);
	oauth2_add(&order.params, "code", code);
	oauth2_add(&order.params, "redirect_uri", mem_str(&order.redirect));
	oauth2_add(&order.params, "code_verifier", verifier);
	if (bearer_post(conn, http, ENDPOINT_TOKEN, &order, grant, why) == -1)
		goto out;
	set_idle_end(grant);
	if (grant->handle.len > 0 && is_cloud(conn))
		grant->absolute_end = when_now() + BEARER_GRANT_DAYS * day;
	rv = 0;
out:
	bearer_order_release(&order);
	return rv;
}

/* Data Center is known to refuse a refresh without the redirect URI. */
int
bearer_refresh(const struct conn *conn, struct http *http, struct grant *grant,
    struct why *why)
{
	struct bearer_order order = { .params.form = form_of(conn) };
	int rv = -1;

	if (begin(conn, &order, "refresh_token", why) == -1 ||
	    conn_secret(conn, "/auth/refreshToken", &order.token, why) == -1)
		goto out;
	oauth2_add(&order.params, "refresh_token", mem_str(&order.token));
	if (!is_cloud(conn) &&
	    conn_get(conn, "/auth/redirectUri", &order.redirect))
		oauth2_add(
		    &order.params, "redirect_uri", mem_str(&order.redirect));
	if (bearer_post(conn, http, ENDPOINT_TOKEN, &order, grant, why) == -1)
		goto out;
	if (grant->handle.len == 0)
		mem_add(&grant->handle, order.token.data, order.token.len);
	set_idle_end(grant);
	rv = mem_check(&grant->handle, why);
out:
	bearer_order_release(&order);
	return rv;
}

int
bearer_try(const struct conn *conn, struct http *http, struct why *why)
{
	struct bearer_order order = { .params.form = form_of(conn) };
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
	if (bearer_post(conn, http, ENDPOINT_TOKEN, &order, &grant, &said) == 0)
		why_setx(why, WHY_NONSENSE,
		    "%s: the server takes a refresh token that nobody has",
		    conn->name);
	else if (said.status == WHY_REFUSED)
		rv = 0;
	else
		*why = said;
out:
	grant_release(&grant);
	bearer_order_release(&order);
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
	struct bearer_order order = { .params.form = OAUTH2_FORM };
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
	rv = bearer_post(conn, http, ENDPOINT_REVOKE, &order, NULL, why);
out:
	bearer_order_release(&order);
	return rv;
}
