/*
 * ingest_property: properties of records, by which they can be deleted.
 */
#ifndef INGEST_PROPERTY_H
#define INGEST_PROPERTY_H

#include <stddef.h>

#include "mem.h"

struct why;

enum {
	INGEST_PROPERTIES_MAX = 5, /* that a request may have */
	INGEST_PROPERTY_MAX = 255  /* characters of a name, and of a value */
};

/* All zeros is none; release with ingest_properties_release(). */
struct ingest_properties {
	struct mem members; /* of an object of JSON, commas between them */
	struct mem query;   /* the same, percent-encoded */
	size_t count;
};

/*
 * Add "name=value".  Returns 0, or -1 and why (WHY_USAGE), which does not
 * quote it: the name has no colon in it and no _ in front, and comes once;
 * there is a value; it is UTF-8; nothing is longer than it may be, and there
 * are not too many.
 */
int ingest_properties_add(
    struct ingest_properties *properties, const char *arg, struct why *why);

void ingest_properties_release(struct ingest_properties *properties);

#endif
