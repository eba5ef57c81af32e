/* probe_report: what was found, as JSON. */

#include <string.h>

#include "conn.h"
#include "mem.h"
#include "probe.h"
#include "probe_access.h"
#include "probe_site.h"
#include "probe_ways.h"
#include "text.h"
#include "url.h"
#include "when.h"

/* A member that is a string, or null when there is none. */
static void
add_string(struct mem *out, const char *before, const struct mem *value)
{
	mem_puts(out, before);
	if (value->len == 0)
		mem_puts(out, "null");
	else
		text_quote(out, value->data, value->len);
}

/* The same of what is mostly a number. */
static void
add_number(struct mem *out, const char *before, const struct mem *value)
{
	if (value->len == 0 || value->len > 15 ||
	    strspn(value->data, "0123456789") != value->len ||
	    (value->len > 1 && value->data[0] == '0')) {
		add_string(out, before, value);
		return;
	}
	mem_puts(out, before);
	mem_add(out, value->data, value->len);
}

static void
add_answer(struct mem *out, enum probe_answer answer)
{
	mem_puts(out,
	    answer == PROBE_YES      ? "true"
		: answer == PROBE_NO ? "false"
				     : "null");
}

static void
add_context(struct mem *out, const struct probe_site *site)
{
	struct why bad;
	struct url url;

	mem_puts(out, ",\"contextPath\":");
	if (url_split(&url, mem_str(&site->url), &bad) == 0)
		text_quote(out, url.path.at, url.path.len);
	else
		mem_puts(out, "null");
}

static void
add_clock(struct mem *out, const struct probe_site *site)
{
	mem_puts(out, ",\"clock\":");
	if (!site->has_clock) {
		mem_puts(out, "null");
		return;
	}
	mem_puts(out, "{\"time\":\"");
	when_print(out, site->clock);
	mem_printf(out, "\",\"ahead\":%lld}", (long long)site->ahead);
}

static void
add_tls(struct mem *out, const struct probe_site *site)
{
	mem_puts(out, ",\"tls\":");
	if (site->subject.len == 0 && site->until.len == 0) {
		mem_puts(out, "null");
		return;
	}
	add_string(out, "{\"subject\":", &site->subject);
	add_string(out, ",\"issuer\":", &site->issuer);
	add_string(out, ",\"until\":", &site->until);
	mem_putc(out, '}');
}

static void
add_site(struct mem *out, const struct probe_site *site)
{
	const char *differs = probe_site_differs(site);

	add_string(out, "{\"url\":", &site->url);
	mem_printf(
	    out, ",\"product\":\"%s\"", conn_product_name(site->product));
	add_string(out, ",\"version\":", &site->version);
	add_string(out, ",\"title\":", &site->title);
	add_context(out, site);
	add_string(out, ",\"baseUrl\":", &site->base_url);
	mem_puts(out, ",\"baseUrlDiffers\":");
	if (differs == NULL)
		mem_puts(out, "null");
	else
		mem_printf(out, "\"%s\"", differs);
	add_string(out, ",\"cloudId\":", &site->cloud_id);
	add_clock(out, site);
	add_tls(out, site);
}

static void
add_ways(struct mem *out, const struct probe_ways *ways,
    const struct probe_site *site)
{
	struct mem next = { 0 };
	const char *name, *before = "";
	enum conn_auth auth;
	size_t i;

	mem_puts(out, ",\"serviceManagement\":");
	add_answer(out, ways->service);
	mem_puts(out, ",\"waysIn\":[");
	for (i = 0; i < PROBE_WAYS; i++) {
		auth = (enum conn_auth)i;
		if ((name = probe_way_name(auth, site->product)) == NULL)
			continue;
		mem_printf(out,
		    "%s{\"type\":\"%s\",\"name\":\"%s\","
		    "\"offered\":",
		    before, conn_auth_name(auth), name);
		add_answer(out, ways->offered[i]);
		mem_cut(&next, 0);
		if (ways->offered[i] != PROBE_NO)
			probe_way_next(auth, site, &next);
		add_string(out, ",\"next\":", &next);
		mem_putc(out, '}');
		before = ",";
	}
	mem_putc(out, ']');
	mem_release(&next);
}

static void
add_access(
    struct mem *out, const struct probe_access *access, const struct conn *conn)
{
	const struct probe_rate *rate = &access->rate;
	size_t i;

	mem_puts(out, ",\"credential\":");
	if (conn == NULL) {
		mem_puts(out, "null");
		return;
	}
	mem_printf(out, "{\"type\":\"%s\"", conn_auth_name(conn->auth));
	add_string(out, ",\"user\":", &access->user);
	add_string(out, ",\"displayName\":", &access->display);
	for (i = 0; i < PROBE_CALLS; i++) {
		mem_printf(out, "%s\"%s\":", i == 0 ? ",\"calls\":{" : ",",
		    probe_call_name((enum probe_call)i));
		add_answer(out, access->calls[i]);
	}
	add_number(out, "},\"rateLimit\":{\"limit\":", &rate->limit);
	add_number(out, ",\"remaining\":", &rate->remaining);
	add_number(out, ",\"fillRate\":", &rate->fill);
	add_number(out, ",\"intervalSeconds\":", &rate->interval);
	add_string(out, ",\"reset\":", &rate->reset);
	mem_puts(out, "}}");
}

void
probe_report(const struct probe *probe, struct mem *out)
{
	add_site(out, &probe->site);
	add_ways(out, &probe->ways, &probe->site);
	add_access(out, &probe->access, probe->conn);
	mem_puts(out, "}\n");
}
