/* auth: a connection's credential on a request. */

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "auth.h"
#include "conn.h"
#include "consumer.h"
#include "head.h"
#include "mem.h"
#include "reply.h"
#include "url.h"
#include "url_resolve.h"
#include "why.h"

struct auth {
	const struct conn *conn;
	const struct scheme *scheme;
	struct mem value; /* of the header, for those who have one for all */
	struct consumer consumer; /* OAuth 1.0a */
	struct mem token;         /* OAuth 1.0a; empty: two-legged */
	struct mem requestor;     /* OAuth 1.0a: on whose behalf; or empty */
};

/* How the types differ. */
struct scheme {
	int (*load)(struct auth *auth, struct why *why);
	int (*send)(struct auth *auth, struct http *http,
	    const struct http_request *request, struct http_reply *reply,
	    struct why *why);
	const char *advice; /* after a refusal without a reason */
};

/* RFC 9110, 11.6.2 wants less than any control character or blank. */
static int
check_plain(const struct conn *conn, const char *pointer,
    const struct mem *secret, struct why *why)
{
	size_t i;

	for (i = 0; i < secret->len; i++)
		if ((unsigned char)secret->data[i] <= ' ' ||
		    (unsigned char)secret->data[i] >= 0x7f)
			return why_setx(why, WHY_CONFIG,
			    "%s: %s: holds a character that no token has",
			    conn->name, pointer);
	return 0;
}

/* RFC 7617: the pair in UTF-8; a colon may occur in the password alone. */
static int
load_basic(struct auth *auth, struct why *why)
{
	struct mem pair = { 0 };
	char *room;
	int rv = -1;

	if (conn_need(auth->conn, "/auth/username", &pair, why) == -1)
		goto out;
	if (memchr(pair.data, ':', pair.len) != NULL) {
		why_setx(why, WHY_CONFIG, "%s: /auth/username: holds a colon",
		    auth->conn->name);
		goto out;
	}
	mem_putc(&pair, ':');
	if (conn_secret(auth->conn, "/auth/apiToken", &pair, why) == -1)
		goto out;
	mem_puts(&auth->value, "Basic ");
	room = mem_room(&auth->value, (pair.len + 2) / 3 * 4 + 1);
	if (mem_check(&pair, why) == -1 || mem_check(&auth->value, why) == -1)
		goto out;
	mem_grew(&auth->value,
	    (size_t)EVP_EncodeBlock((unsigned char *)room,
		(const unsigned char *)pair.data, (int)pair.len));
	rv = 0;
out:
	mem_release(&pair);
	return rv;
}

static int
load_bearer(struct auth *auth, const char *pointer, struct why *why)
{
	struct mem token = { 0 };
	int rv = -1;

	if (conn_secret(auth->conn, pointer, &token, why) == -1 ||
	    check_plain(auth->conn, pointer, &token, why) == -1)
		goto out;
	mem_printf(&auth->value, "Bearer %s", mem_str(&token));
	rv = mem_check(&auth->value, why);
out:
	mem_release(&token);
	return rv;
}

static int
load_pat(struct auth *auth, struct why *why)
{
	return load_bearer(auth, "/auth/token", why);
}

static int
load_oauth2(struct auth *auth, struct why *why)
{
	return load_bearer(auth, "/auth/accessToken", why);
}

/*
 * A requestor makes the request two-legged: Jira would not look at it beside
 * a token, and act as the token's user without a word.
 */
static int
load_oauth1(struct auth *auth, struct why *why)
{
	const struct conn *conn = auth->conn;

	if (consumer_open(&auth->consumer, conn, why) == -1)
		return -1;
	if (conn_get(conn, "/auth/requestor", &auth->requestor))
		return mem_check(&auth->requestor, why);
	if (text_at(&conn->text, "/auth/token").kind == TEXT_NONE)
		return why_setx(why, WHY_REFUSED,
		    "%s: holds no token yet: run jira-token -c %s authorize",
		    conn->name, conn->name);
	return conn_secret(conn, "/auth/token", &auth->token, why);
}

static int
put_value(const struct http_request *request, void *arg, struct mem *headers,
    struct why *why)
{
	const struct auth *auth = arg;

	(void)request;
	mem_printf(headers, "Authorization: %s\n", mem_str(&auth->value));
	return mem_check(headers, why);
}

static int
send_value(struct auth *auth, struct http *http,
    const struct http_request *request, struct http_reply *reply,
    struct why *why)
{
	const struct http_signer signer = { put_value, auth, true };

	return http_send(http, request, &signer, reply, why);
}

static const char requestor[] = "xoauth_requestor_id";

/* Does the query name somebody already, and by just that parameter? */
static bool
has_requestor(struct piece query)
{
	struct piece name, value;

	while (url_next_pair(&query, &name, &value))
		if (name.len == sizeof requestor - 1 &&
		    memcmp(name.at, requestor, name.len) == 0)
			return true;
	return false;
}

/* It is a parameter of the request, not of the protocol: it is signed, too. */
static void
add_requestor(const struct auth *auth, const char *text, struct mem *mem)
{
	struct why bad;
	struct url url;

	if (url_split(&url, text, &bad) == -1 || auth->requestor.len == 0 ||
	    has_requestor(url.query)) {
		mem_puts(mem, text);
		return;
	}
	mem_printf(mem, "%.*s?", (int)url.base.len, url.base.at);
	if (url.query.len > 0)
		mem_printf(mem, "%.*s&", (int)url.query.len, url.query.at);
	mem_printf(mem, "%s=", requestor);
	url_encode(mem, auth->requestor.data, auth->requestor.len);
}

static int
send_oauth1(struct auth *auth, struct http *http,
    const struct http_request *request, struct http_reply *reply,
    struct why *why)
{
	struct http_request signable = *request;
	struct mem url = { 0 };
	int rv = -1;

	add_requestor(auth, request->url, &url);
	if (mem_check(&url, why) == -1)
		goto out;
	signable.url = mem_str(&url);
	rv = consumer_send(&auth->consumer, http, &signable,
	    mem_str(&auth->token), NULL, reply, why);
out:
	mem_release(&url);
	return rv;
}

static const struct scheme schemes[] = {
	[CONN_BASIC] = { load_basic, send_value,
	    "check the user name and the password or API token" },
	[CONN_PAT] = { load_pat, send_value,
	    "the token is wrong, has ended or was revoked" },
	[CONN_OAUTH1] = { load_oauth1, send_oauth1,
	    "Jira does not take the token, or the application link allows no "
	    "two-legged access or impersonation" },
	[CONN_OAUTH2] = { load_oauth2, send_value,
	    "the token has ended, was revoked, or lacks a scope" },
	[CONN_CLIENT_CREDENTIALS] = { load_oauth2, send_value,
	    "the token has ended, was revoked, or lacks a scope" },
};

struct auth *
auth_new(const struct conn *conn, struct why *why)
{
	struct auth *auth;

	if ((auth = calloc(1, sizeof *auth)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	auth->conn = conn;
	auth->scheme = &schemes[conn->auth];
	if (auth->scheme->load(auth, why) == -1) {
		auth_free(auth);
		return NULL;
	}
	return auth;
}

void
auth_free(struct auth *auth)
{
	if (auth == NULL)
		return;
	consumer_release(&auth->consumer);
	mem_release(&auth->value);
	mem_release(&auth->token);
	mem_release(&auth->requestor);
	free(auth);
}

int
auth_header(struct auth *auth, struct mem *header, struct why *why)
{
	if (auth->value.len == 0)
		return why_setx(why, WHY_USAGE,
		    "a header of OAuth 1.0a is good for one request: use "
		    "jira-request, or jira-oauth1-sign -o curl");
	return put_value(NULL, auth, header, why);
}

/* Where a redirect leads that stays within the origin of a GET or HEAD. */
static bool
follow(const struct http_request *request, const struct http_reply *reply,
    struct mem *target)
{
	struct mem location = { 0 };
	struct url from, to;
	struct why bad;
	bool follows;

	if (strcmp(request->method, "GET") != 0 &&
	    strcmp(request->method, "HEAD") != 0)
		return false;
	if (!reply_redirects(reply))
		return false;
	(void)head_get(&reply->head, "Location", &location);
	follows =
	    url_resolve(target, request->url, mem_str(&location), &bad) == 0 &&
	    url_split(&from, request->url, &bad) == 0 &&
	    url_split(&to, mem_str(target), &bad) == 0 &&
	    url_same_origin(&from, &to) && !reply_is_login(to.path);
	mem_release(&location);
	return follows;
}

static int
fail_loop(const struct http_request *request, struct why *why)
{
	struct mem where = { 0 };

	http_where(request->url, &where);
	why_setx(why, WHY_NONSENSE, "%s: more than %d redirects",
	    mem_str(&where), AUTH_REDIRECTS_MAX);
	mem_release(&where);
	return -1;
}

int
auth_send(struct auth *auth, struct http *http,
    const struct http_request *request, struct http_reply *reply,
    struct why *why)
{
	struct http_request now = *request;
	struct mem url = { 0 }, next = { 0 };
	int rv, left = AUTH_REDIRECTS_MAX;

	while ((rv = auth->scheme->send(auth, http, &now, reply, why)) == 0 &&
	    follow(&now, reply, &next)) {
		if (left-- == 0) {
			rv = fail_loop(request, why);
			break;
		}
		mem_release(&url);
		url = next;
		next = (struct mem){ 0 };
		now.url = mem_str(&url);
	}
	mem_release(&url);
	mem_release(&next);
	return rv;
}

int
auth_verdict(const struct auth *auth, const struct http_request *request,
    const struct http_reply *reply, struct why *why)
{
	const struct reply_hints hints = {
		.base = auth->consumer.base.len == 0
		    ? NULL
		    : mem_str(&auth->consumer.base),
		.advice = auth->scheme->advice,
	};

	return reply_verdict(request, reply, &hints, why);
}
