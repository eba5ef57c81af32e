/* shape: what a value of JSON has to be, as data. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "path.h"
#include "shape_part.h"
#include "utf8.h"

enum {
	WORDING_MAX = 512 /* bytes of one complaint */
};

static void inspect(
    struct shape_check *check, struct value value, const struct shape *shape);

void
shape_say(struct mem *errors, const char *path, const char *fmt, ...)
{
	char wording[WORDING_MAX];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(wording, sizeof wording, fmt, ap);
	va_end(ap);
	mem_puts(errors, errors->len > 0 ? ",{" : "{");
	if (path != NULL) {
		mem_puts(errors, "\"path\":");
		text_quote(errors, path, strlen(path));
		mem_putc(errors, ',');
	}
	mem_puts(errors, "\"message\":");
	text_quote(errors, wording, utf8_span(wording, strlen(wording)));
	mem_putc(errors, '}');
}

void
shape_path(const struct shape_step *last, struct mem *path)
{
	if (last == NULL)
		return;
	shape_path(last->before, path);
	if (last->name != NULL)
		path_step(path, last->name, strlen(last->name));
	else
		mem_printf(path, "/%zu", last->index);
}

void
shape_complain(struct shape_check *check, const char *fmt, ...)
{
	char wording[WORDING_MAX];
	struct mem path = { 0 };
	va_list ap;

	if (++check->count > SHAPE_ERRORS_MAX)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(wording, sizeof wording, fmt, ap);
	va_end(ap);
	shape_path(check->at, &path);
	shape_say(check->errors, mem_str(&path), "%s", wording);
	mem_release(&path);
}

/* Complain about a member of the object that was reached. */
static void
complain_of(struct shape_check *check, const char *name, const char *wrong)
{
	const struct shape_step step = { check->at, name, 0 };

	check->at = &step;
	shape_complain(check, "%s", wrong);
	check->at = step.before;
}

/* Inspect a member of the object that was reached. */
static void
inspect_member(struct shape_check *check, const char *name, struct value value,
    const struct shape *shape)
{
	const struct shape_step step = { check->at, name, 0 };

	check->at = &step;
	inspect(check, value, shape);
	check->at = step.before;
}

void
shape_check_size(struct shape_check *check, const struct shape *shape,
    size_t size, const char *things)
{
	const intmax_t least = shape->least, most = shape->most;

	if ((intmax_t)size >= least && (most == 0 || (intmax_t)size <= most))
		return;
	if (size == 0 && least == 1)
		shape_complain(check, "is empty");
	else if (least == 0)
		shape_complain(check, "has to have at most %jd %s, not %zu",
		    most, things, size);
	else
		shape_complain(check, "has to have %jd to %jd %s, not %zu",
		    least, most, things, size);
}

const struct shape *
shape_named(const struct shape *shapes, const struct shape *begin,
    const struct text *text, struct value name)
{
	const struct shape *shape;

	for (shape = begin; shape->name != NULL; shape++)
		if (shape_is_named(shape, text, name))
			return shape;
	for (shape = shapes; shape != begin; shape++)
		if (shape_is_named(shape, text, name))
			return shape;
	return NULL;
}

void
shape_match(const struct text *text, struct value object,
    const struct shape *shapes, struct value members[SHAPE_MEMBERS_MAX])
{
	const struct shape *shape = shapes;
	struct member member = { 0 };
	size_t i;

	for (i = 0; shapes[i].name != NULL; i++)
		members[i].kind = TEXT_NONE;
	while (text_next(text, object, &member)) {
		shape = shape_named(shapes, shape, text, member.name);
		if (shape == NULL)
			shape = shapes;
		else
			members[shape++ - shapes] = member.value;
	}
}

size_t
shape_count(const struct text *text, struct value array)
{
	struct member item = { 0 };
	size_t count = 0;

	if (array.kind == TEXT_ARRAY)
		while (text_next(text, array, &item))
			count++;
	return count;
}

/* The sum counts, whatever the types are. */
static void
check_total(struct shape_check *check, struct value array)
{
	struct member item = { 0 };
	size_t total = 0;

	while (text_next(check->text, array, &item))
		total += shape_count(check->text,
		    text_member(check->text, item.value, "values"));
	if (total > SHAPE_TOTAL_MAX)
		shape_complain(check,
		    "has to have at most %d values in all, not %zu",
		    SHAPE_TOTAL_MAX, total);
}

static void
check_array(
    struct shape_check *check, struct value value, const struct shape *shape)
{
	struct shape_step step = { check->at, NULL, 0 };
	struct member item = { 0 };

	if (value.kind != TEXT_ARRAY) {
		shape_complain(check, "has to be an array");
		return;
	}
	check->at = &step;
	for (; text_next(check->text, value, &item); step.index++)
		inspect(check, item.value, shape->inside);
	check->at = step.before;
	shape_check_size(check, shape, step.index, "elements");
	if ((shape->flags & SHAPE_TOTAL) != 0 && shape_may_be_many(value))
		check_total(check, value);
	if ((shape->flags & SHAPE_SOLE) == 0 || step.index < 2)
		return;
	if (check->plan != NULL)
		check->plan->partial = true;
	if (shape_has_twin(check->text, value))
		shape_complain(check, "has an id twice");
}

/* What an object lacks; without an issue, nothing of it is stored. */
static void
check_missing(struct shape_check *check, struct value object,
    const struct shape *shape, uint32_t seen)
{
	const struct text *const text = check->text;
	const unsigned int wanted =
	    check->plan == NULL ? SHAPE_NEEDED : SHAPE_NEEDED | SHAPE_FILLED;
	const struct shape *inner;

	for (inner = shape->inside; inner->name != NULL; inner++) {
		const uint32_t bit = UINT32_C(1) << (inner - shape->inside);

		if ((seen & bit) != 0)
			continue;
		if ((inner->flags & SHAPE_FILLED) != 0 && check->plan != NULL &&
		    check->at == NULL)
			check->plan->lacks |= bit;
		else if ((inner->flags & wanted) != 0)
			complain_of(check, inner->name, "is missing");
	}
	if ((shape->flags & SHAPE_ISSUES) != 0 &&
	    text_member(text, object, "associations").kind == TEXT_NONE &&
	    text_member(text, object, "issueKeys").kind == TEXT_NONE)
		complain_of(check, "associations", "is missing");
}

static void
check_object(
    struct shape_check *check, struct value value, const struct shape *shape)
{
	const struct shape *inner, *next = shape->inside;
	struct member member = { 0 };
	uint32_t seen = 0;

	if (value.kind != TEXT_OBJECT) {
		shape_complain(check, "has to be an object");
		return;
	}
	while (text_next(check->text, value, &member)) {
		inner =
		    shape_named(shape->inside, next, check->text, member.name);
		if (inner == NULL && (shape->flags & SHAPE_CLOSED) != 0)
			shape_complain(check,
			    "has a member with a name that "
			    "is not known");
		if (inner == NULL)
			continue;
		next = inner + 1;
		seen |= UINT32_C(1) << (inner - shape->inside);
		inspect_member(check, inner->name, member.value, inner);
	}
	check_missing(check, value, shape, seen);
}

/* The names are the sender's own, so that no complaint holds one. */
static void
check_map(
    struct shape_check *check, struct value value, const struct shape *shape)
{
	struct shape_step step = { check->at, NULL, 0 };
	struct member member = { 0 };
	struct mem name = { 0 };
	const char *wrong;

	if (value.kind != TEXT_OBJECT) {
		shape_complain(check, "has to be an object");
		return;
	}
	while (text_next(check->text, value, &member)) {
		mem_cut(&name, 0);
		text_string(check->text, member.name, &name);
		wrong = shape_form_wrong(shape->form, mem_str(&name), name.len);
		if (wrong != NULL)
			shape_complain(check, "has a name that %s", wrong);
		step.name = mem_str(&name);
		check->at = &step;
		inspect(check, member.value, shape->inside);
		check->at = step.before;
	}
	mem_release(&name);
}

/* "has to be issueKeys or issueIdOrKeys" */
static void
complain_type(struct shape_check *check, const struct shape *shapes)
{
	struct mem wrong = { 0 };
	const struct shape *shape;

	mem_puts(&wrong, "has to be ");
	for (shape = shapes; shape->name != NULL; shape++)
		mem_printf(&wrong, "%s%s",
		    shape == shapes             ? ""
			: shape[1].name == NULL ? " or "
						: ", ",
		    shape->name);
	complain_of(check, "associationType", mem_str(&wrong));
	mem_release(&wrong);
}

/* An association: its values are what the type that it names says. */
static void
check_kinds(
    struct shape_check *check, struct value value, const struct shape *shape)
{
	const bool needed = (shape->flags & SHAPE_NEEDED) != 0;
	const struct shape *inner = NULL;
	struct value type, values;

	if (value.kind != TEXT_OBJECT) {
		shape_complain(check, "has to be an object");
		return;
	}
	type = text_member(check->text, value, "associationType");
	values = text_member(check->text, value, "values");
	if (type.kind != TEXT_NONE) {
		inner = shape_named(
		    shape->inside, shape->inside, check->text, type);
		if (inner == NULL)
			complain_type(check, shape->inside);
		shape_plan_add(check->plan, type, inner, true);
	} else if (needed) {
		complain_of(check, "associationType", "is missing");
	}
	if (values.kind == TEXT_NONE && needed)
		complain_of(check, "values", "is missing");
	else if (values.kind != TEXT_NONE && inner != NULL)
		inspect_member(check, "values", values, inner);
}

static void
inspect(
    struct shape_check *check, struct value value, const struct shape *shape)
{
	switch (shape->kind) {
	case SHAPE_OBJECT:
		check_object(check, value, shape);
		break;
	case SHAPE_ARRAY:
		check_array(check, value, shape);
		break;
	case SHAPE_MAP:
		check_map(check, value, shape);
		break;
	case SHAPE_KINDS:
		check_kinds(check, value, shape);
		break;
	default:
		shape_check_scalar(check, value, shape);
		shape_plan_add(check->plan, value, shape, false);
		break;
	}
}

size_t
shape_check(const struct text *text, struct value value,
    const struct shape *shape, struct mem *errors)
{
	return shape_check_unfilled(text, value, shape, NULL, errors);
}

size_t
shape_check_unfilled(const struct text *text, struct value value,
    const struct shape *shape, struct shape_plan *plan, struct mem *errors)
{
	struct shape_check check = {
		.text = text, .errors = errors, .plan = plan
	};

	if (plan != NULL)
		shape_plan_begin(plan);
	inspect(&check, value, shape);
	if (check.count > SHAPE_ERRORS_MAX)
		shape_say(errors, NULL, "and %zu more",
		    check.count - SHAPE_ERRORS_MAX);
	mem_release(&check.chars);
	return check.count;
}
