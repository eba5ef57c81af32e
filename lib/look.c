/* look: one anonymous request, wherever it leads. */

#include <string.h>

#include "errand.h"
#include "head.h"
#include "http.h"
#include "look.h"
#include "mem.h"
#include "reply.h"
#include "text.h"
#include "url.h"
#include "url_resolve.h"
#include "why.h"

void
look_release(struct look *look)
{
	http_reply_release(&look->reply);
	mem_release(&look->url);
}

int
look_once(struct http *http, const char *method, const char *url,
    struct look *look, struct why *why)
{
	struct mem headers = { 0 };
	const struct http_request request = { .method = method,
		.url = url,
		.headers = &headers,
		.max = LOOK_BODY_MAX,
		.stay = true };
	int rv = -1;

	mem_puts(&headers, "Accept: application/json, */*;q=0.5\n");
	mem_release(&look->url);
	mem_puts(&look->url, url);
	if (mem_check(&headers, why) == -1 || mem_check(&look->url, why) == -1)
		goto out;
	rv = errand_send(http, &request, NULL, &look->reply, why);
out:
	mem_release(&headers);
	return rv;
}

/* Where a redirect leads that may be followed. */
static bool
leads_on(const struct look *look, struct mem *target)
{
	struct mem location = { 0 };
	struct url from, to;
	struct why bad;
	bool leads;

	if (!reply_redirects(&look->reply))
		return false;
	(void)head_get(&look->reply.head, "Location", &location);
	leads = url_resolve(target, mem_str(&look->url), mem_str(&location),
		    &bad) == 0 &&
	    url_split(&from, mem_str(&look->url), &bad) == 0 &&
	    url_split(&to, mem_str(target), &bad) == 0 && (to.tls || !from.tls);
	mem_release(&location);
	return leads;
}

int
look(struct http *http, const char *url, struct look *look, struct why *why)
{
	struct mem now = { 0 }, next = { 0 };
	int rv, left = LOOK_REDIRECTS_MAX;

	mem_puts(&now, url);
	while ((rv = look_once(http, "GET", mem_str(&now), look, why)) == 0 &&
	    leads_on(look, &next)) {
		if (left-- == 0) {
			rv = why_setx(why, WHY_NONSENSE,
			    "more than %d redirects", LOOK_REDIRECTS_MAX);
			break;
		}
		mem_release(&now);
		now = next;
		next = (struct mem){ 0 };
	}
	mem_release(&now);
	mem_release(&next);
	return rv;
}

bool
look_json(const struct look *look, struct text *text)
{
	const struct mem *body = &look->reply.body;
	struct why bad;

	*text = (struct text){ .name = "answer", .syntax = TEXT_JSON };
	return look->reply.status == 200 &&
	    text_read(text, mem_str(body), body->len, &bad) == 0 &&
	    text->root.kind == TEXT_OBJECT;
}
