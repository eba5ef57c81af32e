/* show: what a connection says, but its secrets. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "branch.h"
#include "conn.h"
#include "conn_type.h"
#include "mem.h"
#include "plain.h"
#include "rule.h"
#include "secret.h"
#include "show.h"
#include "text.h"
#include "why.h"

static void
add_string(const struct text *text, struct value value, struct mem *out)
{
	struct mem string = { 0 };

	text_string(text, value, &string);
	plain_add(out, &string);
	mem_release(&string);
}

/* A URL with a user, or with a query where none belongs. */
static bool
is_loose_url(const char *url, enum rule_kind kind)
{
	const char *host = strstr(url, "://");
	const char *at = strchr(url, '@');

	host = host == NULL ? url : host + 3;
	return (at != NULL && at < host + strcspn(host, "/?#")) ||
	    (kind == RULE_BASE && strchr(url, '?') != NULL);
}

/* May a member that is wrong hold a secret where none belongs? */
static bool
may_hide(const struct text *text, struct value value, enum rule_kind kind)
{
	struct mem string = { 0 };
	bool loose;

	if (value.kind == TEXT_OBJECT || value.kind == TEXT_ARRAY)
		return true;
	if (kind != RULE_BASE && kind != RULE_URL)
		return false;
	text_string(text, value, &string);
	loose = is_loose_url(mem_str(&string), kind);
	mem_release(&string);
	return loose;
}

static void
add_value(const struct text *text, struct value value, enum rule_kind kind,
    struct mem *out)
{
	if (may_hide(text, value, kind))
		mem_puts(out, "unknown");
	else
		add_string(text, value, out);
}

static bool
is_secret(const struct rule *rule)
{
	return rule->kind == RULE_SECRET || rule->kind == RULE_KEY;
}

/* The rules of what stands inside a member: those of auth by its type. */
static const struct rule *
rules_inside(const struct conn *conn, const struct rule *rule)
{
	static const struct rule none[] = { { 0 } };
	const struct conn_type *type;
	enum conn_auth auth;

	if (strcmp(rule->name, "auth") != 0)
		return rule->inside;
	type = conn_type_named(
	    &conn->text, text_at(&conn->text, "/auth/type"), &auth);
	return type != NULL ? type->rules : none;
}

static void
add_held(const struct text *text, struct value value, struct mem *out)
{
	mem_puts(out, secret_form_name(secret_form(text, value)));
}

static void
add_row(const struct conn *conn, const char *name, struct mem *out)
{
	const struct text *text = &conn->text;
	struct member member = { 0 };
	const char *comma = "";

	mem_printf(out, "%s\t", name);
	add_value(text, text_at(text, "/auth/type"), RULE_TEXT, out);
	mem_putc(out, '\t');
	add_value(text, text_at(text, "/url"), RULE_BASE, out);
	mem_putc(out, '\t');
	for (; conn_next_secret(text, &member); comma = ",") {
		mem_puts(out, comma);
		add_string(text, member.name, out);
		mem_putc(out, '=');
		add_held(text, member.value, out);
	}
	mem_putc(out, '\n');
}

static void
add_words(const struct text *text, struct value array, struct mem *out)
{
	struct member member = { 0 };
	const char *blank = "";

	for (; text_next(text, array, &member); blank = " ") {
		mem_puts(out, blank);
		add_value(text, member.value, RULE_TEXT, out);
	}
}

/* The members of an object; those inside of another one come with its name. */
static void
add_lines(const struct conn *conn, struct value object, const char *above,
    const struct rule *rules, struct mem *out)
{
	const struct text *text = &conn->text;
	struct member member = { 0 };
	struct mem pointer = { 0 };
	const struct rule *rule;

	while (text_next(text, object, &member)) {
		mem_cut(&pointer, 0);
		mem_printf(&pointer, "%s/", above);
		add_string(text, member.name, &pointer);
		rule = rule_find(rules, text, member.name);
		if (rule != NULL && rule->kind == RULE_OBJECT) {
			add_lines(conn, member.value, mem_str(&pointer),
			    rules_inside(conn, rule), out);
			continue;
		}
		mem_printf(out, "%s\t", mem_str(&pointer));
		if (rule == NULL && !text_is(text, member.name, "type"))
			mem_puts(out, "unknown");
		else if (rule != NULL && is_secret(rule))
			add_held(text, member.value, out);
		else if (member.value.kind == TEXT_ARRAY)
			add_words(text, member.value, out);
		else
			add_value(text, member.value,
			    rule != NULL ? rule->kind : RULE_TEXT, out);
		mem_putc(out, '\n');
	}
	mem_release(&pointer);
}

static void
add_text(const struct conn *conn, struct mem *out)
{
	add_lines(conn, conn->text.root, "", conn_rules, out);
}

static void
add_quoted(const struct text *text, struct value value, struct mem *out)
{
	struct mem string = { 0 };

	text_string(text, value, &string);
	if (value.kind == TEXT_STRING)
		text_quote(out, mem_str(&string), string.len);
	else
		mem_puts(out, mem_str(&string));
	mem_release(&string);
}

static void
add_array(const struct text *text, struct value array, struct mem *out)
{
	struct member member = { 0 };
	const char *comma = "";

	mem_putc(out, '[');
	for (; text_next(text, array, &member); comma = ",") {
		mem_puts(out, comma);
		if (member.value.kind == TEXT_STRING)
			add_quoted(text, member.value, out);
		else
			mem_puts(out, "null");
	}
	mem_putc(out, ']');
}

/* A member that is not known, or may hide a secret, is null. */
static void
add_object(const struct conn *conn, struct value object,
    const struct rule *rules, struct mem *out)
{
	const struct text *text = &conn->text;
	struct member member = { 0 };
	const struct rule *rule;
	const char *comma = "{";

	if (!text_next(text, object, &member)) {
		mem_puts(out, "{}");
		return;
	}
	do {
		mem_puts(out, comma);
		comma = ",";
		add_quoted(text, member.name, out);
		mem_putc(out, ':');
		rule = rule_find(rules, text, member.name);
		if (rule == NULL && !text_is(text, member.name, "type"))
			mem_puts(out, "null");
		else if (rule != NULL && is_secret(rule)) {
			mem_puts(out, "{\"held\":\"");
			add_held(text, member.value, out);
			mem_puts(out, "\"}");
		} else if (rule != NULL && rule->kind == RULE_OBJECT)
			add_object(
			    conn, member.value, rules_inside(conn, rule), out);
		else if (member.value.kind == TEXT_ARRAY)
			add_array(text, member.value, out);
		else if (may_hide(text, member.value,
			     rule != NULL ? rule->kind : RULE_TEXT))
			mem_puts(out, "null");
		else
			add_quoted(text, member.value, out);
	} while (text_next(text, object, &member));
	mem_putc(out, '}');
}

static void
add_json(const struct conn *conn, const char *name, struct mem *out)
{
	mem_puts(out, "{\"connection\":");
	text_quote(out, name, strlen(name));
	mem_puts(out, ",\"document\":");
	add_object(conn, conn->text.root, conn_rules, out);
	mem_puts(out, "}\n");
}

int
show(const char *name, enum show form, struct mem *out, struct why *why)
{
	struct conn conn = { 0 };
	int rv;

	if ((rv = conn_load(&conn, name, why)) == 0) {
		conn_learn(&conn);
		if (form == SHOW_JSON)
			add_json(&conn, name != NULL ? name : conn.name, out);
		else if (form == SHOW_ROW)
			add_row(&conn, name, out);
		else
			add_text(&conn, out);
	}
	conn_release(&conn);
	return rv;
}

int
show_branch(const struct conn *conn, const char *key, const char *summary,
    struct mem *out, struct why *why)
{
	static const char pointer[] = "/app/createBranchUrlTemplate";
	struct branch_issue issue = { key, summary, NULL };
	struct mem template = { 0 }, site = { 0 }, wrong = { 0 };
	int rv = -1;

	if (conn_need(conn, pointer, &template, why) == -1 ||
	    conn_need(conn, "/url", &site, why) == -1)
		goto out;
	branch_check(mem_str(&template), &wrong);
	if (wrong.len > 0) {
		why_setx(why, WHY_CONFIG, "%s: %s: %s", conn->name, pointer,
		    mem_str(&wrong));
		goto out;
	}
	issue.site = mem_str(&site);
	branch_expand(mem_str(&template), &issue, out);
	mem_putc(out, '\n');
	rv = 0;
out:
	mem_release(&template);
	mem_release(&site);
	mem_release(&wrong);
	return rv;
}
