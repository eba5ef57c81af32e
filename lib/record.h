/*
 * record: what the DevOps APIs of Jira Cloud take: builds, deployments,
 * development information, feature flags, remote links, and what apps send.
 *
 * A further kind is a row of the table in record.c, and a shape.
 */
#ifndef RECORD_H
#define RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct mem;
struct shape;
struct shape_plan;

enum {
	RECORD_MAX = 1 << 23, /* bytes of one */
	RECORD_KEY_PARTS = 3
};

/* A part of a record's key. */
struct record_part {
	const char *within; /* a member of the record; or NULL: the record */
	const char *member; /* of that */
	const char *name;   /* of it in an answer */
	const char *lead;   /* that as JSON, with the colon */
	size_t lead_len;    /* bytes */
	bool number;
};

struct record_kind {
	const char *name;    /* as people call them: "flags" */
	const char *service; /* as paths do: "featureflags" */
	const char *root;    /* as requests do */
	const struct shape *shape;
	const struct shape *frame; /* of a request, around the records */
	size_t most;               /* in a request */
	size_t most_entities;      /* in the records of a request; 0: none */
	struct record_part key[RECORD_KEY_PARTS + 1]; /* up to a NULL */
	const char *sequence;
	const char *accepted, *refused; /* in an answer */
	const char *path;               /* of one, each "*" a part of its key */
	const struct record_kind *twin; /* of the same service, or NULL */
};

/* The kind of that name, or NULL; and all names, up to NULL. */
const struct record_kind *record_kind(const char *name);
extern const char *const record_names[];

/*
 * Hold a record against the shape of its kind, its length, and the number of
 * its entities: adds an item to errors for each complaint, as shape_check().
 * Returns how many.
 */
size_t record_check(const struct record_kind *kind, const struct text *text,
    struct value record, struct mem *errors);

/* The same, as shape_check_unfilled(). */
size_t record_check_unfilled(const struct record_kind *kind,
    const struct text *text, struct value record, struct shape_plan *plan,
    struct mem *errors);

/*
 * The same of what stands around the records of a request; in which there are
 * no records of other kinds, for nobody would look at them.
 */
size_t record_check_frame(const struct record_kind *kind,
    const struct text *text, struct mem *errors);

/*
 * Add a key of these parts to mem, as one object of JSON by the names of an
 * answer, always written in the same way.  Returns whether they are all there.
 */
bool record_key(const struct record_kind *kind, const struct text *text,
    const struct value parts[], struct mem *key);

/* The same of an element of an answer: an object, or a bare string. */
bool record_key_answered(const struct record_kind *kind,
    const struct text *text, struct value key, struct mem *mem);

/* The same of parts that were given as words. */
bool record_key_words(const struct record_kind *kind, size_t count,
    char *const words[], struct mem *key);

/* The kind of which a value is a request, by its root, or NULL. */
const struct record_kind *record_kind_requested(
    const struct text *text, struct value value);

/* How many commits, branches and pull requests a record has. */
size_t record_entities(const struct record_kind *kind, const struct text *text,
    struct value record);

/*
 * Step to the next entity of a record: commits, branches, pull requests.  The
 * first call wants all zeros.  Returns false at the end.
 */
struct record_entity {
	size_t set, index; /* the set's number from 0; the place in it */
	struct member member;
	const char *name; /* of the set */
};
bool record_next_entity(
    const struct text *text, struct value record, struct record_entity *entity);

#endif
