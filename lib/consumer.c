/* consumer: who signs a connection's requests with OAuth 1.0a. */

#include <string.h>

#include <openssl/evp.h>

#include "conn.h"
#include "consumer.h"
#include "head.h"
#include "oauth1.h"
#include "oauth1_problem.h"
#include "signing.h"
#include "when.h"
#include "why.h"

/* What one request is signed with. */
struct call {
	struct consumer *consumer;
	const char *token;
	const struct oauth1_params *protocol;
};

int
consumer_open(
    struct consumer *consumer, const struct conn *conn, struct why *why)
{
	*consumer = (struct consumer){ 0 };
	if (conn_need(conn, "/auth/consumerKey", &consumer->name, why) == -1)
		return -1;
	if ((consumer->key = signing_key(conn, why)) == NULL)
		return -1;
	return 0;
}

void
consumer_release(struct consumer *consumer)
{
	mem_release(&consumer->name);
	mem_release(&consumer->base);
	EVP_PKEY_free(consumer->key);
	*consumer = (struct consumer){ 0 };
}

static bool
is_form(const struct http_request *request)
{
	static const char form[] = "application/x-www-form-urlencoded";
	struct mem type = { 0 };
	bool is;

	is = request->headers != NULL &&
	    head_get(request->headers, "Content-Type", &type) &&
	    strncasecmp(mem_str(&type), form, sizeof form - 1) == 0;
	mem_release(&type);
	return is;
}

static int
sign(const struct http_request *request, void *arg, struct mem *headers,
    struct why *why)
{
	const struct call *call = arg;
	struct consumer *consumer = call->consumer;
	const struct oauth1 oauth1 = {
		.consumer_key = mem_str(&consumer->name),
		.token = call->token,
		.key = consumer->key,
		.skew = consumer->skew,
	};
	struct oauth1_request signable = {
		.method = request->method,
		.url = request->url,
		.protocol = call->protocol,
	};

	if (request->body != NULL && is_form(request)) {
		signable.form = request->body;
		signable.form_len = request->len;
	}
	mem_cut(&consumer->base, 0);
	mem_puts(headers, "Authorization: ");
	if (oauth1_sign(&oauth1, &signable, headers, &consumer->base, why) ==
	    -1)
		return -1;
	mem_putc(headers, '\n');
	return 0;
}

/* What may help when the request is signed and sent once more. */
struct hope {
	bool clock, nonce;
};

/* Is there any, after this answer?  Each gets used up. */
static bool
is_hopeful(struct consumer *consumer, const struct http_reply *reply,
    struct hope *hope)
{
	struct oauth1_problem problem = { 0 };
	struct mem authenticate = { 0 };
	bool again = false;

	if (reply->status != 400 && reply->status != 401)
		return false;
	(void)head_get(&reply->head, "WWW-Authenticate", &authenticate);
	if (!oauth1_problem_read(&problem, reply->body.data, reply->body.len,
		mem_str(&authenticate)))
		goto out;
	if (hope->clock && problem.has_clock &&
	    oauth1_problem_is(&problem, "timestamp_refused")) {
		consumer->skew = (long)(problem.clock - when_now());
		hope->clock = false;
		again = true;
	} else if (hope->nonce && oauth1_problem_is(&problem, "nonce_used")) {
		hope->nonce = false;
		again = true;
	}
out:
	oauth1_problem_release(&problem);
	mem_release(&authenticate);
	return again;
}

int
consumer_send(struct consumer *consumer, struct http *http,
    const struct http_request *request, const char *token,
    const struct oauth1_params *protocol, struct http_reply *reply,
    struct why *why)
{
	struct call call = { consumer, token, protocol };
	const struct http_signer signer = { sign, &call, false };
	struct hope hope = { true, true };

	do {
		if (http_send(http, request, &signer, reply, why) == -1)
			return -1;
	} while (is_hopeful(consumer, reply, &hope));
	return 0;
}
