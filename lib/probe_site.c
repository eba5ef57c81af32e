/* probe_site: what answers at a URL, without a credential. */

#include <stdlib.h>
#include <string.h>

#include "applink_id.h"
#include "head.h"
#include "http.h"
#include "look.h"
#include "mem.h"
#include "probe_site.h"
#include "probe_tls.h"
#include "reply.h"
#include "rest.h"
#include "text.h"
#include "url.h"
#include "when.h"
#include "why.h"

static const char info_path[] = "/rest/api/2/serverInfo";

void
probe_site_release(struct probe_site *site)
{
	mem_release(&site->url);
	mem_release(&site->base_url);
	mem_release(&site->version);
	mem_release(&site->title);
	mem_release(&site->cloud_id);
	mem_release(&site->subject);
	mem_release(&site->issuer);
	mem_release(&site->until);
	*site = (struct probe_site){ 0 };
}

/* The base that an answer came from, after any redirect. */
static void
take_base(struct probe_site *site, const struct look *look, const char *base)
{
	const size_t len = sizeof info_path - 1;

	mem_release(&site->url);
	if (look->url.len > len &&
	    strcmp(look->url.data + look->url.len - len, info_path) == 0)
		mem_add(&site->url, look->url.data, look->url.len - len);
	else
		mem_puts(&site->url, base);
}

/* It was its time somewhere between the question and the answer. */
static void
take_clock(struct probe_site *site, const struct text *text, int64_t asked,
    int64_t answered)
{
	struct mem said = { 0 };

	(void)rest_string(text, text->root, "serverTime", &said);
	if (when_parse(mem_str(&said), &site->clock) == 0) {
		site->has_clock = true;
		if (site->clock < asked)
			site->ahead = site->clock - asked;
		else if (site->clock > answered)
			site->ahead = site->clock - answered;
	}
	mem_release(&said);
}

static unsigned int
number_at(const struct text *text, const char *pointer)
{
	struct mem digits = { 0 };
	const char *wrong;
	unsigned int number;

	text_string(text, text_at(text, pointer), &digits);
	number = (unsigned int)strtonum(mem_str(&digits), 0, 1 << 20, &wrong);
	mem_release(&digits);
	return wrong == NULL ? number : 0;
}

bool
probe_site_read(struct probe_site *site, const struct mem *body, int64_t asked,
    int64_t answered)
{
	struct text text = { .name = "serverInfo", .syntax = TEXT_JSON };
	struct value type;
	struct why bad = { 0 };

	if (text_read(&text, mem_str(body), body->len, &bad) == -1 ||
	    !rest_string(&text, text.root, "version", &site->version))
		return false;
	(void)rest_string(&text, text.root, "serverTitle", &site->title);
	(void)rest_string(&text, text.root, "baseUrl", &site->base_url);
	site->major = number_at(&text, "/versionNumbers/0");
	site->minor = number_at(&text, "/versionNumbers/1");
	/* A very old one does not say, and is no cloud. */
	type = text_member(&text, text.root, "deploymentType");
	site->product =
	    text_is(&text, type, "Cloud") ? CONN_CLOUD : CONN_SERVER;
	take_clock(site, &text, asked, answered);
	return true;
}

/* Is the answer in a form that only somebody who means it would choose? */
static bool
claims_json(const struct http_reply *reply)
{
	struct mem type = { 0 };
	bool claims;

	claims = reply->status == 200 &&
	    head_get(&reply->head, "Content-Type", &type) &&
	    strcasestr(mem_str(&type), "json") != NULL;
	mem_release(&type);
	return claims;
}

/*
 * A look around: a page that may not be seen is no reason to give up, but
 * the one to tell when there is nothing else.
 */
struct search {
	struct probe_site *site;
	struct http *http;
	struct why refused;
};

/* What an answer to the question for a Jira says where there is none. */
static int
judge(struct search *search, const struct look *look, struct why *why)
{
	const struct reply_hints hints = { 0 };
	const struct http_request request = { .method = "GET",
		.url = mem_str(&look->url) };
	struct why bad = { 0 };

	if (claims_json(&look->reply)) {
		why_setx(why, WHY_NONSENSE,
		    "says that it is JSON, and is none that a Jira would say");
		return -1;
	}
	if (reply_verdict(&request, &look->reply, &hints, &bad) == 0 ||
	    bad.status == WHY_ABSENT || bad.status == WHY_NO ||
	    bad.status == WHY_CONFIG)
		return 0;
	if (bad.status == WHY_REFUSED) {
		search->refused = bad;
		return 0;
	}
	*why = bad;
	return -1;
}

/* Ask at one base.  Returns 1 when a Jira answers, 0 when none, or -1, why. */
static int
try_base(struct search *search, const char *base, struct why *why)
{
	struct probe_site *site = search->site;
	struct look there = { 0 };
	struct mem url = { 0 };
	const int64_t asked = when_now();
	int rv = -1;

	mem_printf(&url, "%s%s", base, info_path);
	if (mem_check(&url, why) == -1 ||
	    look(search->http, mem_str(&url), &there, why) == -1)
		goto out;
	if (site->subject.len == 0)
		probe_tls_take(
		    search->http, &site->subject, &site->issuer, &site->until);
	if (there.reply.status == 200 &&
	    probe_site_read(site, &there.reply.body, asked, when_now())) {
		take_base(site, &there, base);
		rv = 1;
	} else
		rv = judge(search, &there, why);
out:
	look_release(&there);
	mem_release(&url);
	return rv;
}

/* Ask at a URL, and at all that lies above it. */
static int
climb(struct search *search, const char *text, struct why *why)
{
	struct mem base = { 0 };
	struct url url;
	size_t root;
	int rv, left = PROBE_STEPS_MAX;

	if (url_split(&url, text, why) == -1)
		return -1;
	mem_add(&base, url.base.at, url.base.len);
	root = url.base.len - url.path.len;
	do {
		while (base.len > root && base.data[base.len - 1] == '/')
			mem_cut(&base, base.len - 1);
		rv = try_base(search, mem_str(&base), why);
		if (base.len == root)
			break;
		while (base.len > root && base.data[base.len - 1] != '/')
			mem_cut(&base, base.len - 1);
	} while (rv == 0 && left-- > 0);
	mem_release(&base);
	return rv;
}

/* A host's front page mostly leads into the Jira on it. */
static int
follow(struct search *search, const char *url, struct why *why)
{
	struct look there = { 0 };
	int rv = -1;

	if (look(search->http, url, &there, why) == -1)
		goto out;
	rv = strcmp(mem_str(&there.url), url) == 0
	    ? 0
	    : climb(search, mem_str(&there.url), why);
out:
	look_release(&there);
	return rv;
}

static int
look_cloud(struct probe_site *site, struct http *http, struct why *why)
{
	struct look there = { 0 };
	struct mem url = { 0 };
	struct text text;
	int rv = -1;

	mem_printf(&url, "%s/_edge/tenant_info", mem_str(&site->url));
	if (mem_check(&url, why) == -1 ||
	    look(http, mem_str(&url), &there, why) == -1)
		goto out;
	if (look_json(&there, &text))
		(void)rest_string(&text, text.root, "cloudId", &site->cloud_id);
	/* It goes into URLs and commands. */
	if (!applink_is_id(mem_str(&site->cloud_id)))
		mem_release(&site->cloud_id);
	rv = 0;
out:
	look_release(&there);
	mem_release(&url);
	return rv;
}

int
probe_site_look(struct probe_site *site, struct http *http, const char *url,
    struct why *why)
{
	struct search search = { .site = site, .http = http };
	struct mem where = { 0 };
	int rv = -1, found;

	http_where(url, &where);
	if ((found = climb(&search, url, why)) == 0)
		found = follow(&search, url, why);
	if (found == -1)
		goto out;
	if (found == 0 && search.refused.status != WHY_OK) {
		*why = search.refused;
		goto out;
	}
	if (found == 0) {
		why_setx(why, WHY_ABSENT,
		    "%s: no Jira answers at this URL: is its context path "
		    "right?",
		    mem_str(&where));
		goto out;
	}
	if (site->product == CONN_CLOUD && look_cloud(site, http, why) == -1)
		goto out;
	rv = mem_check(&site->url, why);
out:
	mem_release(&where);
	return rv;
}

bool
probe_site_since(
    const struct probe_site *site, unsigned int major, unsigned int minor)
{
	return site->major > major ||
	    (site->major == major && site->minor >= minor);
}

static bool
same(struct piece a, struct piece b)
{
	return a.len == b.len && strncasecmp(a.at, b.at, a.len) == 0;
}

const char *
probe_site_differs(const struct probe_site *site)
{
	struct url here, there;
	struct why bad;

	if (url_split(&here, mem_str(&site->url), &bad) == -1 ||
	    url_split(&there, mem_str(&site->base_url), &bad) == -1)
		return NULL;
	if (here.tls != there.tls)
		return "scheme";
	if (!same(here.host, there.host))
		return "host";
	if (here.port != there.port)
		return "port";
	return applink_same_url(mem_str(&site->url), mem_str(&site->base_url))
	    ? NULL
	    : "path";
}
