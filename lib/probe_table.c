/* probe_table: what was found, as a short table for a terminal. */

#include <string.h>

#include "conn.h"
#include "mem.h"
#include "plain.h"
#include "probe.h"
#include "probe_access.h"
#include "probe_site.h"
#include "probe_ways.h"

static void
add_label(struct mem *out, const char *label)
{
	mem_printf(out, "%-22s", label);
}

static void
add_line(struct mem *out, const char *label, const struct mem *value)
{
	if (value->len == 0)
		return;
	add_label(out, label);
	plain_add(out, value);
	mem_putc(out, '\n');
}

static const char *
word(enum probe_answer answer)
{
	return answer == PROBE_YES ? "yes" : answer == PROBE_NO ? "no" : "?";
}

static void
add_base_url(struct mem *out, const struct probe_site *site)
{
	const char *differs = probe_site_differs(site);

	add_line(out, "it calls itself", &site->base_url);
	if (differs == NULL)
		return;
	add_label(out, "");
	mem_printf(out, "which has another %s", differs);
	if (site->product == CONN_SERVER) {
		mem_puts(out, ": signatures of OAuth 1.0a fail, unless\n");
		add_label(out, "");
		mem_puts(out, "the proxy tells Jira the URL that is asked");
	}
	mem_putc(out, '\n');
}

static void
add_clock(struct mem *out, const struct probe_site *site)
{
	const long long ahead = (long long)site->ahead;

	if (!site->has_clock)
		return;
	add_label(out, "clock");
	if (ahead == 0)
		mem_puts(out, "as ours");
	else
		mem_printf(out, "%lld s %s ours", ahead < 0 ? -ahead : ahead,
		    ahead < 0 ? "behind" : "ahead of");
	if (ahead > PROBE_CLOCK_MAX || ahead < -PROBE_CLOCK_MAX)
		mem_puts(out, ": too far for OAuth 1.0a");
	mem_putc(out, '\n');
}

static void
add_site(struct mem *out, const struct probe_site *site)
{
	add_line(out, "url", &site->url);
	add_label(out, "product");
	mem_puts(out,
	    site->product == CONN_CLOUD ? "Jira Cloud "
					: "Jira Server / Data Center ");
	plain_add(out, &site->version);
	mem_putc(out, '\n');
	add_line(out, "title", &site->title);
	add_base_url(out, site);
	add_line(out, "cloud id", &site->cloud_id);
	add_clock(out, site);
	add_line(out, "certificate for", &site->subject);
	add_line(out, "by", &site->issuer);
	add_line(out, "until", &site->until);
}

static void
add_ways(struct mem *out, const struct probe *probe)
{
	const char *name;
	enum conn_auth auth;
	size_t i;

	add_label(out, "service management");
	mem_printf(out, "%s\n\nways in:\n", word(probe->ways.service));
	for (i = 0; i < PROBE_WAYS; i++) {
		auth = (enum conn_auth)i;
		name = probe_way_name(auth, probe->site.product);
		if (name == NULL)
			continue;
		mem_printf(out, "%s: %s\n", name, word(probe->ways.offered[i]));
		if (probe->ways.offered[i] == PROBE_NO)
			continue;
		mem_puts(out, "    ");
		probe_way_next(auth, &probe->site, out);
		mem_putc(out, '\n');
	}
}

static void
add_rate(struct mem *out, const struct probe_rate *rate)
{
	if (rate->remaining.len == 0)
		return;
	add_label(out, "requests left");
	plain_add(out, &rate->remaining);
	if (rate->limit.len > 0) {
		mem_puts(out, " of ");
		plain_add(out, &rate->limit);
	}
	if (rate->fill.len > 0 && rate->interval.len > 0) {
		mem_puts(out, ", ");
		plain_add(out, &rate->fill);
		mem_puts(out, " more in ");
		plain_add(out, &rate->interval);
		mem_puts(out, " s");
	}
	if (rate->reset.len > 0) {
		mem_puts(out, ", all again at ");
		plain_add(out, &rate->reset);
	}
	mem_putc(out, '\n');
}

static void
add_access(struct mem *out, const struct probe *probe)
{
	const struct probe_access *access = &probe->access;
	size_t i;

	add_label(out, "\ncredential");
	mem_printf(out, " %s", conn_auth_name(probe->conn->auth));
	if (access->user.len > 0) {
		mem_puts(out, ", ");
		plain_add(out, &access->user);
	}
	if (access->display.len > 0) {
		mem_puts(out, " (");
		plain_add(out, &access->display);
		mem_putc(out, ')');
	}
	mem_putc(out, '\n');
	for (i = 0; i < PROBE_CALLS; i++) {
		if (access->calls[i] == PROBE_UNKNOWN)
			continue;
		mem_printf(out, "    %s: %s\n",
		    probe_call_name((enum probe_call)i),
		    word(access->calls[i]));
	}
	add_rate(out, &access->rate);
}

void
probe_table(const struct probe *probe, struct mem *out)
{
	add_site(out, &probe->site);
	add_ways(out, probe);
	if (probe->conn != NULL)
		add_access(out, probe);
}
