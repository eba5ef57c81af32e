/* applink_diff: what an application link is, and what it is to be. */

#include <string.h>

#include <openssl/evp.h>

#include "applink_diff.h"
#include "applink_read.h"
#include "applink_want.h"
#include "key.h"
#include "mem.h"
#include "text.h"
#include "why.h"

/* A side of the difference; NULL is what it does not have. */
struct side {
	const char *name, *url, *key, *consumer_name, *public, *execute_as;
	const char *two_legged, *impersonation;
	struct mem print; /* of the public key */
};

static const char *
yes_or_no(bool is)
{
	return is ? "yes" : "no";
}

static const char *
unless_empty(const struct mem *mem)
{
	return mem->len > 0 ? mem_str(mem) : NULL;
}

/* What is no key, as far as can be told, is none. */
static const char *
fingerprint(const EVP_PKEY *key, struct mem *print)
{
	struct why bad = { 0 };

	return key != NULL && key_fingerprint(key, print, &bad) == 0
	    ? mem_str(print)
	    : NULL;
}

static void
see_link(const struct applink *link, struct side *side)
{
	struct why bad = { 0 };
	EVP_PKEY *key;

	side->name = mem_str(&link->name);
	side->url = mem_str(&link->url);
	if (!link->incoming)
		return;
	key = key_public(mem_str(&link->public), link->public.len, &bad);
	side->key = mem_str(&link->key);
	side->consumer_name = mem_str(&link->consumer_name);
	side->public = fingerprint(key, &side->print);
	side->two_legged = yes_or_no(link->two_legged);
	side->impersonation = yes_or_no(link->impersonation);
	side->execute_as = unless_empty(&link->execute_as);
	EVP_PKEY_free(key);
}

static void
see_want(
    const struct applink_want *want, const struct side *old, struct side *side)
{
	side->name =
	    want->any_name && old->name != NULL ? old->name : want->name;
	side->url = want->any_url && old->url != NULL ? old->url : want->url;
	side->key = want->key;
	side->consumer_name = want->any_name && old->consumer_name != NULL
	    ? old->consumer_name
	    : side->name;
	side->public = fingerprint(want->public, &side->print);
	side->two_legged = yes_or_no(want->two_legged);
	side->impersonation = yes_or_no(want->impersonation);
	side->execute_as = want->execute_as;
}

static void
add_line(struct mem *out, char sign, const char *name, const char *value)
{
	if (value == NULL)
		return;
	mem_printf(out, "%c%s: ", sign, name);
	text_quote(out, value, strlen(value));
	mem_putc(out, '\n');
}

static void
compare(struct mem *out, const char *name, const char *old, const char *new)
{
	if (old != NULL && new != NULL && strcmp(old, new) == 0)
		return;
	add_line(out, '-', name, old);
	add_line(out, '+', name, new);
}

int
applink_diff(const struct applink *link, const struct applink_want *want,
    struct mem *out, struct why *why)
{
	struct side old = { 0 }, new = { 0 };
	const size_t from = out->len;
	size_t head;

	if (link != NULL)
		see_link(link, &old);
	if (want->public != NULL)
		see_want(want, &old, &new);
	mem_printf(out, "--- %s\n+++ %s\n", want->key, want->key);
	head = out->len;
	compare(out, "name", old.name, new.name);
	compare(out, "url", old.url, new.url);
	compare(out, "consumerKey", old.key, new.key);
	compare(out, "consumerName", old.consumer_name, new.consumer_name);
	compare(out, "publicKey", old.public, new.public);
	compare(out, "twoLegged", old.two_legged, new.two_legged);
	compare(out, "impersonation", old.impersonation, new.impersonation);
	compare(out, "executeAs", old.execute_as, new.execute_as);
	if (out->len == head)
		mem_cut(out, from);
	mem_release(&old.print);
	mem_release(&new.print);
	return mem_check(out, why);
}
