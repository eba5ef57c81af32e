/* shape_trim: what is too long becomes as long as it may be. */

#include <string.h>

#include "edit.h"
#include "shape_part.h"
#include "utf8.h"

/* One value on the way. */
struct trim {
	const struct text *text;
	bool texts;
	struct edit **edit;
	struct mem *notes;
	const struct shape_step *at;
	struct why *why;
};

/* Whose values stay first. */
static const char *const order[] = { "issueIdOrKeys", "issueKeys",
	"serviceIdOrKeys", "commit", "repository", NULL };

static int walk(
    struct trim *trim, struct value value, const struct shape *shape);

static int
set(struct trim *trim, const struct mem *json)
{
	struct mem path = { 0 };
	int rv = -1;

	shape_path(trim->at, &path);
	if (mem_check(json, trim->why) == 0 &&
	    (*trim->edit != NULL ||
		(*trim->edit = edit_new(trim->text, trim->why)) != NULL))
		rv = edit_set(*trim->edit, mem_str(&path), json->data,
		    json->len, trim->why);
	mem_release(&path);
	return rv;
}

/* Say what became of the place that was reached. */
static void
say(struct trim *trim, const char *what, size_t most, size_t of)
{
	struct mem path = { 0 };

	shape_path(trim->at, &path);
	if (of == 0)
		shape_say(
		    trim->notes, mem_str(&path), "cut to %zu %s", most, what);
	else
		shape_say(trim->notes, mem_str(&path), "cut to %zu %s, of %zu",
		    most, what, of);
	mem_release(&path);
}

/* How many bytes have at most so many characters, as UTF-16 counts them. */
static size_t
cut_characters(const struct mem *chars, size_t most)
{
	size_t at = 0, step, units;

	for (; at < chars->len; at += step, most -= units) {
		step = utf8_next(chars->data + at, chars->len - at);
		if (step == 0)
			break;
		units = step == UTF8_MAX ? 2 : 1;
		if (units > most)
			break;
	}
	return at;
}

static int
trim_string(struct trim *trim, struct value value, const struct shape *shape)
{
	struct mem chars = { 0 }, json = { 0 };
	size_t len;
	int rv = 0;

	if (value.kind != TEXT_STRING || shape->most == 0 ||
	    value.end - value.at <= (size_t)shape->most)
		return 0;
	text_string(trim->text, value, &chars);
	len = cut_characters(&chars, (size_t)shape->most);
	if (len < chars.len) {
		text_quote(&json, chars.data, len);
		rv = set(trim, &json);
		say(trim, "characters", utf8_count(chars.data, len), 0);
	}
	mem_release(&chars);
	mem_release(&json);
	return rv;
}

/* Add an array's first elements, as an array. */
static void
add_first(
    const struct text *text, struct value array, size_t keep, struct mem *json)
{
	struct member item = { 0 };
	size_t end = array.at + 1;

	for (; keep > 0 && text_next(text, array, &item); keep--)
		end = item.value.end;
	mem_add(json, text->data + array.at, end - array.at);
	mem_putc(json, ']');
}

static int
trim_list(struct trim *trim, struct value array, const struct shape *shape)
{
	const size_t count = shape_count(trim->text, array);
	const size_t most = (size_t)shape->most;
	struct mem json = { 0 };
	int rv;

	if (most == 0 || count <= most)
		return 0;
	add_first(trim->text, array, most, &json);
	rv = set(trim, &json);
	say(trim, "elements", most, count);
	mem_release(&json);
	return rv;
}

/* The place of an association's type in the order above. */
static size_t
rank(const struct trim *trim, struct value item)
{
	const struct value type =
	    text_member(trim->text, item, "associationType");
	size_t i = 0;

	while (order[i] != NULL && !text_is(trim->text, type, order[i]))
		i++;
	return i;
}

/*
 * How many values that one may keep: as many as the others before it, by
 * rank and then by place, leave of the total.
 */
static size_t
share(const struct trim *trim, struct value array, size_t place, size_t mine)
{
	struct member item = { 0 };
	size_t before = 0, i, its;

	for (i = 0; text_next(trim->text, array, &item); i++) {
		its = rank(trim, item.value);
		if (its < mine || (its == mine && i < place))
			before += shape_count(trim->text,
			    text_member(trim->text, item.value, "values"));
	}
	return before < SHAPE_TOTAL_MAX ? SHAPE_TOTAL_MAX - before : 0;
}

/* Add an association with its first values alone; without any it is none. */
static void
add_shorter(
    const struct trim *trim, struct value item, size_t keep, struct mem *json)
{
	const char *const data = trim->text->data;
	const struct value values = text_member(trim->text, item, "values");

	if (keep == 0 && values.kind != TEXT_NONE)
		return;
	if (json->len > 1)
		mem_putc(json, ',');
	if (shape_count(trim->text, values) <= keep) {
		mem_add(json, data + item.at, item.end - item.at);
		return;
	}
	mem_add(json, data + item.at, values.at - item.at);
	add_first(trim->text, values, keep, json);
	mem_add(json, data + values.end, item.end - values.end);
}

static size_t
total(const struct trim *trim, struct value array)
{
	struct member item = { 0 };
	size_t sum = 0;

	while (text_next(trim->text, array, &item))
		sum += shape_count(
		    trim->text, text_member(trim->text, item.value, "values"));
	return sum;
}

static int
trim_associations(struct trim *trim, struct value array)
{
	const size_t sum = total(trim, array);
	struct member item = { 0 };
	struct mem json = { 0 };
	size_t i;
	int rv;

	if (sum <= SHAPE_TOTAL_MAX)
		return 0;
	mem_putc(&json, '[');
	for (i = 0; text_next(trim->text, array, &item); i++)
		add_shorter(trim, item.value,
		    share(trim, array, i, rank(trim, item.value)), &json);
	mem_putc(&json, ']');
	rv = set(trim, &json);
	say(trim, "values in all", SHAPE_TOTAL_MAX, sum);
	mem_release(&json);
	return rv;
}

static int
walk_array(struct trim *trim, struct value value, const struct shape *shape)
{
	struct shape_step step = { trim->at, NULL, 0 };
	struct member item = { 0 };
	int rv = 0;

	if (value.kind != TEXT_ARRAY)
		return 0;
	if ((shape->flags & SHAPE_TOTAL) != 0)
		return trim_associations(trim, value);
	if (trim->texts && (shape->flags & SHAPE_CUT) != 0)
		return trim_list(trim, value, shape);
	trim->at = &step;
	for (; rv == 0 && text_next(trim->text, value, &item); step.index++)
		rv = walk(trim, item.value, shape->inside);
	trim->at = step.before;
	return rv;
}

static int
walk_object(struct trim *trim, struct value value, const struct shape *shape)
{
	struct shape_step step = { trim->at, NULL, 0 };
	struct member member = { 0 };
	const struct shape *inner;
	int rv = 0;

	trim->at = &step;

	while (rv == 0 && text_next(trim->text, value, &member)) {
		if (!trim->texts && member.value.kind != TEXT_ARRAY &&
		    member.value.kind != TEXT_OBJECT)
			continue;
		inner = shape_named(
		    shape->inside, shape->inside, trim->text, member.name);
		if (inner == NULL)
			continue;
		step.name = inner->name;
		rv = walk(trim, member.value, inner);
	}
	trim->at = step.before;
	return rv;
}

static int
walk(struct trim *trim, struct value value, const struct shape *shape)
{
	if (shape->kind == SHAPE_ARRAY)
		return walk_array(trim, value, shape);
	if (shape->kind == SHAPE_OBJECT && value.kind == TEXT_OBJECT)
		return walk_object(trim, value, shape);
	if (trim->texts && (shape->flags & SHAPE_CUT) != 0)
		return trim_string(trim, value, shape);
	return 0;
}

int
shape_trim(const struct text *text, struct value value,
    const struct shape *shape, bool texts, struct edit **edit,
    struct mem *notes, struct why *why)
{
	struct trim trim = { text, texts, edit, notes, NULL, why };

	if (!texts && !shape_may_be_many(value))
		return 0;
	return walk(&trim, value, shape);
}
