/*
 * edit_tree: values as they are after changes; for the edit modules alone.
 *
 * A node is a value that a change went to or through.  What it is now comes
 * from a text: the one that is edited, or one that a change brought.  Changes
 * within a container are its kids, laid over the members or elements in that
 * text; all the others are still nothing but bytes.
 *
 * Nodes live in the pool of their edit, and are freed with it.
 */
#ifndef EDIT_TREE_H
#define EDIT_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "edit.h"
#include "edit_names.h"
#include "edit_runs.h"
#include "mem.h"

struct why;

struct node {
	struct place now;    /* what it is, but for the kids */
	struct place origin; /* what it was in its container; none if added */
	struct value label;  /* the name beside origin; none of an element */
	const char *name;    /* the name, in len bytes of UTF-8, if added */
	size_t len;
	size_t seq; /* in the order of creation */
	bool deleted;
	bool twins;        /* others have the same name, in front of it */
	bool shadowed;     /* this is such another one */
	struct run *run;   /* that it is, of an array */
	struct kids *kids; /* NULL if no change went into it */
};

/* Where changes went within a container. */
struct kids {
	struct node **list; /* an object's, by walk_begin() in their order */
	size_t count, size;
	struct node **table; /* those of them that count, by hash */
	size_t slots;
	struct names names; /* of all members, once it is worth it */
	unsigned int lookups;
	struct runs runs;  /* an array's: all of its elements */
	struct kids *next; /* of all in the edit */
};

/* A step through a container as it is now, deleted members and all. */
struct walk {
	struct node *node;  /* that it is, or NULL if it is only bytes */
	struct place value; /* what it is, but for a node's kids */
	struct value label; /* its name in the container's text, or none */
	/* private */
	const struct node *in;
	struct member member;
	size_t kid, done;
	const struct run *run;
};

/* A text that a change brought. */
struct brought {
	struct brought *next;
	struct text text;
	struct mem bytes;
};

struct edit {
	const struct text *text;
	struct node root;
	bool duplicates; /* are allowed */
	size_t seq;
	struct chunk *chunks; /* the pool */
	struct kids *kids;
	struct brought *brought;
	struct mem step;   /* of a pointer, resolved */
	struct memo *memo; /* of styles */
	/* The outcome, if laid_out. */
	bool laid_out;
	struct splice *splices;
	size_t count, size;
	struct mem bytes; /* what is new, one splice after the other */
	struct mem path, paths;
	struct iovec *parts;
};

/* Returns size bytes of zeros from the pool, or NULL and why. */
void *tree_alloc(struct edit *edit, size_t size, struct why *why);
void tree_free(struct edit *edit);

/* The kids of a container, new if it has none; or NULL and why. */
struct kids *tree_kids(
    struct edit *edit, struct node *container, struct why *why);

/* The kid of that name, deleted or not, or NULL. */
struct node *tree_kid(const struct kids *kids, const char *name, size_t len);

/*
 * The node of a member, or of an element, as it is now; or, with *found NULL,
 * that there is none.  Returns 0, or -1 and why: for a name that occurs twice,
 * with both places.
 */
int tree_member(struct edit *edit, struct node *object, const char *name,
    size_t len, struct node **found, struct why *why);
int tree_element(struct edit *edit, struct node *array, size_t index,
    struct node **found, struct why *why);

/* What tree_member() would find, if that has no node yet, as bytes. */
int tree_look(struct edit *edit, struct node *object, const char *name,
    size_t len, struct node **node, struct found *found, struct why *why);

/*
 * Add a member that is not there, or an element before the one of that index.
 * What it is, the caller sets with tree_set(): until then it is none.
 * Returns the node, or NULL and why.
 */
struct node *tree_add(struct edit *edit, struct node *object, const char *name,
    size_t len, struct why *why);
struct node *tree_insert(
    struct edit *edit, struct node *array, size_t index, struct why *why);

/* Delete a member, with all others of its name; or an element. */
int tree_delete(struct edit *edit, const struct node *container,
    struct node *node, struct why *why);

/* How many elements there are.  Returns 0, or -1 and why. */
int tree_length(
    struct edit *edit, struct node *array, size_t *length, struct why *why);

/* Make a node equal to a value, changing only what differs. */
int tree_set(
    struct edit *edit, struct node *node, struct place value, struct why *why);

/*
 * Walk through a container, which may be a node for nothing but that: by
 * everything, or only by what is not deleted.
 */
void walk_begin(struct walk *walk, const struct node *container);
bool walk_next(struct walk *walk);
bool walk_live(struct walk *walk);

/* A node for a value that is only bytes, to walk through or to print. */
static inline struct node
tree_bare(struct place value)
{
	return (struct node){ .now = value };
}

#endif
