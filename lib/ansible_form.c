/* ansible_form: a connection as variables of Ansible. */

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "ansible_form.h"
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
		if (!yaml_flat_is(entry, name))
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
			yaml_form_draft(draft, pointers[i], entry);
		return;
	}
}

int
ansible_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why)
{
	return yaml_form_read(in, name, draft, take_variable, why);
}
