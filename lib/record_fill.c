/* record_fill: what a record lacks and can be told is put in. */

#include <string.h>

#include "edit.h"
#include "mem.h"
#include "record_fill.h"
#include "record_plan.h"
#include "shape.h"
#include "unique.h"
#include "url.h"
#include "why.h"

enum {
	NAME_MAX_LEN = 255, /* bytes of what stands in braces */
	LACKING_ROOM = 128  /* bytes that most records are filled in with */
};

/* One record on the way. */
struct filling {
	const struct record_fill *fill;
	const struct text *text;
	struct edit *edit; /* NULL until there is more to do than to add */
	struct mem added;  /* members of the record itself */
	const struct shape_step *at;
	struct why *why;
};

static int fill_value(
    struct filling *filling, struct value value, const struct shape *shape);

/* What stands for a member that is missing, as JSON; or NULL: nothing. */
static const char *
find_default(const struct filling *filling, const char *name)
{
	const struct record_fill *const fill = filling->fill;

	if (name[0] == 's' && strcmp(name, "schemaVersion") == 0)
		return "\"1.0\"";
	if (name[0] == 'u' &&
	    (strcmp(name, "updateSequenceNumber") == 0 ||
		strcmp(name, "updateSequenceId") == 0))
		return fill->sequence;
	if (name[0] == 'l' &&
	    (strcmp(name, "lastUpdated") == 0 ||
		strcmp(name, "lastUpdate") == 0))
		return fill->time;
	return NULL;
}

static void
add_member(struct mem *mem, const char *name, const char *json)
{
	mem_puts(mem, ",\"");
	mem_puts(mem, name);
	mem_puts(mem, "\":");
	mem_puts(mem, json);
}

/* To lay a record out anew costs much more than to add to its end. */
static int
set(struct filling *filling, const char *name, const char *json)
{
	const struct shape_step step = { filling->at, name, 0 };
	struct mem path = { 0 };
	int rv;

	if (filling->at == NULL) {
		add_member(&filling->added, name, json);
		return 0;
	}
	if (filling->edit == NULL &&
	    (filling->edit = edit_new(filling->text, filling->why)) == NULL)
		return -1;
	shape_path(&step, &path);
	rv = edit_set(
	    filling->edit, mem_str(&path), json, strlen(json), filling->why);
	mem_release(&path);
	return rv;
}

/* Only in objects is something filled in. */
static bool
has_objects(const struct shape *shape)
{
	return shape->kind == SHAPE_OBJECT ||
	    (shape->kind == SHAPE_ARRAY && shape->inside->kind == SHAPE_OBJECT);
}

static int
fill_object(
    struct filling *filling, struct value value, const struct shape *shape)
{
	struct shape_step step = { filling->at, NULL, 0 };
	struct value members[SHAPE_MEMBERS_MAX];
	const struct shape *const shapes = shape->inside;
	const char *json;
	size_t i;
	int rv = 0;

	shape_match(filling->text, value, shapes, members);
	for (i = 0; rv == 0 && shapes[i].name != NULL; i++) {
		if (members[i].kind == TEXT_NONE &&
		    (json = find_default(filling, shapes[i].name)) != NULL)
			rv = set(filling, shapes[i].name, json);
		if ((members[i].kind != TEXT_OBJECT &&
			members[i].kind != TEXT_ARRAY) ||
		    !has_objects(&shapes[i]))
			continue;
		step.name = shapes[i].name;
		filling->at = &step;
		rv = fill_value(filling, members[i], &shapes[i]);
		filling->at = step.before;
	}
	return rv;
}

static int
fill_array(
    struct filling *filling, struct value value, const struct shape *shape)
{
	struct shape_step step = { filling->at, NULL, 0 };
	struct member item = { 0 };
	int rv = 0;

	filling->at = &step;
	for (; rv == 0 && text_next(filling->text, value, &item); step.index++)
		rv = fill_value(filling, item.value, shape->inside);
	filling->at = step.before;
	return rv;
}

static int
fill_value(
    struct filling *filling, struct value value, const struct shape *shape)
{
	if (shape->kind == SHAPE_OBJECT && value.kind == TEXT_OBJECT)
		return fill_object(filling, value, shape);
	if (shape->kind == SHAPE_ARRAY && value.kind == TEXT_ARRAY &&
	    shape->inside->kind == SHAPE_OBJECT)
		return fill_array(filling, value, shape);
	return 0;
}

/* The pointer of what stands in braces: {pipeline.id} is /pipeline/id. */
static bool
read_braces(const char *brace, char pointer[static NAME_MAX_LEN + 2])
{
	const size_t len = strcspn(brace + 1, "}");
	size_t i;

	if (brace[1 + len] == '\0' || len == 0 || len > NAME_MAX_LEN ||
	    memchr(brace + 1, '{', len) != NULL)
		return false;
	pointer[0] = '/';
	for (i = 0; i < len; i++)
		pointer[i + 1] = brace[i + 1] == '.' ? '/' : brace[i + 1];
	pointer[len + 1] = '\0';
	return true;
}

int
record_fill_check(const char *url, struct why *why)
{
	char pointer[NAME_MAX_LEN + 2];
	const char *brace = url;

	if (url[0] == '\0')
		return why_setx(why, WHY_USAGE, "is empty");
	while ((brace = strchr(brace, '{')) != NULL) {
		if (!read_braces(brace, pointer))
			return why_setx(why, WHY_USAGE,
			    "a brace has no end, or nothing in it");
		brace = strchr(brace, '}');
	}
	return 0;
}

/* Say what the template has in braces and the record does not have. */
static void
say_missing(const char *brace, struct value value, struct mem *notes)
{
	shape_say(notes, "/url",
	    value.kind == TEXT_NONE
		? "is not made of --url: the record has no %.*s"
		: "is not made of --url: %.*s is no text and no number",
	    (int)strcspn(brace + 1, "}"), brace + 1);
}

/* Expand the template; nothing is added if the record lacks a part. */
static void
expand(const struct filling *filling, struct mem *url, struct mem *notes)
{
	char pointer[NAME_MAX_LEN + 2];
	const char *s = filling->fill->url, *brace;
	struct mem chars = { 0 };
	struct value value;

	while (
	    (brace = strchr(s, '{')) != NULL && read_braces(brace, pointer)) {
		mem_add(url, s, (size_t)(brace - s));
		value = text_at(filling->text, pointer);
		if (value.kind != TEXT_STRING && value.kind != TEXT_NUMBER) {
			mem_cut(url, 0);
			say_missing(brace, value, notes);
			goto out;
		}
		mem_cut(&chars, 0);
		text_string(filling->text, value, &chars);
		url_encode(url, mem_str(&chars), chars.len);
		s = strchr(brace, '}') + 1;
	}
	mem_puts(url, s);
out:
	mem_release(&chars);
}

static int
fill_url(struct filling *filling, struct mem *notes)
{
	struct mem url = { 0 }, json = { 0 };
	int rv = 0;

	if (filling->fill->url == NULL ||
	    text_member(filling->text, filling->text->root, "url").kind !=
		TEXT_NONE)
		return 0;
	expand(filling, &url, notes);
	if (url.len > 0) {
		text_quote(&json, url.data, url.len);
		rv = set(filling, "url", mem_str(&json));
	}
	mem_release(&url);
	mem_release(&json);
	return rv;
}

/* After what is put in, what there is too much of. */
static int
change(
    const struct record_kind *kind, struct filling *filling, struct mem *notes)
{
	const struct text *const text = filling->text;

	if (fill_value(filling, text->root, kind->shape) == -1 ||
	    fill_url(filling, notes) == -1)
		return -1;
	return shape_trim(text, text->root, kind->shape, filling->fill->trim,
	    &filling->edit, notes, filling->why);
}

/* Where the members of an object end: before its brace and white space. */
static size_t
end_of_members(const char *data, size_t len)
{
	size_t end = len - 1;

	while (end > 0 && (unsigned char)data[end - 1] <= ' ')
		end--;
	return end;
}

/* Add data, a record, with what is added behind its last member. */
static void
add_members(const struct filling *filling, const char *data, size_t len,
    struct mem *mem)
{
	const char *const added = mem_str(&filling->added);
	struct member first = { 0 };
	const size_t end = end_of_members(data, len);

	mem_room(mem, len + filling->added.len);
	mem_add(mem, data, end);
	mem_puts(mem,
	    text_next(filling->text, filling->text->root, &first) ? added
								  : added + 1);
	mem_add(mem, data + end, len - end);
}

/* Add what was edited, and then what is added. */
static int
compose_edited(const struct filling *filling, struct mem *mem)
{
	struct mem edited = { 0 };
	int rv;

	edit_text(filling->edit, &edited);
	if ((rv = mem_check(&edited, filling->why)) == 0 &&
	    filling->added.len > 0)
		add_members(filling, edited.data, edited.len, mem);
	else
		mem_add(mem, edited.data, edited.len);
	mem_release(&edited);
	return rv == 0 ? mem_check(mem, filling->why) : rv;
}

static int
compose(const struct filling *filling, struct mem *mem)
{
	const struct text *const text = filling->text;

	if (mem_check(&filling->added, filling->why) == -1)
		return -1;
	if (filling->edit != NULL)
		return compose_edited(filling, mem);
	if (filling->added.len > 0)
		add_members(filling, text->data, text->root.end, mem);
	else
		mem_add(mem, text->data, text->root.end);
	return mem_check(mem, filling->why);
}

int
record_fill(const struct record_kind *kind, const struct record_fill *fill,
    struct text *text, struct mem *mem, struct mem *notes, struct why *why)
{
	struct filling filling = { .fill = fill, .text = text, .why = why };
	int rv = -1;

	if (unique_names(text, text->root, why) == 0 &&
	    (text->root.kind != TEXT_OBJECT ||
		change(kind, &filling, notes) == 0) &&
	    compose(&filling, mem) == 0)
		rv = text_read(text, mem->data, mem->len, why);
	edit_free(filling.edit);
	mem_release(&filling.added);
	return rv;
}

/* May a record do with no more than members that are added to its end? */
static bool
is_usual(const struct record_fill *fill, const struct text *text)
{
	return !fill->trim && text->len <= RECORD_MAX / 2 &&
	    (fill->url == NULL ||
		text_member(text, text->root, "url").kind != TEXT_NONE);
}

/*
 * Add a good record with the members that it lacks, by the bits of its shapes:
 * a good one has others.
 */
static int
add_lacking(const struct filling *filling, const struct record_plan *plan,
    struct mem *mem)
{
	const struct shape *shape = plan->kind->shape->inside;
	const char *const data = filling->text->data;
	const size_t len = filling->text->root.end;
	const size_t end = end_of_members(data, len);
	uint32_t lacks;

	mem_room(mem, len + LACKING_ROOM);
	mem_add(mem, data, end);
	for (lacks = plan->shape.lacks; lacks != 0; lacks >>= 1, shape++)
		if ((lacks & 1) != 0)
			add_member(mem, shape->name,
			    find_default(filling, shape->name));
	mem_add(mem, data + end, len - end);
	return mem_check(mem, filling->why);
}

/* Can what the record lacks be told from its plan, and is all else good? */
static bool
is_known(const struct record_plan *plan, const struct text *text)
{
	return plan->good && shape_check_again(text, &plan->shape);
}

int
record_prepare(struct record_plan *plan, const struct record_fill *fill,
    struct text *text, struct mem *mem, struct mem *notes, struct mem *errors,
    struct why *why)
{
	const struct record_kind *const kind = plan->kind;
	const struct filling filling = {
		.fill = fill, .text = text, .why = why
	};
	const bool usual = is_usual(fill, text);
	const size_t len = errors->len;

	if (usual && is_known(plan, text))
		return add_lacking(&filling, plan, mem);
	if (unique_names(text, text->root, why) == -1)
		return -1;
	if (usual &&
	    record_check_unfilled(
		kind, text, text->root, &plan->shape, errors) == 0) {
		plan->good = plan->layout != 0 && !plan->shape.partial;
		return add_lacking(&filling, plan, mem);
	}
	plan->good = false;
	mem_cut(errors, len);
	if (record_fill(kind, fill, text, mem, notes, why) == -1)
		return -1;
	return record_check(kind, text, text->root, errors) > 0;
}
