/* applink_consumer: the incoming half of an application link, over REST. */

#include <string.h>

#include "applink_consumer.h"
#include "applink_read.h"
#include "applink_want.h"
#include "http.h"
#include "key.h"
#include "mem.h"
#include "rest.h"
#include "text.h"
#include "why.h"

static const char *const places[] = {
	"/rest/applinks-oauth/1.0/applicationlink",
	"/rest/applinks/2.0/applicationlink",
};

/* Call wherever the resource is; WHY_ABSENT when it is nowhere. */
static int
call(const struct rest *rest, const char *method, const char *id,
    const struct mem *body, struct http_reply *reply, struct why *why)
{
	struct mem path = { 0 };
	struct why bad = { .status = WHY_ABSENT };
	size_t i;
	int rv = -1;

	for (i = 0; i < sizeof places / sizeof places[0] && rv == -1 &&
	     bad.status == WHY_ABSENT;
	     i++) {
		mem_cut(&path, 0);
		mem_printf(
		    &path, "%s/%s/authentication/consumer", places[i], id);
		bad = (struct why){ 0 };
		if (mem_check(&path, &bad) == 0)
			rv = rest_call(
			    rest, method, mem_str(&path), body, reply, &bad);
	}
	if (rv == -1)
		*why = bad;
	mem_release(&path);
	return rv;
}

/* A link without a consumer is answered with a 404. */
int
applink_consumer_get(
    const struct rest *rest, struct applink *link, struct why *why)
{
	struct http_reply reply = { 0 };
	struct why bad = { 0 };
	int rv = -1;

	if (call(rest, "GET", mem_str(&link->id), NULL, &reply, &bad) == 0)
		rv = applink_read_consumer(&reply, link, why);
	else if (bad.status == WHY_ABSENT)
		rv = 0;
	else
		*why = bad;
	http_reply_release(&reply);
	return rv;
}

static void
add_member(struct mem *body, const char *before, const char *value)
{
	mem_puts(body, before);
	text_quote(body, value, strlen(value));
}

int
applink_consumer_put(const struct rest *rest, const struct applink_want *want,
    const char *id, struct why *why)
{
	struct http_reply reply = { 0 };
	struct mem body = { 0 }, pem = { 0 };
	int rv = -1;

	if (key_add_public(want->public, &pem, why) == -1)
		goto out;
	add_member(&body, "{\"key\":", want->key);
	add_member(&body, ",\"name\":", want->name);
	add_member(
	    &body, ",\"description\":\"\",\"publicKey\":", mem_str(&pem));
	/* The rights are ignored on a generic link: applink_form sets them. */
	mem_puts(&body,
	    ",\"outgoing\":false,\"twoLOAllowed\":false,"
	    "\"executingTwoLOUser\":null,\"twoLOImpersonationAllowed\":false,"
	    "\"sharedSecret\":null}");
	if (mem_check(&pem, why) == -1 || mem_check(&body, why) == -1)
		goto out;
	rv = call(rest, "PUT", id, &body, &reply, why);
out:
	http_reply_release(&reply);
	mem_release(&body);
	mem_release(&pem);
	return rv;
}
