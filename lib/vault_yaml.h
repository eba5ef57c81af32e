/*
 * vault_yaml: sealed texts among the lines of YAML.
 *
 * "ansible-vault encrypt_string" makes of a sealed text a block that YAML
 * takes for the value of a variable:
 *
 *	password: !vault |
 *	          $ANSIBLE_VAULT;1.1;AES256
 *	          6233...
 *
 * This does not read YAML: a block is a line that begins, after blanks, like
 * a sealed text, with the lines after it that are indented as much.  A sealed
 * file is the one block, not indented, of its text.
 */
#ifndef VAULT_YAML_H
#define VAULT_YAML_H

#include <stdbool.h>
#include <stddef.h>

struct mem;

enum {
	VAULT_YAML_INDENT = 10 /* blanks, where ansible-vault writes a block */
};

/* A block: text[at] up to, but not with, text[end]; whole lines. */
struct vault_yaml {
	size_t at, end;
	size_t line;   /* the number of its first line, from 1 */
	size_t indent; /* bytes */
	const char
	    *name; /* of the variable, without quotation marks; or NULL */
	size_t name_len;
};

/* Step to the next block; the first call wants all zeros. */
bool vault_yaml_next(const char *text, size_t len, struct vault_yaml *block);

/* Add the sealed text, without indentation, to mem. */
void vault_yaml_text(
    const char *text, const struct vault_yaml *block, struct mem *mem);

/* Add a sealed text with the indentation of a block. */
void vault_yaml_replace(struct mem *mem, const char *text,
    const struct vault_yaml *block, const struct mem *sealed);

/* Add a new block; an empty name makes one without. */
void vault_yaml_write(
    struct mem *mem, const char *name, const struct mem *sealed);

/* Is this a name that needs no quotation marks, or empty? */
bool vault_yaml_name(const char *name);

#endif
