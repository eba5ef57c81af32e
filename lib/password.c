/* password: where the passwords of a vault come from, as ansible-vault has it.
 */

#include <sys/stat.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "envelope.h"
#include "expand.h"
#include "file.h"
#include "mem.h"
#include "password.h"
#include "prompt.h"
#include "why.h"

static const char ask[] = "prompt";
static const char line_ends[] = "\r\n";
static const char white[] = " \t\n\r\v\f";

/* Make room for one at the end of its rank. */
static struct password *
insert(struct passwords *passwords, enum password_rank rank)
{
	size_t i = passwords->count++;

	for (; i > 0 && passwords->list[i - 1].rank > rank; i--)
		passwords->list[i] = passwords->list[i - 1];
	passwords->list[i] = (struct password){ .rank = rank };
	return &passwords->list[i];
}

static const char *
default_label(void)
{
	const char *label = getenv("ANSIBLE_VAULT_IDENTITY");

	return label == NULL || *label == '\0' ? ENVELOPE_ID : label;
}

/* A program is not looked up along $PATH, so its path has a slash. */
static char *
resolve(const char *where, struct why *why)
{
	struct mem path = { 0 };
	char *resolved = NULL;

	if (strcmp(where, ask) == 0)
		mem_puts(&path, where);
	else
		expand_file(&path, where);
	if (mem_check(&path, why) == 0 &&
	    (resolved = strdup(mem_str(&path))) == NULL)
		why_setx(why, WHY_LATER, "out of memory");
	mem_release(&path);
	return resolved;
}

int
passwords_add(struct passwords *passwords, enum password_rank rank,
    const char *source, struct why *why)
{
	const char *at = strchr(source, '@');
	const char *where = at == NULL ? source : at + 1;
	struct password *password;

	if (passwords->count == PASSWORD_COUNT_MAX)
		return why_setx(why, WHY_USAGE,
		    "more than %d sources of vault passwords",
		    PASSWORD_COUNT_MAX);
	if (*where == '\0')
		return why_setx(
		    why, WHY_USAGE, "a source of a vault password has no path");
	password = insert(passwords, rank);
	password->labelled = at != NULL && at != source;
	if (password->labelled)
		password->label = strndup(source, (size_t)(at - source));
	else
		password->label = strdup(default_label());
	if (password->label == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	if ((password->where = resolve(where, why)) == NULL)
		return -1;
	return envelope_check_id(password->label, why);
}

/* A path may have an @ in it, and stands under the default id. */
static int
add_file(struct passwords *passwords, enum password_rank rank, const char *path,
    struct why *why)
{
	struct mem source = { 0 };
	int rv = -1;

	mem_printf(&source, "%s@%s", default_label(), path);
	if (mem_check(&source, why) == 0)
		rv = passwords_add(passwords, rank, mem_str(&source), why);
	mem_release(&source);
	return rv;
}

int
passwords_add_file(
    struct passwords *passwords, const char *path, struct why *why)
{
	return add_file(passwords, PASSWORD_FILE, path, why);
}

static int
add_list(struct passwords *passwords, const char *list, struct why *why)
{
	char *copy, *rest, *source, *end;
	int rv = 0;

	if ((copy = rest = strdup(list)) == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	while (rv == 0 && (source = strsep(&rest, ",")) != NULL) {
		source += strspn(source, white);
		end = source + strlen(source);
		while (end > source && strchr(white, end[-1]) != NULL)
			*--end = '\0';
		if (*source != '\0')
			rv = passwords_add(
			    passwords, PASSWORD_LISTED, source, why);
	}
	free(copy);
	return rv;
}

/*
 * systemd lets a service's user in by an ACL, whose mask looks like the
 * group's right to read; that is no reason to refuse it.
 */
static int
add_credential(
    struct passwords *passwords, const char *directory, struct why *why)
{
	struct mem path = { 0 };
	int rv = 0;

	mem_printf(&path, "%s/jira-vault-password", directory);
	if (mem_check(&path, why) == -1)
		rv = -1;
	else if (access(mem_str(&path), F_OK) == 0) {
		rv = add_file(passwords, PASSWORD_DEFAULT, mem_str(&path), why);
		passwords->list[passwords->count - 1].trusted = true;
	}
	mem_release(&path);
	return rv;
}

int
passwords_environment(struct passwords *passwords, struct why *why)
{
	const char *list = getenv("ANSIBLE_VAULT_IDENTITY_LIST");
	const char *file = getenv("ANSIBLE_VAULT_PASSWORD_FILE");
	const char *directory = getenv("CREDENTIALS_DIRECTORY");

	if (list != NULL && add_list(passwords, list, why) == -1)
		return why_at(why, "$ANSIBLE_VAULT_IDENTITY_LIST");
	if (file != NULL && *file != '\0' &&
	    add_file(passwords, PASSWORD_DEFAULT, file, why) == -1)
		return why_at(why, "$ANSIBLE_VAULT_PASSWORD_FILE");
	if (passwords->count == 0 && directory != NULL)
		return add_credential(passwords, directory, why);
	return 0;
}

/* Cut those characters at both ends. */
static void
strip(struct mem *mem, const char *set)
{
	size_t from = 0;

	while (mem->len > 0 && strchr(set, mem->data[mem->len - 1]) != NULL &&
	    mem->data[mem->len - 1] != '\0')
		mem_cut(mem, mem->len - 1);
	while (from < mem->len && mem->data[from] != '\0' &&
	    strchr(set, mem->data[from]) != NULL)
		from++;
	if (from > 0) {
		memmove(mem->data, mem->data + from, mem->len - from);
		mem_cut(mem, mem->len - from);
	}
}

static int
ask_person(struct password *password, bool is_new, struct why *why)
{
	struct mem question = { 0 }, again = { 0 };
	int rv = -1;

	mem_printf(&question,
	    "%s password (%s): ", is_new ? "New vault" : "Vault",
	    password->label);
	mem_printf(
	    &again, "Confirm new vault password (%s): ", password->label);
	if (mem_check(&question, why) == 0 && mem_check(&again, why) == 0)
		rv = prompt_secret(mem_str(&question),
		    is_new ? mem_str(&again) : NULL, &password->secret, why);
	if (rv == -1)
		why_at(why, "vault password (%s)", password->label);
	mem_release(&question);
	mem_release(&again);
	strip(&password->secret, white);
	return rv;
}

/* "vault-client", "vault-client.py": the last extension does not count. */
static bool
is_client(const char *path)
{
	static const char client[] = "-client";
	const char *name = strrchr(path, '/') + 1, *dot;
	size_t len;

	name += strspn(name, ".");
	dot = strrchr(name, '.');
	len = dot == NULL ? strlen(name) : (size_t)(dot - name);
	return len >= sizeof client - 1 &&
	    strncmp(name + len - (sizeof client - 1), client,
		sizeof client - 1) == 0;
}

static int
run_program(struct password *password, struct why *why)
{
	char option[] = "--vault-id";
	char *argv[] = { password->where, NULL, NULL, NULL };

	if (password->labelled && is_client(password->where)) {
		argv[1] = option;
		argv[2] = password->label;
	}
	if (command_read(argv, PASSWORD_TIME, PASSWORD_MAX, &password->secret,
		why) == -1)
		return -1;
	strip(&password->secret, line_ends);
	return 0;
}

static int
read_file(struct password *password, struct why *why)
{
	int rv;

	if (password->trusted)
		rv = file_read(
		    password->where, PASSWORD_MAX, &password->secret, why);
	else
		rv = file_read_secret(
		    password->where, PASSWORD_MAX, &password->secret, why);
	if (rv == -1)
		return -1;
	strip(&password->secret, white);
	return 0;
}

static int
get(struct password *password, bool is_new, struct why *why)
{
	const mode_t executable = S_IXUSR | S_IXGRP | S_IXOTH;
	struct stat st;

	if (strcmp(password->where, ask) == 0)
		return ask_person(password, is_new, why);
	if (stat(password->where, &st) == -1)
		return why_set(why, WHY_OPEN, "%s", password->where);
	if (S_ISREG(st.st_mode) && (st.st_mode & executable) != 0)
		return run_program(password, why);
	return read_file(password, why);
}

int
password_get(struct password *password, bool is_new, struct why *why)
{
	if (get(password, is_new, why) == -1)
		return -1;
	if (mem_check(&password->secret, why) == -1)
		return -1;
	if (password->secret.len == 0)
		return why_setx(why, WHY_INPUT,
		    "%s: there is no vault password in it", password->where);
	return 0;
}

void
password_opened(struct password *password, struct mem *plain)
{
	mem_release(&password->secret);
	password->secret = *plain;
	*plain = (struct mem){ 0 };
	strip(&password->secret, line_ends);
}

void
passwords_release(struct passwords *passwords)
{
	struct password *password;
	size_t i;

	for (i = 0; i < passwords->count; i++) {
		password = &passwords->list[i];
		free(password->label);
		free(password->where);
		mem_release(&password->secret);
	}
	*passwords = (struct passwords){ 0 };
}
