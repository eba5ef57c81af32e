/* text: whether two values are the same as data. */

#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "text_chars.h"
#include "text_number.h"

/* A text and a container in it. */
struct side {
	const struct text *text;
	struct value value;
};

/* An object's members in order of their names, each name once. */
struct sorted {
	struct member *members;
	size_t count;
};

static bool same(const struct side *a, const struct side *b);

static bool
same_values(
    const struct side *a, struct value x, const struct side *b, struct value y)
{
	const struct side left = { a->text, x }, right = { b->text, y };

	return same(&left, &right);
}

static bool
same_arrays(const struct side *a, const struct side *b)
{
	struct member x = { 0 }, y = { 0 };
	bool more;

	for (;;) {
		more = text_next(a->text, a->value, &x);
		if (text_next(b->text, b->value, &y) != more)
			return false;
		if (!more)
			return true;
		if (!same_values(a, x.value, b, y.value))
			return false;
	}
}

/* Do both objects have the same names in the same order? */
static bool
same_names(const struct side *a, const struct side *b)
{
	struct member x = { 0 }, y = { 0 };
	bool more;

	for (;;) {
		more = text_next(a->text, a->value, &x);
		if (text_next(b->text, b->value, &y) != more)
			return false;
		if (!more)
			return true;
		if (chars_compare(a->text, x.name, b->text, y.name) != 0)
			return false;
	}
}

/* Does a member's name occur again, so that this one does not count? */
static bool
is_shadowed(const struct side *a, struct member member)
{
	const struct value name = member.name;

	while (text_next(a->text, a->value, &member))
		if (chars_compare(a->text, name, a->text, member.name) == 0)
			return true;
	return false;
}

static bool
same_in_order(const struct side *a, const struct side *b)
{
	struct member x = { 0 }, y = { 0 };

	while (text_next(a->text, a->value, &x) &&
	    text_next(b->text, b->value, &y))
		if (!same_values(a, x.value, b, y.value) && !is_shadowed(a, x))
			return false;
	return true;
}

/* By name, and members of the same name as they stand in the text. */
static int
by_name(const void *a, const void *b, void *text)
{
	const struct member *x = a, *y = b;
	const int order = chars_compare(text, x->name, text, y->name);

	if (order != 0)
		return order;
	return (x->name.at > y->name.at) - (x->name.at < y->name.at);
}

static bool
sort(struct sorted *sorted, const struct side *side)
{
	struct member member = { 0 };
	size_t n = 0, kept = 0;

	while (text_next(side->text, side->value, &member))
		n++;
	sorted->members = reallocarray(NULL, n + 1, sizeof(member));
	if (sorted->members == NULL)
		return false;
	member = (struct member){ 0 };
	for (n = 0; text_next(side->text, side->value, &member); n++)
		sorted->members[n] = member;
	qsort_r(sorted->members, n, sizeof(member), by_name,
	    (void *)(uintptr_t)side->text);

	/* Of each name the last one counts. */
	for (size_t i = 0; i < n; i++) {
		if (i + 1 < n &&
		    chars_compare(side->text, sorted->members[i].name,
			side->text, sorted->members[i + 1].name) == 0)
			continue;
		sorted->members[kept++] = sorted->members[i];
	}
	sorted->count = kept;
	return true;
}

static bool
same_sorted(const struct side *a, const struct sorted *x, const struct side *b,
    const struct sorted *y)
{
	if (x->count != y->count)
		return false;
	for (size_t i = 0; i < x->count; i++)
		if (chars_compare(a->text, x->members[i].name, b->text,
			y->members[i].name) != 0 ||
		    !same_values(
			a, x->members[i].value, b, y->members[i].value))
			return false;
	return true;
}

static bool
same_objects(const struct side *a, const struct side *b)
{
	struct sorted x = { 0 }, y = { 0 };
	bool is;

	if (same_names(a, b))
		return same_in_order(a, b);
	is = sort(&x, a) && sort(&y, b) && same_sorted(a, &x, b, &y);
	free(x.members);
	free(y.members);
	return is;
}

/* Outside of Hjson what a value says depends on its own bytes alone. */
static bool
same_bytes(const struct side *a, const struct side *b)
{
	const size_t len = a->value.end - a->value.at;

	return a->text->syntax != TEXT_HJSON && b->text->syntax != TEXT_HJSON &&
	    len == b->value.end - b->value.at &&
	    memcmp(a->text->data + a->value.at, b->text->data + b->value.at,
		len) == 0;
}

static bool
same(const struct side *a, const struct side *b)
{
	if (a->value.kind != b->value.kind)
		return false;
	if (same_bytes(a, b))
		return true;
	switch (a->value.kind) {
	case TEXT_OBJECT:
		return same_objects(a, b);
	case TEXT_ARRAY:
		return same_arrays(a, b);
	case TEXT_STRING:
		return chars_compare(a->text, a->value, b->text, b->value) == 0;
	case TEXT_NUMBER:
		return number_same(a->text->data + a->value.at,
		    a->value.end - a->value.at, b->text->data + b->value.at,
		    b->value.end - b->value.at);
	default:
		return true;
	}
}

bool
text_same(
    const struct text *a, struct value x, const struct text *b, struct value y)
{
	const struct side left = { a, x }, right = { b, y };

	return same(&left, &right);
}
