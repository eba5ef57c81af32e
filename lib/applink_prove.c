/* applink_prove: does Jira let the consumer in? */

#include <string.h>

#include "applink_prove.h"
#include "conn.h"
#include "dance.h"
#include "endpoint.h"
#include "mem.h"
#include "rest.h"
#include "text.h"
#include "why.h"

static void
add_string(struct mem *mem, const char *before, const char *s)
{
	mem_puts(mem, before);
	text_quote(mem, s, strlen(s));
}

/* A connection as the consumer will have it, at the administrator's URLs. */
static int
compose(const struct rest *rest, const char *consumer_key, const char *key_file,
    struct conn *conn, struct why *why)
{
	struct mem bytes = { 0 }, url = { 0 }, token = { 0 };
	int rv = -1;

	if (conn_need(rest->conn, "/url", &url, why) == -1 ||
	    endpoint_url(rest->conn, ENDPOINT_REQUEST_TOKEN, &token, why) == -1)
		goto out;
	add_string(&bytes, "{\"product\":\"server\",\"url\":", mem_str(&url));
	add_string(
	    &bytes, ",\"endpoints\":{\"requestToken\":", mem_str(&token));
	add_string(&bytes,
	    "},\"auth\":{\"type\":\"oauth1\",\"consumerKey\":", consumer_key);
	add_string(&bytes, ",\"privateKey\":{\"file\":", key_file);
	mem_puts(&bytes, "}}}");
	if (mem_check(&bytes, why) == -1 ||
	    conn_adopt(conn, &bytes, why) == -1 || conn_check(conn, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&bytes);
	mem_release(&url);
	mem_release(&token);
	return rv;
}

int
applink_prove(const struct rest *rest, const char *consumer_key,
    const char *key_file, struct why *why)
{
	struct conn conn = { .name = "the application link" };
	struct dance dance = { 0 };
	int rv = -1;

	if (compose(rest, consumer_key, key_file, &conn, why) == -1)
		goto out;
	if (dance_begin(&dance, &conn, rest->http, "oob", why) == -1)
		goto out;
	rv = 0;
out:
	dance_release(&dance);
	conn_release(&conn);
	return rv;
}
