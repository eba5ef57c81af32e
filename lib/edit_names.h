/*
 * edit_names: where the members of an object are, by name.
 *
 * A few names are found by looking at all of them; many are not.
 */
#ifndef EDIT_NAMES_H
#define EDIT_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"
#include "text.h"

struct why;

/* All zeros is not built. */
struct names {
	size_t *slots;    /* the place of a name, and 1; or 0 */
	size_t size;      /* a power of 2 */
	struct mem twins; /* the names that occur before, if there are any */
};

/* What a name leads to; a name that occurs twice leads to the last. */
struct found {
	struct member member; /* none if there is no such name */
	struct value first;   /* the first name, if there are more; or none */
};

/* Returns 0, or -1 and why; names_release() frees it. */
int names_build(struct names *names, const struct text *text,
    struct value object, struct why *why);
void names_release(struct names *names);

/* Look a name of len bytes of UTF-8 up, in names if they are built. */
struct found names_find(const struct names *names, const struct text *text,
    struct value object, const char *name, size_t len);

/*
 * Step to the next member of that name, in the order of the text; the first
 * call wants a member of all zeros.
 */
bool names_next(const struct names *names, const struct text *text,
    struct value object, const char *name, size_t len, struct member *member);

#endif
