/* applink: the incoming OAuth 1.0a application link: which, and what differs.
 */

#include <string.h>

#include <openssl/evp.h>

#include "applink.h"
#include "applink_consumer.h"
#include "applink_id.h"
#include "applink_read.h"
#include "applink_want.h"
#include "http.h"
#include "key.h"
#include "mem.h"
#include "rest.h"
#include "why.h"

static const char *const words[] = { "link", "name", "consumer", "consumerName",
	"publicKey", "twoLegged" };

const char *
applink_word(unsigned int difference)
{
	size_t i = 0;

	while (difference >>= 1)
		i++;
	return words[i];
}

int
applinks_read(struct applinks *links, const struct rest *rest, struct why *why)
{
	struct http_reply reply = { 0 };
	size_t i;
	int rv = -1;

	if (rest_call(rest, "GET", APPLINK_PATH, NULL, &reply, why) == -1)
		goto out;
	if (applink_read_list(&reply, links, why) == -1)
		goto out;
	for (i = 0; i < links->count; i++)
		if (applink_consumer_get(rest, &links->at[i], why) == -1)
			goto out;
	rv = 0;
out:
	http_reply_release(&reply);
	return rv;
}

static bool
has_key(const struct applink *link, const struct applink_want *want)
{
	return link->incoming && strcmp(mem_str(&link->key), want->key) == 0;
}

/* By the URL, or by the id that Jira computes from it. */
static bool
has_url(const struct applink *link, const struct applink_want *want)
{
	char id[APPLINK_ID_SIZE];

	if (applink_id(want->url, id) &&
	    strcasecmp(mem_str(&link->id), id) == 0)
		return true;
	return applink_same_url(mem_str(&link->url), want->url);
}

/* What a run that was cut short between its two steps leaves behind. */
static bool
is_half(const struct applink *link, const struct applink_want *want)
{
	return !link->incoming && has_url(link, want) &&
	    strcmp(mem_str(&link->type), "generic") == 0 &&
	    strcmp(mem_str(&link->name), want->name) == 0;
}

static int
fail_taken(const struct applink *link, const char *what, struct why *why)
{
	return why_setx(why, WHY_CREATE,
	    "another application link, %s (%s), has the %s already",
	    mem_str(&link->name), mem_str(&link->url), what);
}

int
applinks_find(const struct applinks *links, const struct applink_want *want,
    const struct applink **ours, struct why *why)
{
	const struct applink *link, *end = links->at + links->count;

	*ours = NULL;
	for (link = links->at; link < end; link++)
		if (has_key(link, want)) {
			if (!want->any_url && !has_url(link, want))
				return fail_taken(link, "consumer key", why);
			*ours = link;
		}
	if (*ours != NULL)
		return 0;
	for (link = links->at; link < end; link++)
		if (is_half(link, want))
			*ours = link;
		else if (has_url(link, want))
			return fail_taken(link, "URL", why);
	return 0;
}

/* Jira may show the key with or without its header lines. */
static bool
has_public(const struct applink *link, EVP_PKEY *public)
{
	EVP_PKEY *key;
	struct why bad = { 0 };
	bool has;

	key = key_public(mem_str(&link->public), link->public.len, &bad);
	has = key != NULL && EVP_PKEY_eq(key, public) == 1;
	EVP_PKEY_free(key);
	return has;
}

static bool
has_rights(const struct applink *link, const struct applink_want *want)
{
	const char *execute_as =
	    want->execute_as == NULL ? "" : want->execute_as;

	return link->two_legged == want->two_legged &&
	    link->impersonation == want->impersonation &&
	    strcmp(mem_str(&link->execute_as), execute_as) == 0;
}

unsigned int
applink_differs(const struct applink *link, const struct applink_want *want)
{
	const bool rights =
	    want->two_legged || want->impersonation || want->execute_as;
	unsigned int differs = 0;

	if (link == NULL)
		differs |= APPLINK_LINK;
	else if (!want->any_name &&
	    strcmp(mem_str(&link->name), want->name) != 0)
		differs |= APPLINK_NAME;
	if (link == NULL || !link->incoming)
		return differs | APPLINK_CONSUMER |
		    (rights ? APPLINK_TWO_LEGGED : 0);
	if (!want->any_name &&
	    strcmp(mem_str(&link->consumer_name), want->name) != 0)
		differs |= APPLINK_CONSUMER_NAME;
	if (!has_public(link, want->public))
		differs |= APPLINK_PUBLIC_KEY;
	if (!has_rights(link, want))
		differs |= APPLINK_TWO_LEGGED;
	return differs;
}
