/*
 * compact: a value as strict JSON without a needless byte.
 *
 * Numbers keep their bytes, and strings theirs where they are strict JSON
 * already: what passes through is not rewritten.
 */
#ifndef COMPACT_H
#define COMPACT_H

struct mem;
struct text;
struct value;

/* Add the value to mem. */
void compact_value(
    const struct text *text, struct value value, struct mem *mem);

/*
 * The same, without the members of objects that are null, in as far as no
 * array is around them: what a merge patch adds (RFC 7396, 2).
 */
void compact_patch(
    const struct text *text, struct value value, struct mem *mem);

#endif
