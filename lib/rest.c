/* rest: one call of Jira's REST API, with the credential of a connection. */

#include "auth.h"
#include "endpoint.h"
#include "http.h"
#include "manners.h"
#include "mem.h"
#include "rest.h"
#include "text.h"
#include "why.h"

int
rest_call(const struct rest *rest, const char *method, const char *path,
    const struct mem *body, struct http_reply *reply, struct why *why)
{
	struct mem headers = { 0 }, url = { 0 };
	struct http_request request = {
		.method = method,
		.headers = &headers,
		.body = body == NULL ? NULL : mem_str(body),
		.len = body == NULL ? 0 : body->len,
		.max = REST_BODY_MAX,
	};
	int rv = -1;

	manners_default(&headers, "Accept", "application/json");
	manners_add(&headers, method, body == NULL ? NULL : "application/json");
	if (mem_check(&headers, why) == -1 ||
	    endpoint_join(rest->conn, path, &url, why) == -1)
		goto out;
	request.url = mem_str(&url);
	if (auth_send(rest->auth, rest->http, &request, reply, why) == -1)
		goto out;
	if (auth_verdict(rest->auth, &request, reply, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&headers);
	mem_release(&url);
	return rv;
}

int
rest_json(const struct http_reply *reply, const char *path, struct text *text,
    struct why *why)
{
	*text = (struct text){ .name = path, .syntax = TEXT_JSON };
	if (text_read(text, mem_str(&reply->body), reply->body.len, why) == 0)
		return 0;
	why->status = WHY_NONSENSE;
	return why_at(why, "the answer is no JSON");
}

bool
rest_string(const struct text *text, struct value object, const char *name,
    struct mem *mem)
{
	const struct value value = text_member(text, object, name);

	if (value.kind != TEXT_STRING)
		return false;
	text_string(text, value, mem);
	return true;
}

bool
rest_true(const struct text *text, struct value object, const char *name)
{
	return text_member(text, object, name).kind == TEXT_TRUE;
}
