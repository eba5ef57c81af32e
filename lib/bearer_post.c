/* bearer_post: one exchange with a token endpoint of OAuth 2.0. */

#include <string.h>
#include <strings.h>

#include "bearer_post.h"
#include "conn.h"
#include "endpoint.h"
#include "grant.h"
#include "head.h"
#include "http.h"
#include "mem.h"
#include "oauth2.h"
#include "reply.h"
#include "when.h"
#include "why.h"

/* It signs nothing; that it is there has http_send() want TLS. */
static int
put_type(const struct http_request *request, void *arg, struct mem *headers,
    struct why *why)
{
	const struct bearer_order *order = arg;

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

static void
judge_error(struct bearer_order *order, const struct http_reply *reply,
    const struct oauth2_error *error, struct why *why)
{
	struct mem words = { 0 };
	enum status status = oauth2_error_words(error, &words);

	order->unread =
	    reply->status == 400 && strcmp(error->name, "invalid_request") == 0;
	why_setx(why, reply->status >= 500 ? WHY_LATER : status, "%u: %s",
	    reply->status, mem_str(&words));
	mem_release(&words);
}

/* Without its own words a server has refused nothing for good. */
static int
judge_status(struct bearer_order *order, const struct http_request *request,
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
judge(struct bearer_order *order, const struct http_request *request,
    const struct http_reply *reply, struct why *why)
{
	struct oauth2_error error = { 0 };
	int rv;

	if (reply->status >= 400 && reply->status != 429 &&
	    oauth2_error_read(&error, mem_str(&reply->body), reply->body.len)) {
		judge_error(order, reply, &error, why);
		rv = http_at(request->url, why);
	} else if (reply->status < 300 && is_page(reply)) {
		why_setx(why, WHY_LATER,
		    "%u: a page in HTML in the place of a token: is there a "
		    "proxy in between?",
		    reply->status);
		rv = http_at(request->url, why);
	} else {
		rv = judge_status(order, request, reply, why);
	}
	oauth2_error_release(&error);
	return rv;
}

/* A server may repeat what it was sent. */
static void
hush(const struct bearer_order *order, struct why *why)
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

int
bearer_post(const struct conn *conn, struct http *http, enum endpoint endpoint,
    struct bearer_order *order, struct grant *grant, struct why *why)
{
	const struct http_signer signer = {
		.sign = put_type, .arg = order, .bare = true
	};
	struct http_request request = { .method = "POST",
		.max = GRANT_BODY_MAX };
	struct http_reply reply = { 0 };
	struct mem url = { 0 };
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
		http_at(request.url, why);
		goto out;
	}
	rv = 0;
out:
	http_reply_release(&reply);
	mem_release(&url);
	return rv;
}

void
bearer_order_release(struct bearer_order *order)
{
	oauth2_params_release(&order->params);
	mem_release(&order->id);
	mem_release(&order->secret);
	mem_release(&order->token);
	mem_release(&order->redirect);
	mem_release(&order->scopes);
}
