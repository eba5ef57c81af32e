/* conn_check: what a connection has to hold; see conn.h. */

#include <string.h>
#include <strings.h>

#include "conn.h"
#include "conn_type.h"
#include "mem.h"
#include "rule.h"
#include "secret.h"
#include "url.h"
#include "why.h"

enum {
	COMPLAINTS_MAX = WHY_MSG_MAX - 64 /* bytes shown, for "and more" */
};

static const char *const product_names[] = { "server", "cloud", NULL };
static const char *const api_names[] = { "platform", "csm", "devops", NULL };

/* Those of auth depend on its type. */
static const struct rule no_rules[] = { { 0 } };

static const struct rule app_rules[] = {
	{ .name = "serverBaseUrl", .kind = RULE_BASE },
	{ .name = "logoUrl", .kind = RULE_URL },
	{ .name = "permissions", .kind = RULE_WORDS },
	{ .name = "createBranchUrlTemplate", .kind = RULE_TEXT },
	{ 0 },
};

static const struct rule endpoint_rules[] = {
	{ .name = "requestToken", .kind = RULE_BASE },
	{ .name = "authorize", .kind = RULE_BASE },
	{ .name = "accessToken", .kind = RULE_BASE },
	{ .name = "token", .kind = RULE_BASE },
	{ .name = "revoke", .kind = RULE_BASE },
	{ .name = "resources", .kind = RULE_BASE },
	{ .name = "tenantInfo", .kind = RULE_BASE },
	{ .name = "api", .kind = RULE_BASE },
	{ .name = "ingest", .kind = RULE_BASE },
	{ 0 },
};

const struct rule conn_rules[] = {
	{ .name = "name", .kind = RULE_TEXT },
	{ .name = "url",
	    .kind = RULE_BASE,
	    .needed = "where Jira is, such as https://jira.example.com/jira" },
	{ .name = "product", .kind = RULE_CHOICE, .choices = product_names },
	{ .name = "cloudId", .kind = RULE_WORD },
	{ .name = "api", .kind = RULE_CHOICE, .choices = api_names },
	{ .name = "auth",
	    .kind = RULE_OBJECT,
	    .needed =
		"an object with the \"type\" of the credential and its members",
	    .inside = no_rules },
	{ .name = "app", .kind = RULE_OBJECT, .inside = app_rules },
	{ .name = "endpoints", .kind = RULE_OBJECT, .inside = endpoint_rules },
	{ 0 },
};

const char *
conn_product_name(enum conn_product product)
{
	return product_names[product];
}

enum conn_product
conn_product_at(const char *url)
{
	static const char domain[] = ".atlassian.net";
	const size_t len = sizeof domain - 1;
	struct url parts;
	struct why why = { 0 };

	if (url_split(&parts, url, &why) == 0 && parts.host.len > len &&
	    strncasecmp(parts.host.at + parts.host.len - len, domain, len) == 0)
		return CONN_CLOUD;
	return CONN_SERVER;
}

void
conn_learn(struct conn *conn)
{
	const struct value product = text_at(&conn->text, "/product");
	const struct value name = text_at(&conn->text, "/auth/type");
	struct mem url = { 0 };

	conn->product = CONN_SERVER;
	if (product.kind != TEXT_NONE)
		conn->product = text_is(&conn->text, product, "cloud")
		    ? CONN_CLOUD
		    : CONN_SERVER;
	else if (conn_get(conn, "/url", &url))
		conn->product = conn_product_at(mem_str(&url));
	(void)conn_type_named(&conn->text, name, &conn->auth);
	mem_release(&url);
}

/* Left over from another type, or written down for the wrong one. */
static void
check_strangers(const struct text *text, struct value auth,
    const struct conn_type *type, struct mem *complaints)
{
	struct member member = { 0 };
	const struct conn_type *owner;
	struct mem name = { 0 };

	while (text_next(text, auth, &member)) {
		owner = conn_type_owner(text, member.name);
		if (owner == NULL ||
		    rule_find(type->rules, text, member.name) != NULL)
			continue;
		mem_cut(&name, 0);
		text_string(text, member.name, &name);
		rule_complain(text, complaints, "/auth", mem_str(&name),
		    "belongs to \"%s\", but the type is \"%s\"", owner->name,
		    type->name);
	}
	mem_release(&name);
}

static void
check_auth(struct conn *conn, struct mem *complaints)
{
	const struct value auth = text_at(&conn->text, "/auth");
	const struct value name = text_member(&conn->text, auth, "type");
	const struct conn_type *type;
	struct mem names = { 0 };

	if (auth.kind != TEXT_OBJECT)
		return;
	type = conn_type_named(&conn->text, name, &conn->auth);
	if (type == NULL) {
		conn_type_list(&names);
		rule_complain(&conn->text, complaints, "/auth", "type", "%s %s",
		    name.kind == TEXT_NONE ? "is missing:" : "has to be",
		    mem_str(&names));
		mem_release(&names);
		return;
	}
	rule_check(&conn->text, auth, "/auth", type->rules, complaints);
	check_strangers(&conn->text, auth, type, complaints);
	if (type->check != NULL)
		type->check(conn, complaints);
}

static void
check_api(const struct conn *conn, struct mem *complaints)
{
	const struct value api = text_at(&conn->text, "/api");

	if (conn->product == CONN_SERVER &&
	    (text_is(&conn->text, api, "csm") ||
		text_is(&conn->text, api, "devops")))
		rule_complain(&conn->text, complaints, "", "api",
		    "is Jira Cloud's, but \"product\" is \"server\"");
}

/* All lines, or as many whole ones as a reason has room for. */
static int
complain(struct mem *complaints, struct why *why)
{
	size_t len = COMPLAINTS_MAX;

	if (mem_check(complaints, why) == -1)
		return -1;
	if (complaints->len > COMPLAINTS_MAX) {
		while (len > 0 && complaints->data[len] != '\n')
			len--;
		mem_cut(complaints, len);
		mem_puts(complaints, "\nand more");
	}
	return why_setx(why, WHY_CONFIG, "%s", mem_str(complaints));
}

void
conn_complain(struct conn *conn, struct mem *complaints)
{
	if (conn->text.root.kind != TEXT_OBJECT) {
		mem_printf(complaints,
		    "%s: a connection has to be a JSON object",
		    conn->text.name);
		return;
	}
	conn_learn(conn);
	rule_check(&conn->text, conn->text.root, "", conn_rules, complaints);
	check_auth(conn, complaints);
	check_api(conn, complaints);
}

int
conn_check(struct conn *conn, struct why *why)
{
	struct mem complaints = { 0 };
	int rv = 0;

	conn_complain(conn, &complaints);
	if (complaints.len > 0 || complaints.failed)
		rv = complain(&complaints, why);
	mem_release(&complaints);
	return rv;
}

bool
conn_next_secret(const struct text *text, struct member *member)
{
	const struct value auth = text_at(text, "/auth");
	const struct conn_type *owner;
	const struct rule *rule;

	while (text_next(text, auth, member)) {
		if ((owner = conn_type_owner(text, member->name)) == NULL)
			continue;
		rule = rule_find(owner->rules, text, member->name);
		if (rule->kind == RULE_SECRET || rule->kind == RULE_KEY)
			return true;
	}
	return false;
}

void
conn_variables(const struct conn *conn, struct mem *names)
{
	struct member member = { 0 };

	while (conn_next_secret(&conn->text, &member)) {
		if (secret_form(&conn->text, member.value) != SECRET_ENV)
			continue;
		text_string(&conn->text,
		    text_member(&conn->text, member.value, "env"), names);
		mem_putc(names, '\0');
	}
}

bool
conn_holds_secret(const struct conn *conn)
{
	struct member member = { 0 };

	while (conn_next_secret(&conn->text, &member))
		if (secret_form(&conn->text, member.value) == SECRET_PLAIN)
			return true;
	return false;
}
