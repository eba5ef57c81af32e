/*
 * yaml_flat: a flat mapping of YAML, line by line.
 *
 * This is not YAML, but what config files and variables of it mostly are:
 * "name: value" at the left margin, the value plain or in quotation marks on
 * that line, or an inline block of ansible-vault ("!vault |").  Every other
 * line is passed over.
 */
#ifndef YAML_FLAT_H
#define YAML_FLAT_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

/* All zeros before the first; the caller releases value. */
struct yaml_flat {
	const char *name; /* name_len bytes, in the text */
	size_t name_len;
	size_t line;      /* that it is on, or that its block ends on */
	struct mem value; /* escapes resolved; of a block all its lines */
	bool bad;         /* it is of another kind, or not to its end there */
};

/* Step to the next entry of the text from *s on.  Returns false at the end. */
bool yaml_flat_next(const char **s, struct yaml_flat *entry);

/* Has the entry this name? */
bool yaml_flat_is(const struct yaml_flat *entry, const char *name);

#endif
