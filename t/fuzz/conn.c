/* Whatever is checked as a connection can be used as one. */

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "conn.h"
#include "endpoint.h"
#include "mem.h"
#include "secret.h"
#include "url.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Each URL of a good connection is one, and "/x" joined stays below it. */
static void
use(const struct conn *conn)
{
	struct mem url = { 0 };
	struct why why = { 0 };
	struct url parts;
	int i;

	for (i = ENDPOINT_REQUEST_TOKEN; i <= ENDPOINT_INGEST; i++) {
		mem_cut(&url, 0);
		if (endpoint_url(conn, (enum endpoint)i, &url, &why) == -1) {
			if (why.status != WHY_CONFIG)
				abort();
		} else if (url_split(&parts, mem_str(&url), &why) == -1)
			abort();
	}
	mem_cut(&url, 0);
	if (endpoint_join(conn, "/x", &url, &why) == -1) {
		if (why.status != WHY_CONFIG)
			abort();
	} else if (url_split(&parts, mem_str(&url), &why) == -1)
		abort();
	mem_release(&url);
}

/* A member is set and is there, and deleted and is not, whatever else is. */
static void
change(struct conn *conn)
{
	static const struct conn_change bad = { "/name", "two\nlines" };
	static const struct conn_change good = { "/name", "o\"u" };
	static const struct conn_change none = { "/name", NULL };
	const bool secret = conn_holds_secret(conn);
	const enum conn_auth auth = conn->auth;
	struct mem name = { 0 };
	struct why why = { 0 };

	if (conn_change(conn, &bad, 1, &why) != -1 || why.status != WHY_CONFIG)
		abort();
	if (conn_change(conn, &good, 1, &why) == -1 ||
	    !conn_get(conn, "/name", &name) ||
	    strcmp(mem_str(&name), "o\"u") != 0)
		abort();
	if (conn_change(conn, &none, 1, &why) == -1 ||
	    conn_get(conn, "/name", &name))
		abort();
	if (conn->auth != auth || conn_holds_secret(conn) != secret)
		abort();
	mem_release(&name);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct conn conn = { .name = "<fuzz>" };
	struct mem bytes = { 0 };
	struct why why = { 0 };

	mem_add(&bytes, data, len);
	if (conn_adopt(&conn, &bytes, &why) == -1) {
		if (why.status != WHY_INPUT || why.msg[0] == '\0')
			abort();
		goto out;
	}
	if (conn_check(&conn, &why) == -1) {
		if (why.status != WHY_CONFIG || why.msg[0] == '\0')
			abort();
	} else {
		if (strlen(conn_auth_name(conn.auth)) == 0)
			abort();
		use(&conn);
		change(&conn);
	}
	(void)conn_holds_secret(&conn);
out:
	mem_release(&bytes);
	conn_release(&conn);
	return 0;
}
