/* compose_order: what options say a connection is to be. */

#include <string.h>

#include "compose.h"
#include "compose_order.h"
#include "conn.h"
#include "mem.h"
#include "scope.h"
#include "text.h"
#include "why.h"

enum {
	SUBDOMAIN_MAX = 63 /* bytes */
};

static const struct {
	const char *prefix;
	enum compose_kind kind;
} forms[] = {
	{ "file:", COMPOSE_FILE },
	{ "env:", COMPOSE_ENV },
	{ "command:", COMPOSE_COMMAND },
	{ "read:", COMPOSE_READ },
};

void
compose_begin(struct compose_order *order)
{
	memcpy(order->members, compose_members, sizeof order->members);
}

void
compose_end(struct compose_order *order)
{
	size_t i;

	for (i = 0; i < COMPOSE_MEMBERS; i++)
		mem_release(&order->values[i]);
}

static struct compose *
member_at(struct compose_order *order, const char *pointer)
{
	struct compose *member = order->members;

	while (strcmp(member->pointer, pointer) != 0)
		member++;
	return member;
}

bool
compose_is_secret(const struct compose *member)
{
	return member->kind >= COMPOSE_SECRET;
}

void
compose_take(struct compose *member, const char *value)
{
	/* An earlier --secret may have made it another kind. */
	if (compose_is_secret(member))
		member->kind = COMPOSE_FILE;
	member->value = value;
}

void
compose_option(
    struct compose_order *order, const char *option, const char *value)
{
	struct compose *member = order->members;

	while (member->option == NULL || strcmp(member->option, option) != 0)
		member++;
	compose_take(member, value);
}

/* What follows the name is always the same: RFC 1035, 2.3.1. */
int
compose_subdomain(
    struct compose_order *order, const char *name, struct why *why)
{
	static const char good[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	struct compose *url = member_at(order, "/url");
	struct mem *value = &order->values[url - order->members];
	const size_t len = strlen(name);

	if (len == 0 || len > SUBDOMAIN_MAX || strspn(name, good) != len ||
	    name[0] == '-' || name[len - 1] == '-')
		return why_setx(why, WHY_USAGE,
		    "has to be a name such as acme, for "
		    "https://acme.atlassian.net; any other site is a --url");
	mem_cut(value, 0);
	mem_printf(value, "https://%s.atlassian.net", name);
	url->value = mem_str(value);
	return mem_check(value, why);
}

/* The secret whose name is the first len bytes of name, or NULL. */
static struct compose *
find_secret(struct compose_order *order, const char *name, size_t len)
{
	struct compose *member;
	const char *own;
	size_t i;

	for (i = 0; i < COMPOSE_MEMBERS; i++) {
		member = &order->members[i];
		own = strrchr(member->pointer, '/') + 1;
		if (compose_is_secret(member) && strlen(own) == len &&
		    strncmp(own, name, len) == 0)
			return member;
	}
	return NULL;
}

bool
compose_reference(struct compose *member, const char *text)
{
	size_t i, len;

	for (i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		len = strlen(forms[i].prefix);
		if (strncmp(text, forms[i].prefix, len) == 0) {
			member->kind = forms[i].kind;
			member->value = text + len;
			return true;
		}
	}
	return false;
}

int
compose_secret(struct compose_order *order, const char *arg, struct why *why)
{
	const size_t len = strcspn(arg, "=");
	struct compose *member = find_secret(order, arg, len);

	if (member != NULL && arg[len] == '=' &&
	    compose_reference(member, arg + len + 1))
		return 0;
	return why_setx(why, WHY_USAGE,
	    "has to be MEMBER=file:PATH, MEMBER=env:NAME, "
	    "MEMBER=command:ARGV or MEMBER=read:PATH");
}

static bool
has_word(const struct conn *conn, const char *pointer, const char *wanted)
{
	struct mem words = { 0 };
	const char *word;
	size_t count;
	bool found = false;

	count = conn_words(conn, pointer, &words);
	for (word = mem_str(&words); !found && count > 0; count--) {
		found = strcmp(word, wanted) == 0;
		word += strlen(word) + 1;
	}
	mem_release(&words);
	return found;
}

/*
 * Ask for a refresh token, where no other product or grant has such a scope.
 */
static int
add_refresh(struct conn *conn, struct why *why)
{
	static const char pointer[] = "/auth/scopes";
	const struct value scopes = text_at(&conn->text, pointer);
	struct compose more = { NULL, "/auth/scopes/-", COMPOSE_TEXT,
		SCOPE_OFFLINE };
	struct mem longer = { 0 };
	int rv = 0;

	conn_learn(conn);
	if (conn->product != CONN_CLOUD || conn->auth != CONN_OAUTH2 ||
	    has_word(conn, pointer, SCOPE_OFFLINE))
		return 0;
	if (scopes.kind == TEXT_STRING) {
		text_string(&conn->text, scopes, &longer);
		mem_printf(&longer, " %s", SCOPE_OFFLINE);
		more.pointer = pointer;
		more.value = mem_str(&longer);
	}
	if (scopes.kind == TEXT_STRING || scopes.kind == TEXT_ARRAY)
		rv = compose(conn, &more, 1, why);
	mem_release(&longer);
	return rv;
}

int
compose_all(struct compose_order *order, struct conn *conn, struct why *why)
{
	const char *url = member_at(order, "/url")->value;
	struct compose *product = member_at(order, "/product");
	const char *given = product->value;
	int rv;

	/* What goes without saying is said, once the URL tells. */
	if (url != NULL && given == NULL &&
	    text_at(&conn->text, product->pointer).kind == TEXT_NONE)
		product->value = conn_product_name(conn_product_at(url));
	rv = compose(conn, order->members, COMPOSE_MEMBERS, why);
	product->value = given;
	if (rv == 0 && !order->modest &&
	    member_at(order, "/auth/scopes")->value != NULL)
		rv = add_refresh(conn, why);
	return rv;
}
