/* yaml_form: a connection in the YAML of Ansible, jira-cli and go-jira. */

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "conn.h"
#include "conn_type.h"
#include "draft.h"
#include "fill.h"
#include "keyring.h"
#include "mem.h"
#include "password.h"
#include "quote.h"
#include "rule.h"
#include "secret.h"
#include "text.h"
#include "vault_yaml.h"
#include "why.h"
#include "yaml_flat.h"
#include "yaml_form.h"

enum {
	NAME_MAX_BYTES = 64 /* of a variable */
};

/* The members that variables are made of, beside those of auth. */
static const char *const tops[] = { "name", "url", "product", "cloudId",
	"api" };

/* What seals those secrets that are not yet. */
struct sealer {
	struct keyring *ring;
	size_t password;
	const char *id;
};

static int
open_sealer(struct sealer *sealer, struct why *why)
{
	struct passwords passwords = { 0 };
	int rv = -1;

	if (sealer->ring != NULL)
		return 0;
	if (passwords_environment(&passwords, why) == -1)
		goto out;
	if (passwords.count == 0) {
		why_setx(why, WHY_CONFIG,
		    "nothing to seal it with for Ansible: name a password by "
		    "$ANSIBLE_VAULT_PASSWORD_FILE");
		goto out;
	}
	if ((sealer->ring = keyring_new(&passwords, false, why)) == NULL)
		goto out;
	rv = keyring_choose(
	    sealer->ring, NULL, &sealer->password, &sealer->id, why);
out:
	passwords_release(&passwords);
	return rv;
}

/* "apiToken" is jira_api_token; of auth.type it is jira_auth_type. */
static void
make_name(char name[static NAME_MAX_BYTES], const char *member, bool in_auth)
{
	size_t i = strlcpy(name,
	    in_auth &&
		    (strcmp(member, "type") == 0 ||
			strcmp(member, "name") == 0 ||
			strcmp(member, "id") == 0)
		? "jira_auth_"
		: "jira_",
	    NAME_MAX_BYTES);

	for (; *member != '\0' && i < NAME_MAX_BYTES - 2; member++) {
		if (isupper((unsigned char)*member))
			name[i++] = '_';
		name[i++] = (char)tolower((unsigned char)*member);
	}
	name[i] = '\0';
}

/* Sealed as it is, if it is; by the environment's password, if not. */
static int
add_block(const struct conn *conn, const char *pointer, const char *name,
    struct sealer *sealer, struct mem *out, struct why *why)
{
	const struct value value = text_at(&conn->text, pointer);
	struct mem plain = { 0 }, sealed = { 0 };
	int rv = -1;

	if (secret_form(&conn->text, value) == SECRET_SEALED)
		text_string(&conn->text, value, &sealed);
	else {
		if (conn_secret(conn, pointer, &plain, why) == -1)
			goto out;
		if (open_sealer(sealer, why) == -1 ||
		    keyring_seal(sealer->ring, sealer->password, sealer->id,
			mem_str(&plain), plain.len, &sealed, why) == -1) {
			why_at(why, "%s: %s", conn->name, pointer);
			goto out;
		}
	}
	if (sealed.len > 0 && sealed.data[sealed.len - 1] != '\n')
		mem_putc(&sealed, '\n');
	vault_yaml_write(out, name, &sealed);
	rv = 0;
out:
	mem_release(&plain);
	mem_release(&sealed);
	return rv;
}

static void
add_list(const struct conn *conn, const char *pointer, struct mem *out)
{
	struct mem words = { 0 };
	const char *word;
	size_t i, count;

	count = conn_words(conn, pointer, &words);
	word = mem_str(&words);
	mem_putc(out, '[');
	for (i = 0; i < count; i++) {
		if (i > 0)
			mem_puts(out, ", ");
		quote_yaml(out, word, strlen(word));
		word += strlen(word) + 1;
	}
	mem_putc(out, ']');
	mem_release(&words);
}

static int
add_variable(const struct conn *conn, const char *member,
    const struct rule *rule, struct sealer *sealer, struct mem *out,
    struct why *why)
{
	const struct fill fill = { conn, quote_yaml, NULL, false };
	char name[NAME_MAX_BYTES];
	struct mem pointer = { 0 };
	int rv = 0;

	mem_printf(&pointer, "%s/%s", rule != NULL ? "/auth" : "", member);
	make_name(name, member, rule != NULL);
	if (text_at(&conn->text, mem_str(&pointer)).kind == TEXT_NONE)
		goto out;
	if (rule != NULL &&
	    (rule->kind == RULE_SECRET || rule->kind == RULE_KEY)) {
		rv = add_block(conn, mem_str(&pointer), name, sealer, out, why);
		goto out;
	}
	mem_printf(out, "%s: ", name);
	if (rule != NULL && rule->kind == RULE_WORDS)
		add_list(conn, mem_str(&pointer), out);
	else if (rule != NULL && rule->kind == RULE_ID)
		text_string(
		    &conn->text, text_at(&conn->text, mem_str(&pointer)), out);
	else
		rv = fill_member(&fill, mem_str(&pointer), out, why);
	mem_putc(out, '\n');
out:
	mem_release(&pointer);
	return rv;
}

int
ansible_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why)
{
	static const struct rule type = { .name = "type", .kind = RULE_TEXT };
	struct sealer sealer = { 0 };
	const struct conn_type *kind;
	const struct rule *rule;
	enum conn_auth auth;
	size_t i;
	int rv = -1;

	(void)id;
	kind = conn_type_named(
	    &conn->text, text_at(&conn->text, "/auth/type"), &auth);
	mem_puts(out, "---\n");
	for (i = 0; i < sizeof tops / sizeof tops[0]; i++)
		if (add_variable(conn, tops[i], NULL, &sealer, out, why) == -1)
			goto out;
	if (add_variable(conn, type.name, &type, &sealer, out, why) == -1)
		goto out;
	for (rule = kind->rules; rule->name != NULL; rule++)
		if (add_variable(conn, rule->name, rule, &sealer, out, why) ==
		    -1)
			goto out;
	rv = mem_check(out, why);
out:
	keyring_free(sealer.ring);
	return rv;
}

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

static bool
is_named(const struct yaml_flat *entry, const char *name)
{
	return strlen(name) == entry->name_len &&
	    strncmp(name, entry->name, entry->name_len) == 0;
}

static void
draft_entry(
    struct draft *draft, const char *pointer, const struct yaml_flat *entry)
{
	draft_add(draft, pointer, COMPOSE_TEXT, mem_str(&entry->value),
	    entry->value.len);
}

/* Call take for each entry; a scalar that it cannot read is refused. */
static int
read_entries(const struct mem *in, const char *name, struct draft *draft,
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

/* The pointers of all members that a variable can be about. */
static const char *const pointers[] = { "/name", "/url", "/product", "/cloudId",
	"/api", "/auth/type", "/auth/username", "/auth/apiToken",
	"/auth/consumerKey", "/auth/privateKey", "/auth/token",
	"/auth/tokenSecret", "/auth/sessionHandle", "/auth/requestor",
	"/auth/clientId", "/auth/clientSecret", "/auth/redirectUri",
	"/auth/scopes", "/auth/audience", "/auth/accessToken",
	"/auth/refreshToken", "/auth/expiresAt", "/auth/sessionExpiresAt" };

static void
take_variable(struct draft *draft, struct yaml_flat *entry)
{
	char name[NAME_MAX_BYTES];
	const char *member;
	size_t i;

	for (i = 0; i < sizeof pointers / sizeof pointers[0]; i++) {
		member = strrchr(pointers[i], '/') + 1;
		make_name(name, member, member != pointers[i] + 1);
		if (!is_named(entry, name))
			continue;
		if (strcmp(member, "scopes") == 0) {
			/* A list on one line is its words. */
			for (size_t j = 0; j < entry->value.len; j++)
				if (strchr("[],\"'", entry->value.data[j]) !=
				    NULL)
					entry->value.data[j] = ' ';
			draft_add(draft, pointers[i], COMPOSE_WORDS,
			    mem_str(&entry->value), entry->value.len);
		} else
			draft_entry(draft, pointers[i], entry);
		return;
	}
}

int
ansible_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	return read_entries(in, name, draft, take_variable, why);
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
	if (is_named(entry, "server"))
		draft_entry(draft, "/url", entry);
	else if (is_named(entry, "login"))
		draft_entry(draft, "/auth/username", entry);
	else if (is_named(entry, "auth_type"))
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

	if (is_named(entry, "endpoint"))
		draft_entry(draft, "/url", entry);
	else if (is_named(entry, "login")) {
		/* Who logs in; the user may have another name there. */
		if ((name = find_member(draft, "/auth/username")) != NULL)
			name->value = NULL;
		draft_entry(draft, "/auth/username", entry);
	} else if (is_named(entry, "user") &&
	    find_member(draft, "/auth/username") == NULL)
		draft_entry(draft, "/auth/username", entry);
	else if (is_named(entry, "authentication-method"))
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
	if (read_entries(in, name, draft, take_jira_cli, why) == -1)
		return -1;
	complete(draft);
	return 0;
}

int
go_jira_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	if (read_entries(in, name, draft, take_go_jira, why) == -1)
		return -1;
	complete(draft);
	return 0;
}
