/*
 * field_tree: the object that fields make, whose names say where they go:
 * a[b] is the member b of a, and a[] one more element of a.
 */
#ifndef FIELD_TREE_H
#define FIELD_TREE_H

#include <stddef.h>

struct field_node;
struct mem;
struct why;

enum {
	FIELD_DEPTH_MAX = 32 /* names and brackets in one field's name */
};

/*
 * Put a value, which is JSON, where name says; none (NULL) makes an empty
 * array of what ends in [].  As in gh(1), a[][b] is a member of the last
 * element of a, or of a new one if that has such a member, and it is no array.
 * The tree at *root, NULL at first, grows; field_tree_free() frees it.
 *
 * Returns 1; 0 and why, which is no failure of this call, where the place is
 * taken, or a value of another kind is on the way; or -1 and why: WHY_USAGE
 * for a name that is none, WHY_LATER.
 */
int field_tree_put(struct field_node **root, const char *name, const char *json,
    size_t len, struct why *why);

/* Add the object to json. */
void field_tree_print(const struct field_node *root, struct mem *json);
void field_tree_free(struct field_node *root);

#endif
