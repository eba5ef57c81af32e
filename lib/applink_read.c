/* applink_read: what Jira's REST resources say of application links. */

#include <stdlib.h>
#include <string.h>

#include "applink_id.h"
#include "applink_read.h"
#include "http.h"
#include "mem.h"
#include "rest.h"
#include "text.h"
#include "why.h"

static void
release_link(struct applink *link)
{
	mem_release(&link->id);
	mem_release(&link->type);
	mem_release(&link->name);
	mem_release(&link->url);
	mem_release(&link->display);
	mem_release(&link->key);
	mem_release(&link->consumer_name);
	mem_release(&link->public);
	mem_release(&link->execute_as);
	*link = (struct applink){ 0 };
}

void
applinks_release(struct applinks *links)
{
	size_t i;

	for (i = 0; i < links->count; i++)
		release_link(&links->at[i]);
	free(links->at);
	*links = (struct applinks){ 0 };
}

static int
read_link(const struct text *text, struct value value, struct applink *link,
    struct why *why)
{
	(void)rest_string(text, value, "id", &link->id);
	(void)rest_string(text, value, "typeId", &link->type);
	(void)rest_string(text, value, "name", &link->name);
	(void)rest_string(text, value, "rpcUrl", &link->url);
	(void)rest_string(text, value, "displayUrl", &link->display);
	/* It will stand in the path of a URL. */
	if (!applink_is_id(mem_str(&link->id)))
		return text_fail(
		    text, value.at, why, WHY_NONSENSE, "a link without an id");
	return 0;
}

static int
add_link(const struct text *text, struct value value, struct applinks *links,
    struct why *why)
{
	struct applink *longer;

	if (links->count == APPLINKS_MAX)
		return text_fail(text, value.at, why, WHY_NONSENSE,
		    "more than %d links", APPLINKS_MAX);
	longer = reallocarray(links->at, links->count + 1, sizeof links->at[0]);
	if (longer == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	links->at = longer;
	links->at[links->count] = (struct applink){ 0 };
	return read_link(text, value, &links->at[links->count++], why);
}

int
applink_read_list(
    const struct http_reply *reply, struct applinks *links, struct why *why)
{
	struct member member = { 0 };
	struct text text;
	struct value list;

	if (rest_json(reply, APPLINK_PATH, &text, why) == -1)
		return -1;
	list = text_at(&text, "/applicationLinks");
	/* Jira leaves an empty list out. */
	if (text.root.kind != TEXT_OBJECT ||
	    (list.kind != TEXT_ARRAY && list.kind != TEXT_NONE &&
		list.kind != TEXT_NULL))
		return text_fail(&text, text.root.at, why, WHY_NONSENSE,
		    "no list of application links");
	while (text_next(&text, list, &member))
		if (add_link(&text, member.value, links, why) == -1)
			return -1;
	return 0;
}

static void
take_consumer(const struct text *text, struct value value, struct applink *link)
{
	link->incoming = true;
	(void)rest_string(text, value, "key", &link->key);
	(void)rest_string(text, value, "name", &link->consumer_name);
	(void)rest_string(text, value, "publicKey", &link->public);
	(void)rest_string(text, value, "executingTwoLOUser", &link->execute_as);
	link->two_legged = rest_true(text, value, "twoLOAllowed");
	link->impersonation =
	    rest_true(text, value, "twoLOImpersonationAllowed");
}

/* Jira's own consumer, by which it goes out, stands beside the incoming. */
int
applink_read_consumer(
    const struct http_reply *reply, struct applink *link, struct why *why)
{
	struct member member = { 0 };
	struct text text;
	struct value list;

	if (rest_json(reply, "consumer", &text, why) == -1)
		return -1;
	list = text_member(&text, text.root, "consumers");
	while (!link->incoming && text_next(&text, list, &member))
		if (text_member(&text, member.value, "key").kind ==
			TEXT_STRING &&
		    !rest_true(&text, member.value, "outgoing"))
			take_consumer(&text, member.value, link);
	return 0;
}

int
applink_read_made(
    const struct http_reply *reply, struct mem *id, struct why *why)
{
	struct mem href = { 0 };
	struct text text;
	const char *last;
	int rv = -1;

	if (rest_json(reply, APPLINK_PATH, &text, why) == -1)
		return -1;
	text_string(&text, text_at(&text, "/resources-created/0/href"), &href);
	last = strrchr(mem_str(&href), '/');
	last = last == NULL ? mem_str(&href) : last + 1;
	if (!applink_is_id(last)) {
		text_fail(&text, text.root.at, why, WHY_NONSENSE,
		    "the answer does not say which link was made");
		goto out;
	}
	mem_puts(id, last);
	rv = mem_check(id, why);
out:
	mem_release(&href);
	return rv;
}
