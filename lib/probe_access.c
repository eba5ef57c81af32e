/* probe_access: who a credential is, and what it may do. */

#include <inttypes.h>
#include <string.h>

#include "conn.h"
#include "head.h"
#include "http.h"
#include "limit.h"
#include "mem.h"
#include "probe_access.h"
#include "rest.h"
#include "text.h"
#include "when.h"
#include "why.h"

static const char *const names[PROBE_CALLS] = {
	[PROBE_PLATFORM] = "platform",
	[PROBE_AGILE] = "agile",
	[PROBE_SERVICE] = "serviceManagement",
	[PROBE_CUSTOMER] = "customerServiceManagement",
	[PROBE_ADMINISTRATION] = "administration",
};

static const char myself[] = "/rest/api/2/myself";
static const char permissions[] =
    "/rest/api/2/mypermissions?permissions=ADMINISTER";

void
probe_access_release(struct probe_access *access)
{
	mem_release(&access->user);
	mem_release(&access->display);
	mem_release(&access->rate.limit);
	mem_release(&access->rate.remaining);
	mem_release(&access->rate.fill);
	mem_release(&access->rate.interval);
	mem_release(&access->rate.reset);
	*access = (struct probe_access){ 0 };
}

const char *
probe_call_name(enum probe_call call)
{
	return names[call];
}

static void
take_number(struct mem *mem, int64_t number)
{
	mem_cut(mem, 0);
	mem_printf(mem, "%" PRId64, number);
}

/*
 * Data Center says so with every answer, Cloud with some, and not always in
 * the same headers: the last answer counts.
 */
static void
take_rate(struct probe_rate *rate, const struct http_reply *reply)
{
	const struct {
		const char *name;
		struct mem *value;
	} headers[] = {
		{ "X-RateLimit-FillRate", &rate->fill },
		{ "X-RateLimit-Interval-Seconds", &rate->interval },
		{ "X-RateLimit-Reset", &rate->reset },
	};
	struct mem said = { 0 };
	struct limit limit;
	size_t i;

	for (i = 0; i < sizeof headers / sizeof headers[0]; i++)
		if (head_get(&reply->head, headers[i].name, &said)) {
			mem_release(headers[i].value);
			*headers[i].value = said;
			said = (struct mem){ 0 };
		}
	limit_read(&limit, &reply->head, when_now());
	if (limit.size > 0)
		take_number(&rate->limit, limit.size);
	if (limit.left >= 0)
		take_number(&rate->remaining, limit.left);
}

static bool
says_no(const struct why *why)
{
	return why->status == WHY_REFUSED || why->status == WHY_ABSENT ||
	    why->status == WHY_NO;
}

/*
 * Ask for a path: yes, or no where Jira says so.  What fails for another
 * reason fails.
 */
static int
ask(struct probe_access *access, const struct rest *rest, const char *path,
    enum probe_call call, struct why *why)
{
	struct http_reply reply = { 0 };
	struct why bad = { 0 };
	int rv = 0;

	if (rest_call(rest, "GET", path, NULL, &reply, &bad) == 0)
		access->calls[call] = PROBE_YES;
	else if (says_no(&bad))
		access->calls[call] = PROBE_NO;
	else {
		*why = bad;
		rv = -1;
	}
	take_rate(&access->rate, &reply);
	http_reply_release(&reply);
	return rv;
}

/* On Cloud there are no names but accounts. */
static int
ask_myself(
    struct probe_access *access, const struct rest *rest, struct why *why)
{
	struct http_reply reply = { 0 };
	struct text text;
	int rv = -1;

	if (rest_call(rest, "GET", myself, NULL, &reply, why) == -1 ||
	    rest_json(&reply, myself, &text, why) == -1)
		goto out;
	if (!rest_string(&text, text.root, "name", &access->user))
		(void)rest_string(&text, text.root, "accountId", &access->user);
	(void)rest_string(&text, text.root, "displayName", &access->display);
	if (access->user.len == 0) {
		why_setx(
		    why, WHY_NONSENSE, "%s: does not say who it is", myself);
		goto out;
	}
	take_rate(&access->rate, &reply);
	access->calls[PROBE_PLATFORM] = PROBE_YES;
	rv = 0;
out:
	http_reply_release(&reply);
	return rv;
}

/* Anybody may ask; the answer says whether. */
static int
ask_administration(
    struct probe_access *access, const struct rest *rest, struct why *why)
{
	struct http_reply reply = { 0 };
	struct text text;
	struct why bad = { 0 };
	struct value have;
	int rv = -1;

	if (rest_call(rest, "GET", permissions, NULL, &reply, &bad) == -1) {
		rv = says_no(&bad) ? 0 : -1;
		if (rv == -1)
			*why = bad;
		goto out;
	}
	take_rate(&access->rate, &reply);
	if (rest_json(&reply, permissions, &text, why) == -1)
		goto out;
	have = text_at(&text, "/permissions/ADMINISTER/havePermission");
	if (have.kind == TEXT_TRUE)
		access->calls[PROBE_ADMINISTRATION] = PROBE_YES;
	else if (have.kind == TEXT_FALSE)
		access->calls[PROBE_ADMINISTRATION] = PROBE_NO;
	rv = 0;
out:
	http_reply_release(&reply);
	return rv;
}

/* A connection to this API alone leads to nothing else. */
static int
ask_customer(
    struct probe_access *access, const struct rest *rest, struct why *why)
{
	struct http_reply reply = { 0 };
	struct why bad = { 0 };
	int rv = 0;

	if (rest_call(rest, "GET", "/api/v1/product", NULL, &reply, &bad) ==
	    0) {
		access->calls[PROBE_CUSTOMER] = PROBE_YES;
		take_rate(&access->rate, &reply);
	} else if (bad.status != WHY_ABSENT && bad.status != WHY_NO) {
		*why = bad;
		rv = -1;
	}
	http_reply_release(&reply);
	return rv;
}

static bool
is_api(const struct rest *rest, const char *api)
{
	const struct text *text = &rest->conn->text;

	return text_is(text, text_at(text, "/api"), api);
}

int
probe_access_who(
    struct probe_access *access, const struct rest *rest, struct why *why)
{
	/* The APIs that take builds and deployments answer no question. */
	if (is_api(rest, "devops"))
		return 0;
	if (is_api(rest, "csm"))
		return ask_customer(access, rest, why);
	return ask_myself(access, rest, why);
}

int
probe_access_look(
    struct probe_access *access, const struct rest *rest, struct why *why)
{
	/* First whether it is good at all: else nothing more is asked. */
	if (probe_access_who(access, rest, why) == -1)
		return -1;
	if (is_api(rest, "devops") || is_api(rest, "csm"))
		return 0;
	if (ask(access, rest, "/rest/agile/1.0/board?maxResults=1", PROBE_AGILE,
		why) == -1 ||
	    ask(access, rest, "/rest/servicedeskapi/servicedesk?limit=1",
		PROBE_SERVICE, why) == -1)
		return -1;
	return ask_administration(access, rest, why);
}
