/*
 * path: where in a document, as people write it and as RFC 6901 does.
 *
 * A path is jq's: ".auth.token", ".servers[0].name", ".\"a b\"", ".[\"a b\"]";
 * "." is the whole document.  A name without quotation marks is of letters,
 * digits, "_", "-", "$" and anything that is not ASCII.  "[-]" is the place
 * after an array's last element.
 */
#ifndef PATH_H
#define PATH_H

#include <stddef.h>

struct mem;
struct text;
struct why;

/*
 * Add the pointer of the path that text begins with to pointer; *end is where
 * the path ends.  Returns 0, or -1 and why (WHY_USAGE), naming the place by
 * its number and never quoting the text.
 */
int path_pointer(
    const char *text, const char **end, struct mem *pointer, struct why *why);

/* Add the path of a pointer to a value of text, so that it can be read back. */
void path_print(const struct text *text, const char *pointer, struct mem *path);

/* Add the path of each value below the root, in order, each ended by LF. */
void path_list(const struct text *text, struct mem *paths);

/* Add one step to a pointer: "/" and the name, with "~" and "/" escaped. */
void path_step(struct mem *pointer, const char *name, size_t len);

#endif
