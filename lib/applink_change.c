/* applink_change: make and remove the link, and read back what came of it. */

#include <string.h>

#include "applink.h"
#include "applink_consumer.h"
#include "applink_form.h"
#include "applink_read.h"
#include "applink_want.h"
#include "http.h"
#include "mem.h"
#include "rest.h"
#include "text.h"
#include "why.h"

static void
add_member(struct mem *body, const char *name, const char *value)
{
	mem_printf(body, "%s\"%s\":", body->len == 0 ? "{" : ",", name);
	text_quote(body, value, strlen(value));
}

/* The body that makes a link, or names it anew: its URL stays what it is. */
static void
compose_link(struct mem *body, const struct applink_want *want,
    const struct applink *ours)
{
	const char *url = ours == NULL ? want->url : mem_str(&ours->url);

	if (ours != NULL)
		add_member(body, "id", mem_str(&ours->id));
	add_member(body, "name", want->name);
	add_member(body, "rpcUrl", url);
	add_member(body, "displayUrl",
	    ours != NULL && ours->display.len > 0 ? mem_str(&ours->display)
						  : url);
	add_member(
	    body, "typeId", ours == NULL ? "generic" : mem_str(&ours->type));
	mem_putc(body, '}');
}

static int
make_link(const struct rest *rest, const struct applink_want *want,
    struct mem *id, struct why *why)
{
	struct http_reply reply = { 0 };
	struct mem body = { 0 };
	int rv = -1;

	compose_link(&body, want, NULL);
	if (mem_check(&body, why) == -1)
		goto out;
	if (rest_call(rest, "PUT", APPLINK_PATH, &body, &reply, why) == -1)
		goto out;
	/* The id is Jira's to say: it may have cleaned the URL first. */
	if (applink_read_made(&reply, id, why) == -1)
		goto out;
	rv = 0;
out:
	http_reply_release(&reply);
	mem_release(&body);
	return rv;
}

static int
name_link(const struct rest *rest, const struct applink_want *want,
    const struct applink *ours, struct why *why)
{
	struct http_reply reply = { 0 };
	struct mem body = { 0 }, path = { 0 };
	int rv = -1;

	compose_link(&body, want, ours);
	mem_printf(&path, "%s/%s", APPLINK_PATH, mem_str(&ours->id));
	if (mem_check(&body, why) == -1 || mem_check(&path, why) == -1)
		goto out;
	rv = rest_call(rest, "POST", mem_str(&path), &body, &reply, why);
out:
	http_reply_release(&reply);
	mem_release(&body);
	mem_release(&path);
	return rv;
}

/* What of the link is not as wanted, now that everything was said to Jira. */
static int
read_back(const struct rest *rest, const struct applink_want *want,
    bool *unread, struct why *why)
{
	struct applinks links = { 0 };
	const struct applink *ours = NULL;
	unsigned int differs;
	int rv = -1;

	if (applinks_read(&links, rest, why) == -1 ||
	    applinks_find(&links, want, &ours, why) == -1)
		goto out;
	differs = applink_differs(ours, want);
	*unread = ours != NULL && !ours->incoming;
	if (differs == 0 || (*unread && (differs & APPLINK_NAME) == 0))
		rv = 0;
	else
		why_setx(why, WHY_NONSENSE,
		    "Jira took the application link, and shows another %s: "
		    "look at it there",
		    applink_word(differs & -differs));
out:
	applinks_release(&links);
	return rv;
}

/* First the consumer, so that it is there even if the form is refused. */
static int
set_consumer(const struct rest *rest, const struct applink_want *want,
    unsigned int differs, const struct mem *id, struct why *why)
{
	const bool put = (differs &
			     (APPLINK_CONSUMER | APPLINK_CONSUMER_NAME |
				 APPLINK_PUBLIC_KEY)) != 0;
	const bool rights = want->two_legged || want->impersonation;

	if (put && applink_consumer_put(rest, want, mem_str(id), why) == -1)
		return -1;
	/* The form alone sets these, and who knows what a PUT makes of them. */
	if ((differs & APPLINK_TWO_LEGGED) != 0 || (put && rights))
		return applink_form(rest, want, mem_str(id), why);
	return 0;
}

int
applink_ensure(const struct rest *rest, const struct applink_want *want,
    const struct applink *ours, struct mem *id, bool *unread, struct why *why)
{
	const unsigned int differs = applink_differs(ours, want);
	struct applink_want will = *want;

	*unread = false;
	if (ours != NULL) {
		mem_puts(id, mem_str(&ours->id));
		if (want->any_name)
			will.name =
			    mem_str(ours->incoming ? &ours->consumer_name
						   : &ours->name);
	}
	if ((differs & APPLINK_LINK) != 0 &&
	    make_link(rest, &will, id, why) == -1)
		return -1;
	if ((differs & APPLINK_NAME) != 0 &&
	    name_link(rest, &will, ours, why) == -1)
		return -1;
	if (set_consumer(rest, &will, differs, id, why) == -1)
		return -1;
	return differs == 0 ? 0 : read_back(rest, want, unread, why);
}

/* Is it gone? */
static int
check_gone(const struct rest *rest, const char *path, struct why *why)
{
	struct http_reply reply = { 0 };
	struct why bad = { 0 };
	int rv;

	if (rest_call(rest, "GET", path, NULL, &reply, &bad) == 0)
		rv = why_setx(why, WHY_NONSENSE,
		    "Jira took the removal, and shows the application link "
		    "still: look at it there");
	else if (bad.status == WHY_ABSENT)
		rv = 0;
	else {
		*why = bad;
		rv = -1;
	}
	http_reply_release(&reply);
	return rv;
}

int
applink_remove(
    const struct rest *rest, const struct applink *link, struct why *why)
{
	struct http_reply reply = { 0 };
	struct mem path = { 0 };
	int rv = -1;

	mem_printf(&path, "%s/%s", APPLINK_PATH, mem_str(&link->id));
	if (mem_check(&path, why) == -1)
		goto out;
	if (rest_call(rest, "DELETE", mem_str(&path), NULL, &reply, why) ==
		-1 ||
	    check_gone(rest, mem_str(&path), why) == -1)
		goto out;
	rv = 0;
out:
	http_reply_release(&reply);
	mem_release(&path);
	return rv;
}
