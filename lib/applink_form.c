/* applink_form: the consumer as Jira's own configuration page sends it. */

#include <string.h>

#include "applink_form.h"
#include "applink_want.h"
#include "auth.h"
#include "endpoint.h"
#include "head.h"
#include "http.h"
#include "key.h"
#include "mem.h"
#include "reply.h"
#include "rest.h"
#include "url.h"
#include "why.h"

static const char path[] =
    "/plugins/servlet/applinks/auth/conf/oauth/add-consumer-manually/";

static void
add_pair(struct mem *form, const char *name, const char *value)
{
	mem_printf(form, "%s%s=", form->len == 0 ? "" : "&", name);
	url_encode(form, value, strlen(value));
}

static int
compose(struct mem *form, const struct applink_want *want, struct why *why)
{
	struct mem pem = { 0 };
	int rv;

	rv = key_add_public(want->public, &pem, why);
	add_pair(form, "oauth-incoming-enabled", "true");
	add_pair(form, "key", want->key);
	add_pair(form, "consumerName", want->name);
	add_pair(form, "description", "");
	add_pair(form, "publicKey", mem_str(&pem));
	add_pair(form, "callback", "");
	add_pair(form, "two-lo-enabled", want->two_legged ? "true" : "false");
	add_pair(form, "two-lo-execute-as",
	    want->execute_as == NULL ? "" : want->execute_as);
	add_pair(form, "two-lo-impersonation-enabled",
	    want->impersonation ? "true" : "false");
	mem_release(&pem);
	return rv == -1 ? -1 : mem_check(form, why);
}

/* A redirect says yes, unless it is to where one logs in or confirms. */
static int
judge(const struct rest *rest, const struct http_request *request,
    const struct http_reply *reply, struct why *why)
{
	struct mem location = { 0 }, where = { 0 };
	int rv = 0;

	http_where(request->url, &where);
	if (reply->status == 200)
		rv = why_setx(why, WHY_NO,
		    "%s: Jira shows the form of the consumer again, and so "
		    "does not take it",
		    mem_str(&where));
	else if (!reply_redirects(reply))
		rv = auth_verdict(rest->auth, request, reply, why);
	else if (head_get(&reply->head, "Location", &location) &&
	    (strcasestr(mem_str(&location), "login") != NULL ||
		strcasestr(mem_str(&location), "websudo") != NULL ||
		strcasestr(mem_str(&location), "authenticate") != NULL))
		rv = why_setx(why, WHY_REFUSED,
		    "%s: %u: Jira wants a system administrator to log in and "
		    "confirm",
		    mem_str(&where), reply->status);
	mem_release(&location);
	mem_release(&where);
	return rv;
}

int
applink_form(const struct rest *rest, const struct applink_want *want,
    const char *id, struct why *why)
{
	struct http_reply reply = { 0 };
	struct mem url = { 0 }, form = { 0 }, headers = { 0 }, place = { 0 };
	struct http_request request = {
		.method = "POST", .headers = &headers, .max = REST_BODY_MAX
	};
	int rv = -1;

	mem_puts(&headers,
	    "Content-Type: application/x-www-form-urlencoded\n"
	    "X-Atlassian-Token: no-check\n");
	mem_printf(&place, "%s%s", path, id);
	if (compose(&form, want, why) == -1 || mem_check(&place, why) == -1 ||
	    endpoint_join(rest->conn, mem_str(&place), &url, why) == -1)
		goto out;
	request.url = mem_str(&url);
	request.body = mem_str(&form);
	request.len = form.len;
	if (auth_send(rest->auth, rest->http, &request, &reply, why) == -1)
		goto out;
	rv = judge(rest, &request, &reply, why);
out:
	http_reply_release(&reply);
	mem_release(&url);
	mem_release(&form);
	mem_release(&headers);
	mem_release(&place);
	return rv;
}
