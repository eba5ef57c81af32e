/* consumer: who signs a connection's requests with OAuth 1.0a. */

#include <string.h>

#include <openssl/evp.h>

#include "conn.h"
#include "consumer.h"
#include "head.h"
#include "oauth1.h"
#include "oauth1_problem.h"
#include "signing.h"
#include "url.h"
#include "when.h"
#include "why.h"

/* What may help once when the request is signed and sent again. */
enum {
	CLOCK = 1,
	NONCE = 2
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
	const struct consumer_call *call = arg;
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
add_requestor(const char *text, void *arg, struct mem *mem)
{
	const struct consumer_call *call = arg;
	struct why bad;
	struct url url;

	if (call->requestor == NULL || url_split(&url, text, &bad) == -1 ||
	    has_requestor(url.query)) {
		mem_puts(mem, text);
		return;
	}
	mem_printf(mem, "%.*s?", (int)url.base.len, url.base.at);
	if (url.query.len > 0)
		mem_printf(mem, "%.*s&", (int)url.query.len, url.query.at);
	mem_printf(mem, "%s=", requestor);
	url_encode(mem, call->requestor->data, call->requestor->len);
}

/* Each hope gets used up. */
static bool
again(const struct http_reply *reply, void *arg, struct http_hope *hope)
{
	struct consumer *consumer = ((struct consumer_call *)arg)->consumer;
	struct oauth1_problem problem = { 0 };
	struct mem authenticate = { 0 };
	bool hopeful = false;

	if (reply->status != 400 && reply->status != 401)
		return false;
	(void)head_get(&reply->head, "WWW-Authenticate", &authenticate);
	if (!oauth1_problem_read(&problem, reply->body.data, reply->body.len,
		mem_str(&authenticate)))
		goto out;
	if (!(hope->used & CLOCK) && problem.has_clock &&
	    oauth1_problem_is(&problem, "timestamp_refused")) {
		consumer->skew = (long)(problem.clock - when_now());
		hope->used |= CLOCK;
		hopeful = true;
	} else if (!(hope->used & NONCE) &&
	    oauth1_problem_is(&problem, "nonce_used")) {
		hope->used |= NONCE;
		hopeful = true;
	}
out:
	oauth1_problem_release(&problem);
	mem_release(&authenticate);
	return hopeful;
}

struct http_signer
consumer_signer(struct consumer_call *call)
{
	return (struct http_signer){ .sign = sign,
		.arg = call,
		.again = again,
		.dress = add_requestor };
}

int
consumer_send(struct consumer *consumer, struct http *http,
    const struct http_request *request, const char *token,
    const struct oauth1_params *protocol, struct http_reply *reply,
    struct why *why)
{
	struct consumer_call call = { consumer, token, protocol, NULL };
	const struct http_signer signer = consumer_signer(&call);
	struct http_hope hope = { 0 };

	do {
		if (http_send(http, request, &signer, reply, why) == -1)
			return -1;
	} while (again(reply, &call, &hope));
	return 0;
}
