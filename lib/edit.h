/*
 * edit: changes to a text that touch only the bytes that change.
 *
 * What is new takes the style of its surroundings: indent, space after the
 * colon, commas, one line or many.  A member that is deleted takes its own
 * comments along.  Setting what already is, as data, changes nothing.
 */
#ifndef EDIT_H
#define EDIT_H

#include <stdbool.h>
#include <stddef.h>

struct iovec;
struct mem;
struct text;
struct why;

/*
 * An open set of changes to one text.  The text stays the caller's, and
 * stays as it is; later changes see the earlier ones.
 */
struct edit;

/* Returns a set without changes, freed with edit_free(); or NULL and why. */
struct edit *edit_new(const struct text *text, struct why *why);
void edit_free(struct edit *edit);

/*
 * Set what an RFC 6901 pointer names to a JSON value, making the objects on
 * the way that are missing; or delete it (deleting nothing is no change).
 * Returns 0, or -1 and why: WHY_INPUT for a value that is no JSON, a step
 * into something that is no container, or a name that occurs twice.
 */
int edit_set(struct edit *edit, const char *pointer, const char *json,
    size_t len, struct why *why);
int edit_delete(struct edit *edit, const char *pointer, struct why *why);

/* Would the result differ from the text in any byte? */
bool edit_changes(const struct edit *edit);

/*
 * The result: as parts to write one after the other, borrowed from edit and
 * text; or added to mem.  Returns the number of parts.
 */
size_t edit_parts(const struct edit *edit, const struct iovec **parts);
void edit_text(const struct edit *edit, struct mem *mem);

#endif
