/* yaml_form: a connection in the YAML of jira-cli and go-jira. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "conn.h"
#include "draft.h"
#include "fill.h"
#include "mem.h"
#include "quote.h"
#include "why.h"
#include "yaml_flat.h"
#include "yaml_form.h"

static int
refuse_type(const struct conn *conn, const char *program, struct why *why)
{
	return why_setx(why, WHY_USAGE,
	    "%s knows no \"%s\": it takes \"basic\" and \"pat\"", program,
	    conn_auth_name(conn->auth));
}

int
jira_cli_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why)
{
	const struct fill fill_in = { conn, quote_yaml, NULL, false };

	(void)id;
	if (conn->auth != CONN_BASIC && conn->auth != CONN_PAT)
		return refuse_type(conn, "jira-cli", why);
	mem_puts(out, "# The token comes from $JIRA_API_TOKEN.\n");
	mem_printf(out, "installation: %s\n",
	    conn->product == CONN_CLOUD ? "Cloud" : "Local");
	return fill(&fill_in,
	    conn->auth == CONN_BASIC ? "server: </url>\n"
				       "login: </auth/username>\n"
				       "auth_type: basic\n"
				     : "server: </url>\n"
				       "auth_type: bearer\n",
	    out, why);
}

int
go_jira_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why)
{
	const struct fill fill_in = { conn, quote_yaml, NULL, false };

	(void)id;
	if (conn->auth != CONN_BASIC && conn->auth != CONN_PAT)
		return refuse_type(conn, "go-jira", why);
	mem_puts(out, "# The token comes from $JIRA_API_TOKEN.\n");
	return fill(&fill_in,
	    conn->auth == CONN_BASIC ? "endpoint: </url>\n"
				       "login: </auth/username>\n"
				       "user: </auth/username>\n"
				       "authentication-method: api-token\n"
				     : "endpoint: </url>\n"
				       "authentication-method: bearer-token\n",
	    out, why);
}

void
yaml_form_draft(
    struct draft *draft, const char *pointer, const struct yaml_flat *entry)
{
	draft_add(draft, pointer, COMPOSE_TEXT, mem_str(&entry->value),
	    entry->value.len);
}

int
yaml_form_read(const struct mem *in, const char *name, struct draft *draft,
    void (*take)(struct draft *draft, struct yaml_flat *entry), struct why *why)
{
	struct yaml_flat entry = { 0 };
	const char *s = mem_str(in);
	const size_t before = draft->count;
	int rv = -1;

	if (strlen(s) != in->len) {
		why_setx(why, WHY_INPUT, "%s: a NUL byte", name);
		goto out;
	}
	while (yaml_flat_next(&s, &entry)) {
		const size_t count = draft->count;

		take(draft, &entry);
		if (entry.bad && draft->count > count) {
			why_setx(why, WHY_INPUT,
			    "%s:%zu: not a value on one line", name,
			    entry.line);
			goto out;
		}
		entry.bad = false;
	}
	if (draft->count == before) {
		why_setx(
		    why, WHY_INPUT, "%s: nothing about Jira is in it", name);
		goto out;
	}
	rv = 0;
out:
	mem_release(&entry.value);
	return rv;
}

static void
set_auth(struct draft *draft, bool bearer)
{
	static const char variable[] = "JIRA_API_TOKEN";
	const char *type = bearer ? "pat" : "basic";

	draft_add(draft, "/auth/type", COMPOSE_TEXT, type, strlen(type));
	draft_add(draft, bearer ? "/auth/token" : "/auth/apiToken", COMPOSE_ENV,
	    variable, sizeof variable - 1);
}

static void
take_jira_cli(struct draft *draft, struct yaml_flat *entry)
{
	if (yaml_flat_is(entry, "server"))
		yaml_form_draft(draft, "/url", entry);
	else if (yaml_flat_is(entry, "login"))
		yaml_form_draft(draft, "/auth/username", entry);
	else if (yaml_flat_is(entry, "auth_type"))
		set_auth(draft, strcmp(mem_str(&entry->value), "bearer") == 0);
}

static struct compose *
find_member(struct draft *draft, const char *pointer)
{
	size_t i;

	for (i = 0; i < draft->count; i++)
		if (draft->members[i].value != NULL &&
		    strcmp(draft->members[i].pointer, pointer) == 0)
			return &draft->members[i];
	return NULL;
}

static void
take_go_jira(struct draft *draft, struct yaml_flat *entry)
{
	struct compose *name;

	if (yaml_flat_is(entry, "endpoint"))
		yaml_form_draft(draft, "/url", entry);
	else if (yaml_flat_is(entry, "login")) {
		/* Who logs in; the user may have another name there. */
		if ((name = find_member(draft, "/auth/username")) != NULL)
			name->value = NULL;
		yaml_form_draft(draft, "/auth/username", entry);
	} else if (yaml_flat_is(entry, "user") &&
	    find_member(draft, "/auth/username") == NULL)
		yaml_form_draft(draft, "/auth/username", entry);
	else if (yaml_flat_is(entry, "authentication-method"))
		set_auth(
		    draft, strcmp(mem_str(&entry->value), "bearer-token") == 0);
}

/* Basic is what goes without saying; the bearer of a token has no name. */
static void
complete(struct draft *draft)
{
	struct compose *name;

	if (find_member(draft, "/auth/type") == NULL)
		set_auth(draft, false);
	name = find_member(draft, "/auth/username");
	if (name != NULL && find_member(draft, "/auth/token") != NULL)
		name->value = NULL;
}

int
jira_cli_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	if (yaml_form_read(in, name, draft, take_jira_cli, why) == -1)
		return -1;
	complete(draft);
	return 0;
}

int
go_jira_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	if (yaml_form_read(in, name, draft, take_go_jira, why) == -1)
		return -1;
	complete(draft);
	return 0;
}
