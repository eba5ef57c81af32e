/*
 * envelope: the text around what is sealed, in ansible-vault's format.
 *
 * A header, "$ANSIBLE_VAULT;1.1;AES256" or with a vault id
 * "$ANSIBLE_VAULT;1.2;AES256;dev", and then lines of 80 columns: the
 * hexadecimal digits of three lines, which are themselves the hexadecimal
 * digits of a salt, an HMAC and the ciphertext.  (Ansible's user guide,
 * "Format of files encrypted with Ansible Vault".)
 */
#ifndef ENVELOPE_H
#define ENVELOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

struct why;

enum {
	ENVELOPE_HMAC_SIZE = 32,  /* bytes: HMAC-SHA256 */
	ENVELOPE_BLOCK_SIZE = 16, /* bytes: AES */
	ENVELOPE_SALT_MAX = 4096, /* bytes; ansible-vault's own are of 32 */
	ENVELOPE_ID_MAX = 255     /* bytes of a vault id */
};

/* The id of what has none. */
#define ENVELOPE_ID "default"

/* Nothing of it is secret.  Release with envelope_release(). */
struct envelope {
	struct mem id; /* never empty, once it is read */
	struct mem salt;
	unsigned char hmac[ENVELOPE_HMAC_SIZE];
	struct mem ciphertext; /* whole blocks, at least one */
};

/* Does a text say that it is sealed, by how it begins? */
bool envelope_is(const char *text, size_t len);

/*
 * Read a text that envelope_is().  Lines may be of any length and end in
 * CR LF, and the last may lack its end; anything else that no writer of the
 * format makes is refused.  Returns 0, or -1 and why: WHY_INPUT for a version
 * or cipher that is not known, and for a text that is damaged or cut short,
 * with its line; WHY_LATER.
 */
int envelope_read(
    struct envelope *envelope, const char *text, size_t len, struct why *why);

/* Add the text to mem, in the version that the id asks for. */
void envelope_write(const struct envelope *envelope, struct mem *mem);

/*
 * Can this be a vault id?  Returns 0, or -1 and why (WHY_USAGE): empty, too
 * long, a semicolon or a control character in it, or blanks around it, which
 * a reader would strip.
 */
int envelope_check_id(const char *id, struct why *why);

void envelope_release(struct envelope *envelope);

#endif
