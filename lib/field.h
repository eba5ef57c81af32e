/*
 * field: name=value arguments, as members of a JSON object or as a query.
 */
#ifndef FIELD_H
#define FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

struct field_node;
struct why;

enum {
	FIELD_FILE_MAX = 1 << 28 /* bytes of a file as a value */
};

/* Fields, in the order they were added; all zeros is none. */
struct fields {
	size_t count;
	struct field_node *root; /* the object they make, or NULL */
	struct mem clash;        /* why they make none; or empty */
	struct mem query;        /* name=value&name=value */
};

/* Gets a file as a value: as tool_read(), which arg helps with. */
typedef int field_read(
    void *arg, const char *path, size_t max, struct mem *mem, struct why *why);

/*
 * Add name=text, whose value is a string as it stands.  With typed a value
 * that is true, false, null or a number is that, one that begins with {, [ or
 * a quotation mark has to be JSON, and @file is a file's contents as a string
 * (@- standard input's).  A name may have brackets, as field_tree_put() says;
 * one that ends in [] and has no value is an empty array.
 * Returns 0, or -1 and why: WHY_USAGE for what is no name=value, text that is
 * no UTF-8, or a value that is not the JSON it looks like; or as read() fails.
 */
int fields_add(struct fields *fields, const char *argument, bool typed,
    field_read *read, void *arg, struct why *why);
void fields_release(struct fields *fields);

/*
 * Add the object to json.  Returns 0, or -1 and why (WHY_USAGE) when a name
 * occurs twice, or is of an object, an array or a value at once.
 */
int fields_json(const struct fields *fields, struct mem *json, struct why *why);

#endif
