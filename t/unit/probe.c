/* What a server says of itself is read, compared, and quoted for a shell. */

#include <string.h>

#include "mem.h"
#include "probe_site.h"
#include "probe_ways.h"
#include "tap.h"

enum {
	NOW = 1700000000 /* 2023-11-14T22:13:20Z */
};

static bool
reads(const char *text, struct probe_site *site)
{
	struct mem body = { 0 };
	bool is;

	probe_site_release(site);
	mem_puts(&body, text);
	is = probe_site_read(site, &body, NOW, NOW + 2);
	mem_release(&body);
	return is;
}

/* Of Jira 10.3.19, as section 4.1 of the reference recorded it. */
static const char server[] =
    "{\"baseUrl\":\"https://jira.example.com\",\"version\":\"10.3.19\","
    "\"versionNumbers\":[10,3,19],\"deploymentType\":\"Server\","
    "\"serverTime\":\"2023-11-14T23:13:21.000+0100\","
    "\"serverTitle\":\"Jira\"}";

static void
read_info(void)
{
	struct probe_site site = { 0 };

	it("reads what a Jira Server says",
	    reads(server, &site) && site.product == CONN_SERVER);
	it("with its version",
	    strcmp(mem_str(&site.version), "10.3.19") == 0 &&
		site.major == 10 && site.minor == 3);
	it("which is one since 8.22", probe_site_since(&site, 8, 22));
	it("and since itself", probe_site_since(&site, 10, 3));
	it("but not since 10.4", !probe_site_since(&site, 10, 4));
	it("nor since 11", !probe_site_since(&site, 11, 0));
	it("with a clock as ours", site.has_clock && site.ahead == 0);
	it("takes an old one that does not say what it is",
	    reads("{\"version\":\"4.4\"}", &site) &&
		site.product == CONN_SERVER && !site.has_clock);
	it("and a cloud",
	    reads(
		"{\"version\":\"1001\",\"deploymentType\":\"Cloud\"}", &site) &&
		site.product == CONN_CLOUD);
	it("but not nothing", !reads("", &site));
	it("nor a document of another kind", !reads("{\"a\":1}", &site));
	it("nor one that is cut short", !reads("{\"version\":\"1\"", &site));
	it("tells a clock that is ahead",
	    reads("{\"version\":\"1\",\"serverTime\":"
		  "\"2023-11-14T22:14:22Z\"}",
		&site) &&
		site.ahead == 60);
	it("and one that is behind",
	    reads("{\"version\":\"1\",\"serverTime\":"
		  "\"2023-11-14T22:12:20Z\"}",
		&site) &&
		site.ahead == -60);
	it("whatever its version numbers are",
	    reads("{\"version\":\"1\",\"versionNumbers\":[-1,\"x\"]}", &site) &&
		site.major == 0 && site.minor == 0);
	probe_site_release(&site);
}

static bool
next_is(const char *url, const char *want)
{
	struct probe_site site = { .product = CONN_SERVER };
	struct mem next = { 0 };
	bool is;

	mem_puts(&site.url, url);
	probe_way_next(CONN_PAT, &site, &next);
	is = strcmp(mem_str(&next), want) == 0;
	mem_release(&next);
	probe_site_release(&site);
	return is;
}

int
main(void)
{
	read_info();
	it("says what to do next",
	    next_is("https://h/jira",
		"jira-conn -t pat -u https://h/jira --token-file FILE"));
	it("in quotes where a shell would look twice",
	    next_is("https://h/$(x)",
		"jira-conn -t pat -u 'https://h/$(x)' --token-file FILE"));
	it("and more of them where there is one",
	    next_is("https://h/a'b",
		"jira-conn -t pat -u 'https://h/a'\\''b' --token-file FILE"));
	return finish();
}
