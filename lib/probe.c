/* probe: what answers at a URL, and what a credential may do there. */

#include <stddef.h>

#include "auth.h"
#include "conn.h"
#include "http.h"
#include "mem.h"
#include "probe.h"
#include "rest.h"
#include "text.h"
#include "why.h"

void
probe_hint_scoped(
    const struct conn *conn, const struct mem *id, struct why *why)
{
	const struct why refusal = *why;

	if (why->status != WHY_REFUSED || conn->auth != CONN_BASIC ||
	    id->len == 0 ||
	    text_at(&conn->text, "/endpoints/api").kind != TEXT_NONE)
		return;
	why_setx(why, refusal.status,
	    "%s; if it is a scoped API token, set /endpoints/api to "
	    "https://api.atlassian.com/ex/jira/%s",
	    refusal.msg, mem_str(id));
}

static int
look_inside(struct probe *probe, struct http *http, struct why *why)
{
	const struct conn *conn = probe->conn;
	struct rest rest = { .conn = conn, .http = http };
	int rv;

	if (conn->product != probe->site.product)
		return why_setx(why, WHY_CONFIG,
		    "%s: /product: is %s, but %s answers", conn->name,
		    conn_product_name(conn->product),
		    conn_product_name(probe->site.product));
	if ((rest.auth = auth_new(conn, why)) == NULL)
		return -1;
	if ((rv = probe_access_look(&probe->access, &rest, why)) == -1)
		probe_hint_scoped(conn, &probe->site.cloud_id, why);
	auth_free(rest.auth);
	return rv;
}

int
probe_look(struct probe *probe, struct http *http, const char *url,
    const struct conn *conn, struct why *why)
{
	probe->conn = conn;
	if (probe_site_look(&probe->site, http, url, why) == -1 ||
	    probe_ways_look(&probe->ways, &probe->site, http, why) == -1)
		return -1;
	return conn == NULL ? 0 : look_inside(probe, http, why);
}

void
probe_release(struct probe *probe)
{
	probe_site_release(&probe->site);
	probe_access_release(&probe->access);
	*probe = (struct probe){ 0 };
}
