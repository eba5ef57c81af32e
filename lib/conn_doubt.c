/* conn_doubt: what is allowed, and may be a slip; see conn.h. */

#include <string.h>

#include "conn.h"
#include "conn_type.h"
#include "mem.h"
#include "near.h"
#include "plain.h"
#include "rule.h"
#include "secret.h"
#include "text.h"

/* The known name that is near a member's, and is not there itself; or NULL. */
static const char *
find_meant(const struct text *text, struct value object,
    const struct rule *rules, const char *name)
{
	const char *absent[RULE_COUNT_MAX + 1];
	size_t count = 0;

	for (; rules->name != NULL; rules++)
		if (text_member(text, object, rules->name).kind == TEXT_NONE)
			absent[count++] = rules->name;
	absent[count] = NULL;
	return near_name(absent, name);
}

/* Members that nobody knows are kept, and mean nothing. */
static void
doubt_names(const struct text *text, struct value object, const char *pointer,
    const struct rule *rules, struct mem *doubts)
{
	struct member member = { 0 };
	struct mem name = { 0 }, shown = { 0 };
	const char *meant;

	while (text_next(text, object, &member)) {
		if (rule_find(rules, text, member.name) != NULL)
			continue;
		mem_cut(&name, 0);
		mem_cut(&shown, 0);
		text_string(text, member.name, &name);
		plain_add(&shown, &name);
		meant = find_meant(text, object, rules, mem_str(&name));
		if (meant != NULL)
			rule_complain(text, doubts, pointer, mem_str(&shown),
			    "means nothing: is \"%s\" meant?", meant);
	}
	mem_release(&name);
	mem_release(&shown);
}

void
conn_doubt_names(const struct conn *conn, struct mem *doubts)
{
	static const struct rule no_type[] = { { .name = "type" }, { 0 } };
	const struct text *text = &conn->text;
	const struct conn_type *type;
	const struct rule *rule;
	struct mem pointer = { 0 };
	enum conn_auth auth;

	doubt_names(text, text->root, "", conn_rules, doubts);
	for (rule = conn_rules; rule->name != NULL; rule++) {
		if (rule->kind != RULE_OBJECT || rule->inside->name == NULL)
			continue;
		mem_cut(&pointer, 0);
		mem_printf(&pointer, "/%s", rule->name);
		doubt_names(text, text_at(text, mem_str(&pointer)),
		    mem_str(&pointer), rule->inside, doubts);
	}
	type = conn_type_named(text, text_at(text, "/auth/type"), &auth);
	doubt_names(text, text_at(text, "/auth"), "/auth",
	    type != NULL ? type->rules : no_type, doubts);
	mem_release(&pointer);
}

/* A token that is still to be obtained comes with its file. */
static bool
is_to_come(const struct conn *conn, const char *name)
{
	return strcmp(name, "accessToken") == 0 ||
	    strcmp(name, "refreshToken") == 0 ||
	    (conn->auth == CONN_PAT &&
		text_at(&conn->text, "/auth/name").kind != TEXT_NONE);
}

void
conn_doubt_files(const struct conn *conn, struct mem *doubts)
{
	struct member member = { 0 };
	struct mem pointer = { 0 };
	const char *name;

	while (conn_next_secret(&conn->text, &member)) {
		mem_cut(&pointer, 0);
		mem_puts(&pointer, "/auth/");
		text_string(&conn->text, member.name, &pointer);
		name = strrchr(mem_str(&pointer), '/') + 1;
		if (conn_is_vacant(conn, mem_str(&pointer)) &&
		    !is_to_come(conn, name))
			rule_complain(&conn->text, doubts, "/auth", name,
			    "refers to a file that is not there yet");
	}
	mem_release(&pointer);
}
