/* shape_part: what the shape modules share, for them alone. */
#ifndef SHAPE_PART_H
#define SHAPE_PART_H

#include <stddef.h>
#include <string.h>

#include "mem.h"
#include "shape.h"

/* One value under inspection. */
struct shape_check {
	const struct text *text;
	struct mem *errors;
	const struct shape_step *at; /* where in the value, or NULL */
	struct mem chars;            /* of the string at hand */
	size_t count;                /* of the complaints */
	struct shape_plan *plan;     /* to be made, or NULL */
};

/* Complain about the place that was reached. */
void shape_complain(struct shape_check *check, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Complain if there are fewer or more of these things than there may be. */
void shape_check_size(struct shape_check *check, const struct shape *shape,
    size_t size, const char *things);

/* Inspect what is neither an array nor an object. */
void shape_check_scalar(
    struct shape_check *check, struct value value, const struct shape *shape);

/* What is wrong with a text's form, "has to be …", or NULL. */
const char *shape_form_wrong(enum shape_form form, const char *s, size_t len);
const char *shape_url_wrong(const char *s, size_t len);
const char *shape_time_wrong(const char *s, size_t len);

/*
 * The shape of that name, or NULL; looked for from the one on that begins
 * with, then among those before it.
 */
const struct shape *shape_named(const struct shape *shapes,
    const struct shape *begin, const struct text *text, struct value name);

/* Is this the shape of that name?  Most names are as long as few others. */
static inline bool
shape_is_named(
    const struct shape *shape, const struct text *text, struct value name)
{
	const char *const s = text->data + name.at + 1;
	const size_t len = name.end - name.at - 2;

	if (!name.plain)
		return text_is(text, name, shape->name);
	return shape->len == len && memcmp(shape->name, s, len) == 0;
}

/* Empty a plan; and put a scalar into it, if there is one. */
void shape_plan_begin(struct shape_plan *plan);
void shape_plan_add(struct shape_plan *plan, struct value value,
    const struct shape *shape, bool named);

/* How many elements an array has; none if it is no array. */
size_t shape_count(const struct text *text, struct value array);

/* May an array have more than SHAPE_TOTAL_MAX values?  Each takes two bytes. */
static inline bool
shape_may_be_many(struct value array)
{
	return array.end - array.at > 2 * SHAPE_TOTAL_MAX;
}

/* Has an array two objects with the same string as id? */
bool shape_has_twin(const struct text *text, struct value array);

#endif
