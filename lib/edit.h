/*
 * edit: changes to a text that touch only the bytes that change.
 *
 * A set of changes lies over a text, which stays as it is.  Places in it are
 * named by RFC 6901 pointers, and later changes see the earlier ones.  What
 * counts is the outcome: only where it differs from the text as data (1 and
 * 1.0 do not) are bytes replaced, added or taken out.  So a value may be set
 * as a whole, and yet keep all of its members that stay the same.
 *
 * What is new takes the style of its surroundings: line ends, indent, space
 * around the colon, commas (leading and trailing ones, too), one line or
 * many.  A member goes where it belongs if its siblings, three or more, are
 * sorted by the bytes of their names, and else to the end.  A member that is
 * deleted takes its own comments along: the comment lines right above it and
 * the rest of its line.  Every other byte stays.
 */
#ifndef EDIT_H
#define EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

struct edit;
struct iovec;
struct mem;
struct why;

/* A value, and the text that it stands in. */
struct place {
	const struct text *text;
	struct value value;
};

/* An object without members. */
struct place edit_object(void);

/* Returns a set without changes, freed with edit_free(); or NULL and why. */
struct edit *edit_new(const struct text *text, struct why *why);
void edit_free(struct edit *edit);

/*
 * A name on the way of a change that occurs twice in its object is refused.
 * After this, the last one counts, as it does for readers; deleting it
 * deletes them all, lest another one comes to count.
 */
void edit_allow_duplicates(struct edit *edit);

/*
 * Make what pointer names equal to a value, as data: to len bytes of JSON;
 * or to a value in another text, which is borrowed until edit_free().  The
 * objects on the way that are missing (or null) are made; in an array, "-"
 * and the number of its elements append.
 *
 * Returns 0, or -1 and why: WHY_INPUT for a value that is no JSON, a step
 * into something that is no container, an element that does not exist, a
 * name that occurs twice, or more than TEXT_DEPTH_MAX levels.
 */
int edit_set(struct edit *edit, const char *pointer, const char *json,
    size_t len, struct why *why);
int edit_put(struct edit *edit, const char *pointer, struct place value,
    struct why *why);

/*
 * As edit_put(), but an array's element goes before the one that pointer
 * names, as RFC 6902's "add" has it, and nothing on the way is made.
 */
int edit_insert(struct edit *edit, const char *pointer, struct place value,
    struct why *why);

/*
 * Delete what pointer names; what is not there, is no change.  The root
 * cannot be deleted.  Returns 0, or -1 and why, as edit_put().
 */
int edit_delete(struct edit *edit, const char *pointer, struct why *why);

/*
 * What pointer names after the changes so far: none if there is no such
 * value.  Valid until edit_free(), and not changed by later changes.
 * Returns 0, or -1 and why: WHY_INPUT for a name that occurs twice.
 */
int edit_at(struct edit *edit, const char *pointer, struct place *place,
    struct why *why);

/* The kind alone, which costs nothing even of a changed container. */
int edit_kind(struct edit *edit, const char *pointer, enum text_kind *kind,
    struct why *why);

/* Would the result differ from the text in any byte? */
bool edit_changes(struct edit *edit);

/*
 * Is a text, as data, what the changes make of the edit's own?  Without memory
 * to find out, the answer is no.
 */
bool edit_same(const struct edit *edit, const struct text *text);

/*
 * Add the pointers of what was set, added or deleted, each ended by NUL, in
 * the order of the text; what is new in an object comes after the rest of it.
 */
void edit_paths(struct edit *edit, struct mem *mem);

/*
 * The result: as parts to write one after the other, borrowed from edit and
 * text; or added to mem.  Returns the number of parts, which is 0 only if
 * there was no memory; mem remembers that for mem_check().
 */
size_t edit_parts(struct edit *edit, const struct iovec **parts);
void edit_text(struct edit *edit, struct mem *mem);

#endif
