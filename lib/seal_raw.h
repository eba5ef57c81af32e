/*
 * seal_raw: whole files, and the sealed blocks among the lines of YAML.
 */
#ifndef SEAL_RAW_H
#define SEAL_RAW_H

#include "mem.h"

struct seal;
struct why;

/* Bytes, and what messages call them. */
struct seal_bytes {
	const char *name;
	struct mem data;
};

/*
 * Seal all of in and add the text to out; with a name as a block for YAML, of
 * a variable or, when the name is empty, of none.  What is sealed already is
 * added as it is.  Returns 0, or -1 and why, as seal_texts() fails.
 */
int seal_raw_close(const struct seal *seal, const struct seal_bytes *in,
    const char *name, struct mem *out, struct why *why);

/*
 * Open the one sealed text in in, or of several the one block of that name,
 * and add what it says to out.  Returns 0, or -1 and why: WHY_INPUT when
 * there is none or there are several, or as seal_texts() fails.
 */
int seal_raw_open(const struct seal *seal, const struct seal_bytes *in,
    const char *name, struct mem *out, struct why *why);

/*
 * Add in to out with every block, or those of that name, sealed anew, and all
 * else as it is.  Returns 0, or -1 and why, as seal_raw_open().
 */
int seal_raw_rekey(const struct seal *seal, const struct seal_bytes *in,
    const char *name, struct mem *out, struct why *why);

/* Add the names of all blocks, each ended by NUL; empty where there is none. */
void seal_raw_names(const struct seal_bytes *in, struct mem *names);

#endif
