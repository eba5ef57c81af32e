/* tenant: which site of Jira Cloud a connection leads to. */

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "conn.h"
#include "endpoint.h"
#include "errand.h"
#include "http.h"
#include "mem.h"
#include "reply.h"
#include "tenant.h"
#include "text.h"
#include "url.h"
#include "why.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "abcdefghijklmnopqrstuvwxyz0123456789-";

/* What becomes a part of URLs must not be anything but an id. */
static bool
is_id(const struct mem *id)
{
	return id->len > 0 && id->len <= TENANT_ID_MAX &&
	    strspn(id->data, letters) == id->len;
}

bool
tenant_is_open(const struct conn *conn)
{
	return conn->product == CONN_CLOUD &&
	    text_at(&conn->text, "/cloudId").kind == TEXT_NONE &&
	    text_at(&conn->text, "/endpoints/api").kind == TEXT_NONE;
}

static int
put_bearer(const struct http_request *request, void *arg, struct mem *headers,
    struct why *why)
{
	(void)request;
	mem_printf(headers, "Authorization: Bearer %s\n", (const char *)arg);
	return mem_check(headers, why);
}

/* GET a JSON document; with a token unless that is NULL. */
static int
fetch(const struct conn *conn, struct http *http, enum endpoint endpoint,
    const char *token, struct http_reply *reply, struct text *text,
    struct why *why)
{
	const struct http_signer signer = { .sign = put_bearer,
		.arg = (void *)(uintptr_t)token,
		.bare = true };
	const struct reply_hints hints = { 0 };
	struct http_request request = { .method = "GET",
		.max = TENANT_BODY_MAX };
	struct mem url = { 0 }, headers = { 0 };
	struct why no;
	int rv = -1;

	if (endpoint_url(conn, endpoint, &url, why) == -1)
		goto out;
	mem_puts(&headers, "Accept: application/json\n");
	request.headers = &headers;
	request.url = mem_str(&url);
	if (errand_send(http, &request, token == NULL ? NULL : &signer, reply,
		why) == -1 ||
	    reply_verdict(&request, reply, &hints, why) == -1)
		goto out;
	*text = (struct text){ .name = "the answer", .syntax = TEXT_JSON };
	if (text_read(text, mem_str(&reply->body), reply->body.len, &no) ==
	    -1) {
		why_setx(why, WHY_CONFIG,
		    "the answer is no JSON: is it a site of Jira Cloud?");
		http_at(request.url, why);
		goto out;
	}
	rv = 0;
out:
	mem_release(&url);
	mem_release(&headers);
	return rv;
}

int
tenant_ask(
    const struct conn *conn, struct http *http, struct mem *id, struct why *why)
{
	struct http_reply reply = { 0 };
	struct text text;
	int rv = -1;

	if (fetch(conn, http, ENDPOINT_TENANT_INFO, NULL, &reply, &text, why) ==
	    -1)
		goto out;
	text_string(&text, text_at(&text, "/cloudId"), id);
	if (!is_id(id)) {
		mem_cut(id, 0);
		why_setx(why, WHY_NONSENSE,
		    "%s: the site does not tell its cloudId", conn->name);
		goto out;
	}
	rv = 0;
out:
	http_reply_release(&reply);
	return rv;
}

/* Do two URLs lead to the same host, and to the same path there? */
static bool
is_same_site(const char *a, const char *b)
{
	struct url one, other;
	struct why no;

	if (url_split(&one, a, &no) == -1 || url_split(&other, b, &no) == -1)
		return false;
	while (one.path.len > 0 && one.path.at[one.path.len - 1] == '/')
		one.path.len--;
	while (other.path.len > 0 && other.path.at[other.path.len - 1] == '/')
		other.path.len--;
	return url_same_origin(&one, &other) &&
	    one.path.len == other.path.len &&
	    memcmp(one.path.at, other.path.at, one.path.len) == 0;
}

/* What decides between sites. */
struct choice {
	struct mem url, id; /* of the connection; id may be empty */
	struct mem list;    /* of the sites that it is not */
};

/* Is this one it?  Then its id is in id; the same may come twice. */
static bool
take_site(struct choice *choice, const struct text *text, struct value site,
    struct mem *id)
{
	struct mem url = { 0 };
	bool is;

	mem_cut(id, 0);
	text_string(text, text_member(text, site, "id"), id);
	text_string(text, text_member(text, site, "url"), &url);
	is = is_id(id) &&
	    (choice->id.len > 0
		    ? strcmp(mem_str(id), mem_str(&choice->id)) == 0
		    : is_same_site(mem_str(&choice->url), mem_str(&url)));
	if (!is && is_id(id))
		mem_printf(
		    &choice->list, "\n%s %s", mem_str(id), mem_str(&url));
	mem_release(&url);
	return is;
}

static int
choose(const struct conn *conn, struct http *http, const char *token,
    struct mem *id, struct why *why)
{
	struct http_reply reply = { 0 };
	struct choice choice = { 0 };
	struct member member = { 0 };
	struct text text;
	int rv = -1;

	(void)conn_get(conn, "/url", &choice.url);
	(void)conn_get(conn, "/cloudId", &choice.id);
	if (fetch(conn, http, ENDPOINT_RESOURCES, token, &reply, &text, why) ==
	    -1)
		goto out;
	while (text_next(&text, text.root, &member))
		if (take_site(&choice, &text, member.value, id)) {
			rv = mem_check(id, why);
			goto out;
		}
	mem_cut(id, 0);
	why_setx(why, WHY_CONFIG, "%s: the grant is not for this site%s%s",
	    conn->name,
	    choice.list.len == 0 ? ", nor for any other"
				 : ": write the cloudId of one of these into "
				   "the connection:",
	    mem_str(&choice.list));
out:
	http_reply_release(&reply);
	mem_release(&choice.url);
	mem_release(&choice.id);
	mem_release(&choice.list);
	return rv;
}

/* Where the id is written down, only a clear no says that it is wrong. */
int
tenant_settle(const struct conn *conn, struct http *http, const char *token,
    struct mem *id, struct why *why)
{
	struct mem known = { 0 };
	int rv = 0;

	if (tenant_is_open(conn))
		return choose(conn, http, token, id, why);
	if (conn->product == CONN_CLOUD && conn_get(conn, "/cloudId", &known)) {
		mem_cut(&known, 0);
		rv = choose(conn, http, token, &known, why);
	}
	mem_release(&known);
	if (rv == 0 || why->status == WHY_CONFIG)
		return rv;
	*why = (struct why){ 0 };
	return 0;
}
