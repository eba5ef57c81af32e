/*
 * edit_print: new bytes for a value, in a style.
 */
#ifndef EDIT_PRINT_H
#define EDIT_PRINT_H

#include "edit_tree.h"

struct mem;
struct style;

/* The indent of a style's members, and a line end in front of that. */
void print_indent(struct mem *mem, const struct style *style);
void print_line(struct mem *mem, const struct style *style);

/* What follows a name, or an element: the value, in a container's style. */
void print_value(
    struct mem *mem, const struct style *style, const struct node *node);

/*
 * A whole member, or an element.  Returns whether it ends without quotation
 * marks, so that a comma must not follow it.
 */
bool print_member(
    struct mem *mem, const struct style *style, const struct node *node);

/* A value without any white space. */
void print_compact(struct mem *mem, const struct node *node);

#endif
