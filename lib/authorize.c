/* authorize: have somebody grant a connection its tokens, and keep them. */

#include <stddef.h>

#include "approval.h"
#include "ask.h"
#include "authorize.h"
#include "browse.h"
#include "conn.h"
#include "grant.h"
#include "http.h"
#include "listen.h"
#include "mem.h"
#include "tenant.h"
#include "token.h"
#include "why.h"

/* A browser outlives us, and may not have the connection's secrets. */
static void
open_browser(
    const struct authorize *how, const struct conn *conn, const char *url)
{
	struct mem variables = { 0 };
	struct why why = { 0 };

	conn_variables(conn, &variables);
	if (mem_check(&variables, &why) == -1 ||
	    browse(url, &variables, &why) == -1)
		how->say("%s", why.msg);
	mem_release(&variables);
}

/* The answer that the browser brings, or that somebody types. */
static int
wait_answer(const struct authorize *how, const struct conn *conn,
    struct listen *listen, struct approval *approval, struct mem *answer,
    struct why *why)
{
	const char *url = approval_url(approval);

	how->say("to approve, open %s", url);
	if (how->browser)
		open_browser(how, conn, url);
	if (listen != NULL)
		return listen_wait(listen, how->seconds, approval_judge,
		    approval, answer, why);
	return ask(approval_prompt(approval), conn->path != NULL, how->seconds,
	    answer, why);
}

/* From the question to the tokens. */
static int
obtain(const struct authorize *how, const struct conn *conn, struct http *http,
    struct listen *listen, struct grant *grant, struct why *why)
{
	struct approval approval = { 0 };
	struct mem answer = { 0 };
	int rv = -1;

	if (approval_begin(&approval, conn, http,
		listen == NULL ? NULL : listen_url(listen), why) == -1)
		goto out;
	if (wait_answer(how, conn, listen, &approval, &answer, why) == -1)
		goto out;
	if (approval_end(&approval, mem_str(&answer), grant, why) == -1)
		goto out;
	rv = 0;
out:
	approval_release(&approval);
	mem_release(&answer);
	return rv;
}

/* What was approved is kept first: which site it is for can be said later. */
static int
keep(struct conn *conn, struct http *http, const struct grant *grant,
    struct why *unsettled, struct why *why)
{
	struct mem site = { 0 };
	int rv = -1;

	if (token_keep(conn, grant, why) == -1)
		goto out;
	rv = 0;
	if (tenant_settle(
		conn, http, mem_str(&grant->token), &site, unsettled) == 0 &&
	    site.len > 0)
		rv = token_keep_site(conn, mem_str(&site), why);
out:
	mem_release(&site);
	return rv;
}

int
authorize_conn(struct conn *conn, const struct http_options *options,
    const struct authorize *how, struct why *unsettled, struct why *why)
{
	struct grant grant = { 0 };
	struct http *http = NULL;
	struct listen *listen = NULL;
	struct mem callback = { 0 };
	int rv = -1;

	if (approval_callback(
		conn, how->callback, how->paste, &callback, why) == -1)
		goto out;

	/* Nobody has to approve what could not be kept. */
	if (token_guard(conn, why) == -1)
		goto out;

	if (callback.len > 0 &&
	    (listen = listen_new(mem_str(&callback), why)) == NULL)
		goto out;
	if ((http = http_new(options, why)) == NULL)
		goto out;
	if (obtain(how, conn, http, listen, &grant, why) == -1)
		goto out;
	rv = keep(conn, http, &grant, unsettled, why);
out:
	grant_release(&grant);
	http_free(http);
	listen_free(listen);
	mem_release(&callback);
	return rv;
}
