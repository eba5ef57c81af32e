/* record_shapes_part: how the tables of shapes are written, for them alone. */
#ifndef RECORD_SHAPES_PART_H
#define RECORD_SHAPES_PART_H

#include <stddef.h>

#include "record_shapes.h"

enum {
	MUST = SHAPE_NEEDED,
	MUST_CUT = SHAPE_NEEDED | SHAPE_CUT,
	MUST_FILLED = SHAPE_NEEDED | SHAPE_FILLED,
	MAY = 0,
	MAY_CUT = SHAPE_CUT
};

/* Members, one a line.  An id is never cut: it would be another one. */
#define SHAPE(name, ...)                                                       \
	{                                                                      \
		name, sizeof(name) - 1, __VA_ARGS__                            \
	}
#define ID(name) SHAPE(name, SHAPE_TEXT, MUST, 1, 255, NULL, NULL, SHAPE_ANY)
#define ENTITY(name)                                                           \
	SHAPE(name, SHAPE_TEXT, MUST, 1, 1024, NULL, NULL, SHAPE_ENTITY)
#define STRING(name, flags, most)                                              \
	SHAPE(name, SHAPE_TEXT, flags, 0, most, NULL, NULL, SHAPE_ANY)
#define WORD(name, flags, words)                                               \
	SHAPE(name, SHAPE_TEXT, flags, 0, 0, NULL, words, SHAPE_ANY)
#define URL(name, flags)                                                       \
	SHAPE(name, SHAPE_URL, flags, 1, 2000, NULL, NULL, SHAPE_ANY)
#define TIME(name, flags)                                                      \
	SHAPE(name, SHAPE_TIME, flags, 1, 0, NULL, NULL, SHAPE_ANY)
#define INT64(name, flags)                                                     \
	SHAPE(name, SHAPE_INTEGER, flags, 0, 0, NULL, NULL, SHAPE_ANY)
#define INT32(name, flags, least)                                              \
	SHAPE(name, SHAPE_INTEGER, flags, least, INT32_MAX, NULL, NULL,        \
	    SHAPE_ANY)
#define NUMBER(name, flags, most)                                              \
	SHAPE(name, SHAPE_NUMBER, flags, 0, most, NULL, NULL, SHAPE_ANY)
#define BOOLEAN(name, flags)                                                   \
	SHAPE(name, SHAPE_BOOLEAN, flags, 0, 0, NULL, NULL, SHAPE_ANY)
#define OBJECT(name, flags, inside)                                            \
	SHAPE(name, SHAPE_OBJECT, flags, 0, 0, inside, NULL, SHAPE_ANY)
#define ARRAY(name, flags, least, most, each)                                  \
	SHAPE(name, SHAPE_ARRAY, flags, least, most, each, NULL, SHAPE_ANY)
#define MAP(name, flags, most, each, form)                                     \
	SHAPE(name, SHAPE_MAP, flags, 0, most, each, NULL, form)
#define KINDS(flags, inside)                                                   \
	SHAPE("", SHAPE_KINDS, flags, 0, 0, inside, NULL, SHAPE_ANY)
#define END                                                                    \
	{                                                                      \
		NULL, 0, SHAPE_TEXT, MAY, 0, 0, NULL, NULL, SHAPE_ANY          \
	}

extern const char *const record_version[];
#define VERSION_1(flags)                                                       \
	WORD("schemaVersion", (flags) | SHAPE_FILLED, record_version)

#define ASSOCIATIONS(least, most, each)                                        \
	ARRAY("associations", SHAPE_TOTAL, least, most, each)

/* What stands in an association of a type. */
#define VALUES(type, each) ARRAY(type, MAY, 1, 500, each)

/* An association with issues. */
extern const struct shape record_by_issue;

#endif
