/*
 * password: where the passwords of a vault come from, as ansible-vault has it.
 *
 * A source is "label@where", or "where" alone: a file that holds the password,
 * a program (a file that may be executed) that prints it, or "prompt".  A
 * program whose name, but for an extension, ends in "-client" is called with
 * "--vault-id label".  A leading ~ and $VARIABLES in a path are resolved.
 *
 * Of what a file holds or a person types the white space at both ends is
 * cut; of what a program prints, CR and LF at both ends.
 */
#ifndef PASSWORD_H
#define PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

struct why;

enum {
	PASSWORD_MAX = 65536,    /* bytes */
	PASSWORD_COUNT_MAX = 64, /* sources */
	PASSWORD_TIME = 60       /* seconds that a program may take */
};

/* In this order they are tried. */
enum password_rank {
	PASSWORD_LISTED, /* in $ANSIBLE_VAULT_IDENTITY_LIST */
	PASSWORD_ID,     /* --vault-id */
	PASSWORD_FILE,   /* --vault-password-file */
	PASSWORD_DEFAULT /* $ANSIBLE_VAULT_PASSWORD_FILE, or what stands in */
};

struct password {
	enum password_rank rank;
	char *label;   /* the vault id; never empty */
	bool labelled; /* the source itself names it */
	char *where;   /* "prompt", or a path that holds a slash */
	bool trusted;  /* a file that others may be able to read */
	struct mem secret;
};

/* All zeros is none.  Release with passwords_release(). */
struct passwords {
	struct password list[PASSWORD_COUNT_MAX];
	size_t count;
};

/*
 * Add a source, after those of the same rank.  Returns 0, or -1 and why:
 * WHY_USAGE for too many, no path, or a label that is no vault id; WHY_LATER.
 */
int passwords_add(struct passwords *passwords, enum password_rank rank,
    const char *source, struct why *why);

/* The same for a path of a file or program, whatever its characters. */
int passwords_add_file(
    struct passwords *passwords, const char *path, struct why *why);

/*
 * Add what the environment names: $ANSIBLE_VAULT_IDENTITY_LIST (sources with
 * commas between them), $ANSIBLE_VAULT_PASSWORD_FILE (a path); and, where
 * there is no source at all, $CREDENTIALS_DIRECTORY/jira-vault-password, if
 * it exists.  Returns as passwords_add().
 */
int passwords_environment(struct passwords *passwords, struct why *why);

/*
 * Get the secret, which has not been got yet; twice from a terminal when it
 * is new.  Returns 0, or -1 and why:
 * WHY_OPEN (none there, or a file that others can read), WHY_INPUT for an
 * empty one, WHY_USAGE where nobody can be asked, WHY_LATER for a program that
 * fails or does not end.
 */
int password_get(struct password *password, bool is_new, struct why *why);

/* The secret was itself sealed, and this is what it says: consumes plain. */
void password_opened(struct password *password, struct mem *plain);

void passwords_release(struct passwords *passwords);

#endif
