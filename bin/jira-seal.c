/* jira-seal: seal and unseal the secrets in a JSON document. */

#include <sys/stat.h>
#include <sys/uio.h>

#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "edit.h"
#include "keyring.h"
#include "mem.h"
#include "option.h"
#include "password.h"
#include "path.h"
#include "prompt.h"
#include "quote.h"
#include "seal.h"
#include "seal_json.h"
#include "seal_raw.h"
#include "tool.h"
#include "vault_yaml.h"
#include "why.h"
#include "wipe_ssl.h"

/* All that one call is about. */
struct call {
	bool dry, json, list, raw, rekey, unseal;
	const char *name; /* of a variable */
	struct passwords passwords, new_passwords;
	struct keyring *ring, *new_ring;
	struct seal seal;
	struct config config;
	struct mem pointers; /* of what is to change, each ended by NUL */
	struct mem changed;  /* of what does */
	struct mem out;      /* with --raw */
};

static int
check_name(const char *name, struct why *why)
{
	return vault_yaml_name(name)
	    ? 0
	    : why_setx(
		  why, WHY_USAGE, "a name is of letters, digits, _, - and .");
}

static int
take_path(void *member, const char *arg, struct why *why)
{
	struct mem *const pointers = member;
	const char *end;

	if (path_pointer(arg, &end, pointers, why) == -1)
		return -1;
	mem_putc(pointers, '\0');
	if (*end != '\0')
		return why_setx(why, WHY_USAGE, "something follows the path");
	return mem_check(pointers, why);
}

static int
take_vault_id(void *passwords, const char *arg, struct why *why)
{
	return passwords_add(passwords, PASSWORD_ID, arg, why);
}

static int
take_password_file(void *passwords, const char *arg, struct why *why)
{
	return passwords_add_file(passwords, arg, why);
}

static const struct option_row rows[] = {
	{ 0, "break-links", NULL, "replace a file with several hard links",
	    OPTION_FLAG(struct call, config.flags, FILE_BREAK_LINKS) },
	{ 'n', "dry-run", NULL, "change nothing; exit 1 if it would",
	    OPTION_TO(struct call, dry) },
	{ 0, "encrypt-vault-id", "id",
	    "of several passwords seal with this id's",
	    OPTION_TO(struct call, seal.id) },
	{ 'i', "in-place", "file", "work on a file, not standard input",
	    OPTION_TO(struct call, config.path) },
	{ 0, "in-place-write", NULL, "write into the file: not safe in a crash",
	    OPTION_FLAG(struct call, config.flags, FILE_IN_PLACE) },
	{ 'J', "jobs", "jobs", "use so many threads",
	    OPTION_RANGE(struct call, seal.jobs, 1, SEAL_JOBS_MAX) },
	{ 'j', "json", NULL, "print what was done as a line of JSON",
	    OPTION_TO(struct call, json) },
	{ 'l', "list", NULL, "print the paths of what is sealed",
	    OPTION_TO(struct call, list) },
	{ 0, "name", "name", "with --raw: of a variable in YAML",
	    OPTION_CHECKED(struct call, name, check_name) },
	{ 0, "new-vault-id", "[id@]source", "with --rekey: a new password",
	    OPTION_BY(struct call, new_passwords, take_vault_id) },
	{ 0, "new-vault-password-file", "file",
	    "with --rekey: the file that holds one",
	    OPTION_BY(struct call, new_passwords, take_password_file) },
	{ 'p', "path", "path", "of a value, such as .auth.clientSecret",
	    OPTION_BY(struct call, pointers, take_path) },
	{ 'r', "raw", NULL, "not JSON: a whole file, or blocks in YAML",
	    OPTION_TO(struct call, raw) },
	{ 'R', "rekey", NULL, "seal anew what is sealed",
	    OPTION_TO(struct call, rekey) },
	{ 'u', "unseal", NULL, "open what is sealed",
	    OPTION_TO(struct call, unseal) },
	{ 0, "vault-id", "[id@]source",
	    "a password: a file, a program or prompt",
	    OPTION_BY(struct call, passwords, take_vault_id) },
	{ 0, "vault-password-file", "file", "a file or program with a password",
	    OPTION_BY(struct call, passwords, take_password_file) },
	{ 0, "wait", "seconds", "for a lock; default 60",
	    OPTION_RANGE(struct call, config.wait, 0, CONFIG_WAIT_MAX) },
	OPTION_REFUSED("new-vault-password", "give --new-vault-password-file"),
	OPTION_REFUSED("password", "give --vault-password-file"),
	OPTION_REFUSED("vault-pass", "give --vault-password-file"),
	OPTION_REFUSED("vault-password", "give --vault-password-file"),
	{ 0 },
};

static const struct options options = {
	.usage = "usage: jira-seal [-hjnrV] [-i file] [-J jobs] [-p path]\n"
		 "       jira-seal -R [-jnr] [-i file] [-J jobs] [-p path]\n"
		 "       jira-seal -u [-jnr] [-i file] [-J jobs] [-p path]\n"
		 "       jira-seal -l [-jr] [-i file]\n",
	.rows = rows,
};

/* Do the options go together? */
static bool
fits(const struct call *call)
{
	const bool path = call->pointers.len > 0, name = call->name != NULL;
	const bool in_place = call->config.path != NULL;

	if (call->list + call->rekey + call->unseal > 1)
		return false;
	if (call->list && (call->dry || path))
		return false;
	if (call->raw ? path : name)
		return false;
	/* A variable in YAML is not a file of its own. */
	if (name && in_place && !call->rekey && !call->unseal)
		return false;
	if (!call->rekey && call->new_passwords.count > 0)
		return false;
	return !call->json || in_place || call->dry || call->list;
}

/* Where no password is named, a person may know one. */
static struct keyring *
make_ring(struct passwords *passwords, bool is_new, struct why *why)
{
	if (passwords->count == 0 && prompt_possible() &&
	    passwords_add(passwords, PASSWORD_DEFAULT, "prompt", why) == -1)
		return NULL;
	return keyring_new(passwords, is_new, why);
}

static int
make_rings(struct call *call, struct why *why)
{
	const bool rekey = call->rekey, unseal = call->unseal;
	struct seal *seal = &call->seal;
	struct passwords *new = &call->new_passwords;

	if (passwords_environment(&call->passwords, why) == -1)
		return -1;
	call->ring = make_ring(&call->passwords, !rekey && !unseal, why);
	if (call->ring == NULL)
		return -1;
	if (rekey || unseal)
		seal->from = call->ring;
	if (!rekey || (new->count == 0 && seal->id != NULL)) {
		seal->to = unseal ? NULL : call->ring;
		return 0;
	}
	if ((call->new_ring = make_ring(new, true, why)) == NULL)
		return -1;
	seal->to = call->new_ring;
	return 0;
}

/* Write the result, and say what it is. */
static int
deliver(struct call *call, const struct iovec *parts, size_t count,
    bool changed, struct why *why)
{
	const mode_t keep = call->unseal ? S_IRWXU : 07777;
	struct mem line = { 0 };
	int rv = -1;

	if ((changed || call->config.path == NULL) &&
	    config_put(&call->config, parts, count, keep, why) == -1)
		goto out;
	if (call->json) {
		mem_printf(
		    &line, "{\"changed\":%s", changed ? "true" : "false");
		if (!call->raw) {
			mem_puts(&line, ",\"paths\":");
			quote_list(&line, &call->changed);
		}
		mem_puts(&line, "}\n");
		if (tool_write(&line, why) == -1)
			goto out;
	}
	if (call->config.look && changed)
		why->status = WHY_NO;
	rv = 0;
out:
	mem_release(&line);
	return rv;
}

/* Counter mode adds the same bits to all that one key seals. */
static void
warn_salt(const struct call *call)
{
	const char *salt = getenv("ANSIBLE_VAULT_ENCRYPT_SALT");
	const char *first = mem_str(&call->changed);

	if (call->seal.to != NULL && salt != NULL && *salt != '\0' &&
	    strlen(first) + 1 < call->changed.len)
		warnx("$ANSIBLE_VAULT_ENCRYPT_SALT: with one salt for several "
		      "secrets, who knows one can read the others");
}

/* All is as wanted, and perhaps another document was meant. */
static void
warn_idle(const struct call *call)
{
	const struct text *text = &call->config.text;
	const bool seals = call->seal.from == NULL;
	struct mem sealed = { 0 };

	if (seals)
		seal_json_sealed(text, &sealed);
	if (sealed.len == 0)
		tool_warn("%s: %s", text->name,
		    seals ? "there is nothing to seal: it holds no secret"
			  : "nothing in it is sealed");
	mem_release(&sealed);
}

static int
change_json(struct call *call, struct why *why)
{
	const struct text *text = &call->config.text;
	struct edit *edit = NULL;
	const struct iovec *parts;
	size_t count;
	int rv = -1;

	if (config_read(&call->config, why) == -1)
		goto out;
	if (call->pointers.len == 0) {
		if (call->seal.from != NULL)
			seal_json_sealed(text, &call->pointers);
		else if (seal_json_secrets(text, &call->pointers, why) == -1)
			goto out;
		if (call->pointers.len == 0)
			warn_idle(call);
	}
	if (mem_check(&call->pointers, why) == -1 ||
	    (edit = edit_new(text, why)) == NULL)
		goto out;
	if (seal_json_apply(&call->seal, text, &call->pointers, edit, why) ==
	    -1)
		goto out;
	edit_paths(edit, &call->changed);
	if (mem_check(&call->changed, why) == -1)
		goto out;
	warn_salt(call);
	if ((count = edit_parts(edit, &parts)) == 0) {
		why_setx(why, WHY_LATER, "out of memory");
		goto out;
	}
	rv = deliver(call, parts, count, edit_changes(edit), why);
out:
	edit_free(edit);
	return rv;
}

static int
change_raw(struct call *call, struct why *why)
{
	struct seal_bytes in = { .name = tool_name(call->config.path) };
	struct mem *const bytes = &call->config.bytes, *const out = &call->out;
	struct iovec part;
	int rv;

	if (config_load(&call->config, why) == -1)
		return -1;
	in.data = *bytes;
	if (call->unseal)
		rv = seal_raw_open(&call->seal, &in, call->name, out, why);
	else if (call->rekey)
		rv = seal_raw_rekey(&call->seal, &in, call->name, out, why);
	else
		rv = seal_raw_close(&call->seal, &in, call->name, out, why);
	if (rv == -1)
		return -1;
	part = (struct iovec){ out->data, out->len };
	return deliver(call, &part, 1,
	    out->len != bytes->len ||
		memcmp(mem_str(out), mem_str(bytes), out->len) != 0,
	    why);
}

/* Name what is sealed: as -p and --name take it, or as JSON has it. */
static int
list(struct call *call, struct why *why)
{
	struct config *config = &call->config;
	struct seal_bytes in = { 0 };
	struct mem found = { 0 };
	const char *s;
	int rv = -1;

	if ((call->raw ? config_load(config, why) : config_read(config, why)) ==
	    -1)
		goto out;
	in.data = config->bytes;
	if (call->raw)
		seal_raw_names(&in, &found);
	else
		seal_json_sealed(&config->text, &found);
	if (call->json) {
		mem_puts(&call->out, "{\"sealed\":");
		quote_list(&call->out, &found);
		mem_puts(&call->out, "}\n");
	}
	for (s = mem_str(&found);
	     s < mem_str(&found) + found.len && !call->json;
	     s += strlen(s) + 1) {
		if (call->raw)
			mem_puts(&call->out, s);
		else
			path_print(&config->text, s, &call->out);
		mem_putc(&call->out, '\n');
	}
	if (mem_check(&found, why) == -1)
		goto out;
	rv = tool_write(&call->out, why);
out:
	mem_release(&found);
	return rv;
}

static void
release(struct call *call)
{
	keyring_free(call->ring);
	keyring_free(call->new_ring);
	passwords_release(&call->passwords);
	passwords_release(&call->new_passwords);
	config_release(&call->config);
	mem_release(&call->pointers);
	mem_release(&call->changed);
	mem_release(&call->out);
}

int
main(int argc, char *argv[])
{
	static struct call call = { .config.wait = CONFIG_WAIT,
		.seal.jobs = 1 };
	struct why why = { 0 };

	tool_begin();
	wipe_ssl();

	while (tool_option(argc, argv, &options, &call) != NULL)
		continue;
	if (optind != argc || !fits(&call))
		tool_usage(&options);
	call.config.look = call.dry || call.list;

	if (call.list) {
		list(&call, &why);
		goto out;
	}
	/* Refuse before the slow part, so that a mistake costs nothing. */
	if (call.unseal && call.config.path == NULL && !call.config.look &&
	    tool_guard_secret(NULL, &why) == -1)
		goto out;
	if (make_rings(&call, &why) == -1)
		goto out;
	if (call.raw)
		change_raw(&call, &why);
	else
		change_json(&call, &why);
out:
	release(&call);
	return tool_finish(&why);
}
