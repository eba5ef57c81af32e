/* approval: somebody's yes to a connection, by whichever OAuth it has. */

#include <stddef.h>
#include <string.h>

#include "approval.h"
#include "conn.h"
#include "consent.h"
#include "dance.h"
#include "mem.h"
#include "url.h"
#include "why.h"

/* How the types differ; those without a row take no person. */
struct approval_way {
	const char *prompt;
	int (*callback)(const struct conn *conn, const char *given,
	    struct mem *url, struct why *why);
	int (*begin)(struct approval *approval, const struct conn *conn,
	    struct http *http, const char *listens, struct why *why);
	const char *(*url)(const struct approval *approval);
	enum callback (*judge)(const char *query, struct approval *approval);
	int (*end)(struct approval *approval, const char *answer,
	    struct grant *grant, struct why *why);
};

static int
callback_oauth1(const struct conn *conn, const char *given, struct mem *url,
    struct why *why)
{
	(void)conn;
	if (given == NULL)
		mem_puts(url, "http://localhost/callback");
	else if (strcmp(given, "oob") != 0)
		mem_puts(url, given);
	return mem_check(url, why);
}

static int
begin_oauth1(struct approval *approval, const struct conn *conn,
    struct http *http, const char *listens, struct why *why)
{
	return dance_begin(&approval->dance, conn, http,
	    listens == NULL ? "oob" : listens, why);
}

static const char *
url_oauth1(const struct approval *approval)
{
	return mem_str(&approval->dance.url);
}

static enum callback
judge_oauth1(const char *query, struct approval *approval)
{
	return dance_judge(query, &approval->dance);
}

static int
end_oauth1(struct approval *approval, const char *answer, struct grant *grant,
    struct why *why)
{
	struct mem verifier = { 0 };
	int rv = -1;

	if (dance_verifier(&approval->dance, answer, &verifier, why) == 0)
		rv =
		    dance_end(&approval->dance, mem_str(&verifier), grant, why);
	mem_release(&verifier);
	return rv;
}

/* A listener takes any port where none is written; this one has to be it. */
static int
callback_oauth2(const struct conn *conn, const char *given, struct mem *url,
    struct why *why)
{
	struct mem redirect = { 0 };
	struct url parts;
	int rv = -1;

	if (given != NULL) {
		why_setx(why, WHY_USAGE,
		    "--callback: the answer comes to the redirectUri of the "
		    "connection, as it is registered");
		goto out;
	}
	if (conn_need(conn, "/auth/redirectUri", &redirect, why) == -1 ||
	    url_split(&parts, mem_str(&redirect), why) == -1)
		goto out;
	if (!parts.tls && url_is_loopback(&parts))
		mem_printf(url, "http://%.*s:%u%.*s", (int)parts.host.len,
		    parts.host.at, parts.port, (int)parts.path.len,
		    parts.path.at);
	rv = mem_check(url, why);
out:
	mem_release(&redirect);
	return rv;
}

static int
begin_oauth2(struct approval *approval, const struct conn *conn,
    struct http *http, const char *listens, struct why *why)
{
	(void)listens;
	return consent_begin(&approval->consent, conn, http, why);
}

static const char *
url_oauth2(const struct approval *approval)
{
	return mem_str(&approval->consent.url);
}

static enum callback
judge_oauth2(const char *query, struct approval *approval)
{
	return consent_judge(query, &approval->consent);
}

static int
end_oauth2(struct approval *approval, const char *answer, struct grant *grant,
    struct why *why)
{
	return consent_end(&approval->consent, answer, grant, why);
}

static const struct approval_way ways[] = {
	[CONN_OAUTH1] = { "Verifier, or the URL the browser ended on: ",
	    callback_oauth1, begin_oauth1, url_oauth1, judge_oauth1,
	    end_oauth1 },
	[CONN_OAUTH2] = { "The URL the browser ended on: ", callback_oauth2,
	    begin_oauth2, url_oauth2, judge_oauth2, end_oauth2 },
};

int
approval_callback(const struct conn *conn, const char *given, bool paste,
    struct mem *url, struct why *why)
{
	if (conn->auth >= sizeof ways / sizeof ways[0] ||
	    ways[conn->auth].callback == NULL)
		return why_setx(why, WHY_USAGE,
		    "%s: a credential of type %s is given, not authorized",
		    conn->name, conn_auth_name(conn->auth));
	if (ways[conn->auth].callback(conn, given, url, why) == -1)
		return -1;
	if (paste)
		mem_cut(url, 0);
	return 0;
}

int
approval_begin(struct approval *approval, const struct conn *conn,
    struct http *http, const char *listens, struct why *why)
{
	approval->way = &ways[conn->auth];
	return approval->way->begin(approval, conn, http, listens, why);
}

void
approval_release(struct approval *approval)
{
	dance_release(&approval->dance);
	consent_release(&approval->consent);
	approval->way = NULL;
}

const char *
approval_url(const struct approval *approval)
{
	return approval->way->url(approval);
}

const char *
approval_prompt(const struct approval *approval)
{
	return approval->way->prompt;
}

enum callback
approval_judge(const char *query, void *arg)
{
	struct approval *approval = arg;

	return approval->way->judge(query, approval);
}

int
approval_end(struct approval *approval, const char *answer, struct grant *grant,
    struct why *why)
{
	return approval->way->end(approval, answer, grant, why);
}
