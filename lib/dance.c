/* dance: the three legs of OAuth 1.0a, and its renewal. */

#include <string.h>

#include <openssl/crypto.h>

#include "conn.h"
#include "dance.h"
#include "endpoint.h"
#include "http.h"
#include "mem.h"
#include "oauth1.h"
#include "reply.h"
#include "url.h"
#include "when.h"
#include "why.h"

/* One exchange with a token endpoint, which is a POST without a body. */
static int
ask(struct consumer *consumer, const struct conn *conn, struct http *http,
    enum endpoint endpoint, const char *token,
    const struct oauth1_params *params, struct grant *grant, struct why *why)
{
	struct http_request request = { .method = "POST",
		.max = GRANT_BODY_MAX };
	struct http_reply reply = { 0 };
	struct reply_hints hints = { 0 };
	struct mem url = { 0 };
	int rv = -1;

	if (endpoint_url(conn, endpoint, &url, why) == -1)
		goto out;
	request.url = mem_str(&url);
	if (consumer_send(
		consumer, http, &request, token, params, &reply, why) == -1)
		goto out;
	hints.base = mem_str(&consumer->base);
	if (reply_verdict(&request, &reply, &hints, why) == -1)
		goto out;
	if (grant_read_form(grant, mem_str(&reply.body), reply.body.len,
		when_now(), why) == -1) {
		http_at(request.url, why);
		goto out;
	}
	rv = 0;
out:
	http_reply_release(&reply);
	mem_release(&url);
	return rv;
}

static int
compose_url(struct dance *dance, struct why *why)
{
	if (endpoint_url(dance->conn, ENDPOINT_AUTHORIZE, &dance->url, why) ==
	    -1)
		return -1;
	mem_puts(&dance->url, "?oauth_token=");
	url_encode(
	    &dance->url, dance->request.token.data, dance->request.token.len);
	return mem_check(&dance->url, why);
}

int
dance_begin(struct dance *dance, const struct conn *conn, struct http *http,
    const char *callback, struct why *why)
{
	struct oauth1_params params = { 0 };
	int rv = -1;

	*dance = (struct dance){ .conn = conn, .http = http };
	oauth1_add(&params, "oauth_callback", callback);
	if (consumer_open(&dance->consumer, conn, why) == -1)
		goto out;
	if (ask(&dance->consumer, conn, http, ENDPOINT_REQUEST_TOKEN, NULL,
		&params, &dance->request, why) == -1)
		goto out;
	if (!dance->request.confirmed) {
		why_setx(why, WHY_CONFIG,
		    "%s: the server does not confirm the callback: it offers "
		    "OAuth 1.0 but not 1.0a",
		    conn->name);
		goto out;
	}
	if (compose_url(dance, why) == -1)
		goto out;
	rv = 0;
out:
	oauth1_params_release(&params);
	return rv;
}

void
dance_release(struct dance *dance)
{
	consumer_release(&dance->consumer);
	grant_release(&dance->request);
	mem_release(&dance->url);
}

/* Both tokens are the server's, yet who guesses must not learn by time. */
static bool
is_ours(const struct dance *dance, const char *query)
{
	const struct mem *ours = &dance->request.token;
	struct mem token = { 0 };
	bool is;

	is = callback_take(query, "oauth_token", &token) &&
	    token.len == ours->len &&
	    CRYPTO_memcmp(token.data, ours->data, ours->len) == 0;
	mem_release(&token);
	return is;
}

enum callback
dance_judge(const char *query, void *arg)
{
	const struct dance *dance = arg;
	struct mem verifier = { 0 };
	enum callback callback = CALLBACK_STRANGE;

	if (is_ours(dance, query) &&
	    callback_take(query, "oauth_verifier", &verifier) &&
	    verifier.len > 0)
		callback = strcmp(verifier.data, "denied") == 0
		    ? CALLBACK_DENIED
		    : CALLBACK_GRANTED;
	mem_release(&verifier);
	return callback;
}

int
dance_verifier(const struct dance *dance, const char *answer,
    struct mem *verifier, struct why *why)
{
	struct mem query = { 0 };
	int rv = -1;

	callback_typed(answer, &query);
	if (strchr(mem_str(&query), '=') == NULL) {
		mem_add(verifier, query.data, query.len);
	} else if (!is_ours(dance, mem_str(&query))) {
		why_setx(
		    why, WHY_USAGE, "this is the answer to another request");
		goto out;
	} else {
		(void)callback_take(
		    mem_str(&query), "oauth_verifier", verifier);
	}
	if (verifier->len == 0 || verifier->len > DANCE_VERIFIER_MAX) {
		why_setx(why, WHY_USAGE, "there is no verifier in this answer");
		goto out;
	}
	if (strcmp(verifier->data, "denied") == 0) {
		why_setx(why, WHY_REFUSED, "access was denied in the browser");
		goto out;
	}
	rv = mem_check(verifier, why);
out:
	mem_release(&query);
	return rv;
}

int
dance_end(struct dance *dance, const char *verifier, struct grant *grant,
    struct why *why)
{
	struct oauth1_params params = { 0 };
	int rv;

	oauth1_add(&params, "oauth_verifier", verifier);
	rv = ask(&dance->consumer, dance->conn, dance->http,
	    ENDPOINT_ACCESS_TOKEN, mem_str(&dance->request.token), &params,
	    grant, why);
	oauth1_params_release(&params);
	return rv;
}

int
dance_renew(const struct conn *conn, struct http *http, struct grant *grant,
    struct why *why)
{
	struct consumer consumer = { 0 };
	struct oauth1_params params = { 0 };
	struct mem token = { 0 }, handle = { 0 };
	int rv = -1;

	if (conn_secret(conn, "/auth/token", &token, why) == -1 ||
	    conn_secret(conn, "/auth/sessionHandle", &handle, why) == -1)
		goto out;
	oauth1_add(&params, "oauth_session_handle", mem_str(&handle));
	if (consumer_open(&consumer, conn, why) == -1)
		goto out;
	if (ask(&consumer, conn, http, ENDPOINT_ACCESS_TOKEN, mem_str(&token),
		&params, grant, why) == -1)
		goto out;
	rv = 0;
out:
	consumer_release(&consumer);
	oauth1_params_release(&params);
	mem_release(&token);
	mem_release(&handle);
	return rv;
}
