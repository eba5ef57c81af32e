/* pat: personal access tokens, asked for, made and deleted. */

#include <string.h>

#include "conn.h"
#include "http.h"
#include "mem.h"
#include "pat.h"
#include "probe_site.h"
#include "rest.h"
#include "text.h"
#include "why.h"

static const char path[] = "/rest/pat/latest/tokens";

/* Where there are none, the version tells why. */
static int
fail_absent(const struct rest *rest, struct why *why)
{
	struct probe_site site = { 0 };
	struct mem url = { 0 };
	struct why ignored = { 0 };

	if (conn_get(rest->conn, "/url", &url) &&
	    probe_site_look(&site, rest->http, mem_str(&url), &ignored) == 0 &&
	    site.major != 0 && !probe_site_since(&site, PAT_MAJOR, PAT_MINOR))
		why_setx(why, WHY_ABSENT,
		    "%s: Jira %u.%u has no personal access tokens: they came "
		    "with %d.%d; use an application link or a password",
		    rest->conn->name, site.major, site.minor, PAT_MAJOR,
		    PAT_MINOR);
	else
		why_setx(why, WHY_ABSENT,
		    "%s: there are no personal access tokens: the app that "
		    "has them is disabled, or Jira is older than %d.%d",
		    rest->conn->name, PAT_MAJOR, PAT_MINOR);
	probe_site_release(&site);
	mem_release(&url);
	return -1;
}

static int
check_product(const struct rest *rest, struct why *why)
{
	if (rest->conn->product == CONN_CLOUD)
		return why_setx(why, WHY_ABSENT,
		    "%s: Jira Cloud has no personal access tokens: make an "
		    "API token at "
		    "https://id.atlassian.com/manage-profile/security/"
		    "api-tokens",
		    rest->conn->name);
	return 0;
}

/* A 404 or 405 at the collection is about the whole feature. */
static int
call(const struct rest *rest, const char *method, const struct mem *body,
    struct http_reply *reply, struct why *why)
{
	if (check_product(rest, why) == -1)
		return -1;
	if (rest_call(rest, method, path, body, reply, why) == 0)
		return 0;
	if (reply->status == 404 || reply->status == 405)
		return fail_absent(rest, why);
	return -1;
}

int
pats_ask(struct pats *pats, const struct rest *rest, struct why *why)
{
	struct http_reply reply = { 0 };
	int rv = -1;

	if (call(rest, "GET", NULL, &reply, why) == -1)
		goto out;
	if (pats_parse(pats, mem_str(&reply.body), reply.body.len, why) == -1) {
		why_at(why, "%s", path);
		goto out;
	}
	rv = 0;
out:
	http_reply_release(&reply);
	return rv;
}

/* What a refusal to make one means, behind the server's own words. */
static void
explain(
    const struct conn *conn, unsigned int status, size_t count, struct why *why)
{
	const struct why refusal = *why;
	const char *name = conn->path == NULL ? "-" : conn->path;

	if (status == 400)
		why_setx(why, WHY_NO,
		    "%.300s: the name or the days do not suit this Jira",
		    refusal.msg);
	else if (status == 403 && count >= PAT_LIMIT)
		why_setx(why, WHY_REFUSED,
		    "%.300s: there are %zu tokens, Jira lets a person have %d "
		    "unless it is told otherwise, and a new one is made before "
		    "an old one goes: revoke one that is not needed: "
		    "jira-token -c %s list, then revoke --id ID",
		    refusal.msg, count, PAT_LIMIT, name);
	else if (status == 403)
		why_setx(why, WHY_REFUSED,
		    "%.300s: the licence is without them, or %zu are the most "
		    "that a person may have here: then revoke one that is not "
		    "needed: jira-token -c %s list, then revoke --id ID",
		    refusal.msg, count, name);
}

static void
add_order(struct mem *body, const char *name, unsigned int days)
{
	mem_puts(body, "{\"name\":");
	text_quote(body, name, strlen(name));
	if (days > 0)
		mem_printf(body, ",\"expirationDuration\":%u", days);
	mem_putc(body, '}');
}

int
pat_make(const struct rest *rest, const char *name, unsigned int days,
    size_t count, struct pat *pat, bool *unsure, struct why *why)
{
	struct http_reply reply = { 0 };
	struct mem body = { 0 };
	int rv = -1;

	*unsure = false;
	add_order(&body, name, days);
	if (mem_check(&body, why) == -1)
		goto out;
	*unsure = true;
	if (call(rest, "POST", &body, &reply, why) == -1) {
		/* A refusal of the request is the one sure answer. */
		if (reply.status >= 400 && reply.status <= 499 &&
		    reply.status != 408)
			*unsure = false;
		explain(rest->conn, reply.status, count, why);
		goto out;
	}
	if (pat_parse(pat, mem_str(&reply.body), reply.body.len, why) == -1) {
		why_at(why, "%s", path);
		goto out;
	}
	*unsure = false;
	rv = 0;
out:
	http_reply_release(&reply);
	mem_release(&body);
	return rv;
}

int
pat_delete(
    const struct rest *rest, const char *id, bool *there, struct why *why)
{
	struct http_reply reply = { 0 };
	struct mem one = { 0 };
	struct why bad = { 0 };
	int rv = -1;

	mem_printf(&one, "%s/%s", path, id);
	if (mem_check(&one, why) == -1)
		goto out;
	rv = rest_call(rest, "DELETE", mem_str(&one), NULL, &reply, &bad);
	*there = rv == 0;
	if (rv == -1 && bad.status == WHY_ABSENT)
		rv = 0;
	else if (rv == -1)
		*why = bad;
out:
	http_reply_release(&reply);
	mem_release(&one);
	return rv;
}
