/*
 * mask: what of a document must not be shown to whoever reads a diff.
 *
 * That is every string and number under a name such as clientSecret, token,
 * DB_PASSWORD or privateKey, at whatever depth; a sealed string, wherever it
 * is; and what follows such a name in a comment.
 */
#ifndef MASK_H
#define MASK_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

struct text;
struct why;

/* Is this the name of a secret? */
bool mask_is_secret(const char *name, size_t len);

/* The places of one text, in order.  Release with mask_release(). */
struct mask {
	struct mem spans; /* of struct mask_span */
};

struct mask_span {
	size_t at, end;
};

/*
 * Find them, and what is at or below the pointers (RFC 6901) in hidden, each
 * ended by NUL, which may be NULL.  Returns 0, or -1 and why (no memory).
 */
int mask_find(struct mask *mask, const struct text *text,
    const struct mem *hidden, struct why *why);
void mask_release(struct mask *mask);

/*
 * Add the text's bytes from at up to end to mem, with "***" for what is
 * masked.  Many calls in the text's order cost one walk: *next, which begins
 * as 0, is kept between them.
 */
void mask_print(const struct mask *mask, const struct text *text, size_t at,
    size_t end, size_t *next, struct mem *mem);

#endif
