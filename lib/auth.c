/* auth: a connection's credential on a request. */

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "auth.h"
#include "conn.h"
#include "consumer.h"
#include "errand.h"
#include "mem.h"
#include "reply.h"
#include "why.h"

struct auth {
	const struct conn *conn;
	const struct scheme *scheme;
	struct mem value; /* of the header, for those who have one for all */
	struct http_signer signer;
	bool many; /* requests are under way at once */

	/* OAuth 1.0a */
	struct consumer consumer;
	struct consumer_call call;
	struct mem token;     /* empty: two-legged */
	struct mem requestor; /* on whose behalf; or empty */
};

/* How the types differ. */
struct scheme {
	int (*load)(struct auth *auth, struct why *why);
	const char *advice; /* after a refusal without a reason */
};

static int
put_value(const struct http_request *request, void *arg, struct mem *headers,
    struct why *why)
{
	const struct auth *auth = arg;

	(void)request;
	mem_printf(headers, "Authorization: %s\n", mem_str(&auth->value));
	return mem_check(headers, why);
}

/* One value that is good for all requests. */
static void
take_value(struct auth *auth)
{
	auth->signer = (struct http_signer){
		.sign = put_value, .arg = auth, .bare = true
	};
}

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
	take_value(auth);
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
	take_value(auth);
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
	auth->call =
	    (struct consumer_call){ .consumer = &auth->consumer, .token = "" };
	auth->signer = consumer_signer(&auth->call);
	if (conn_get(conn, "/auth/requestor", &auth->requestor)) {
		auth->call.requestor = &auth->requestor;
		return mem_check(&auth->requestor, why);
	}
	if (text_at(&conn->text, "/auth/token").kind == TEXT_NONE)
		return why_setx(why, WHY_REFUSED,
		    "%s: holds no token yet: run jira-token -c %s authorize",
		    conn->name, conn->name);
	if (conn_secret(conn, "/auth/token", &auth->token, why) == -1)
		return -1;
	auth->call.token = mem_str(&auth->token);
	return 0;
}

static const struct scheme schemes[] = {
	[CONN_BASIC] = { load_basic,
	    "check the user name and the password or API token" },
	[CONN_PAT] = { load_pat,
	    "the token is wrong, has ended or was revoked" },
	[CONN_OAUTH1] = { load_oauth1,
	    "Jira does not take the token, or the application link allows no "
	    "two-legged access or impersonation" },
	[CONN_OAUTH2] = { load_oauth2,
	    "the token has ended, was revoked, or lacks a scope" },
	[CONN_CLIENT_CREDENTIALS] = { load_oauth2,
	    "the token has ended, was revoked, or lacks a scope" },
};

static struct auth *
begin(const struct conn *conn, enum conn_auth type, struct why *why)
{
	struct auth *auth;

	if ((auth = calloc(1, sizeof *auth)) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		return NULL;
	}
	auth->conn = conn;
	auth->scheme = &schemes[type];
	return auth;
}

struct auth *
auth_token(const struct conn *conn, const struct mem *token, struct why *why)
{
	struct auth *auth;

	if ((auth = begin(conn, CONN_PAT, why)) == NULL)
		return NULL;
	take_value(auth);
	mem_printf(&auth->value, "Bearer %s", mem_str(token));
	if (mem_check(&auth->value, why) == -1) {
		auth_free(auth);
		return NULL;
	}
	return auth;
}

struct auth *
auth_new(const struct conn *conn, struct why *why)
{
	struct auth *auth;

	if ((auth = begin(conn, conn->auth, why)) == NULL)
		return NULL;
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

int
auth_send(struct auth *auth, struct http *http,
    const struct http_request *request, struct http_reply *reply,
    struct why *why)
{
	return errand_send(http, request, &auth->signer, reply, why);
}

const struct http_signer *
auth_signer(struct auth *auth, bool many)
{
	auth->many = many;
	return &auth->signer;
}

int
auth_verdict(const struct auth *auth, const struct http_request *request,
    const struct http_reply *reply, struct why *why)
{
	const struct reply_hints hints = {
		.base = auth->many || auth->consumer.base.len == 0
		    ? NULL
		    : mem_str(&auth->consumer.base),
		.advice = auth->scheme->advice,
	};

	return reply_verdict(request, reply, &hints, why);
}
