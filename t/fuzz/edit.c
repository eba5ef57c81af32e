/*
 * An edit does to the bytes what it does to the data.
 *
 * The input makes a document, in every style there is, and some changes.  A
 * model that knows nothing of bytes makes the same changes.  Then the result
 * has to read as what the model says; what no change went into has to have
 * kept its bytes; what was only added to has to be in the result still, byte
 * after byte; and to ask for the outcome once more must change nothing.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "mem.h"

enum {
	DEPTH_MAX = 4,
	MEMBERS_MAX = 5,
	CHANGES_MAX = 6
};

static void
check(bool holds)
{
	if (!holds)
		abort();
}

/* The input, as choices; all zeros when it is used up. */
static const uint8_t *input;
static size_t input_left;

static unsigned int
choose(unsigned int n)
{
	if (input_left == 0)
		return 0;
	input_left--;
	return *input++ % n;
}

/* --- The model. */

struct json {
	enum text_kind kind;
	char *s; /* a string's characters, or a number's */
	size_t len;
	struct json **kids;
	char **names;
	size_t count;
	const char *bytes; /* in the document, as long as it is not changed */
	size_t bytes_len;
};

static void
json_free(struct json *json)
{
	if (json == NULL)
		return;
	for (size_t i = 0; i < json->count; i++) {
		json_free(json->kids[i]);
		free(json->names[i]);
	}
	free(json->kids);
	free(json->names);
	free(json->s);
	free(json);
}

static void
json_insert(struct json *in, size_t at, const char *name, struct json *kid)
{
	in->kids = realloc(in->kids, (in->count + 1) * sizeof(*in->kids));
	in->names = realloc(in->names, (in->count + 1) * sizeof(*in->names));
	check(in->kids != NULL && in->names != NULL);
	memmove(in->kids + at + 1, in->kids + at,
	    (in->count - at) * sizeof(*in->kids));
	memmove(in->names + at + 1, in->names + at,
	    (in->count - at) * sizeof(*in->names));
	in->kids[at] = kid;
	in->names[at] = name == NULL ? NULL : strdup(name);
	in->count++;
}

static void
json_remove(struct json *in, size_t at)
{
	json_free(in->kids[at]);
	free(in->names[at]);
	in->count--;
	memmove(in->kids + at, in->kids + at + 1,
	    (in->count - at) * sizeof(*in->kids));
	memmove(in->names + at, in->names + at + 1,
	    (in->count - at) * sizeof(*in->names));
}

static size_t
json_find(const struct json *in, const char *name)
{
	size_t i;

	for (i = 0; i < in->count; i++)
		if (strcmp(in->names[i], name) == 0)
			break;
	return i;
}

static struct json *
json_read(const struct text *text, struct value value, bool keep)
{
	struct json *json = calloc(1, sizeof(*json));
	struct member member = { 0 };
	struct mem s = { 0 };

	check(json != NULL);
	json->kind = value.kind;
	if (keep) {
		json->bytes = text->data + value.at;
		json->bytes_len = value.end - value.at;
	}
	if (value.kind != TEXT_OBJECT && value.kind != TEXT_ARRAY) {
		text_string(text, value, &s);
		json->s = strdup(mem_str(&s));
		json->len = s.len;
	}
	while (text_next(text, value, &member)) {
		mem_cut(&s, 0);
		if (value.kind == TEXT_OBJECT)
			text_string(text, member.name, &s);
		json_insert(json, json->count,
		    value.kind == TEXT_OBJECT ? mem_str(&s) : NULL,
		    json_read(text, member.value, keep));
	}
	mem_release(&s);
	return json;
}

/* Numbers are few here, and all of them fit a double. */
static bool
json_same(const struct json *a, const struct json *b)
{
	size_t at;

	if (a->kind != b->kind || a->count != b->count)
		return false;
	if (a->kind == TEXT_NUMBER)
		return strtod(a->s, NULL) == strtod(b->s, NULL);
	if (a->kind == TEXT_STRING)
		return strcmp(a->s, b->s) == 0;
	for (size_t i = 0; i < a->count; i++) {
		at = a->kind == TEXT_OBJECT ? json_find(b, a->names[i]) : i;
		if (at == b->count || !json_same(a->kids[i], b->kids[at]))
			return false;
	}
	return true;
}

static void
json_write(struct mem *mem, const struct json *json)
{
	const bool object = json->kind == TEXT_OBJECT;

	if (json->kind == TEXT_STRING)
		text_quote(mem, json->s, json->len);
	else if (!object && json->kind != TEXT_ARRAY)
		mem_puts(mem, json->s);
	else {
		mem_putc(mem, object ? '{' : '[');
		for (size_t i = 0; i < json->count; i++) {
			if (i > 0)
				mem_putc(mem, ',');
			if (object) {
				text_quote(mem, json->names[i],
				    strlen(json->names[i]));
				mem_putc(mem, ':');
			}
			json_write(mem, json->kids[i]);
		}
		mem_putc(mem, object ? '}' : ']');
	}
}

/* Whether something other than an addition was done to the document. */
static bool took;

/* Make *old equal to new, which it consumes; was it different? */
static bool
json_assign(struct json **old, struct json *new)
{
	struct json *const json = *old;
	bool changed = false;
	size_t at;

	if (json != NULL && json_same(json, new)) {
		json_free(new);
		return false;
	}
	if (json == NULL || json->kind != TEXT_OBJECT ||
	    new->kind != TEXT_OBJECT) {
		took = took || json != NULL;
		json_free(json);
		*old = new;
		return true;
	}
	for (size_t i = json->count; i-- > 0;)
		if (json_find(new, json->names[i]) == new->count) {
			json_remove(json, i);
			took = changed = true;
		}
	for (size_t i = 0; i < new->count; i++) {
		at = json_find(json, new->names[i]);
		if (at == json->count)
			json_insert(json, at, new->names[i], NULL);
		changed |= json_assign(&json->kids[at], new->kids[i]);
		new->kids[i] = NULL;
	}
	json_free(new);
	json->bytes = NULL;
	return changed;
}

/* --- The document. */

static const char *const names[] = { "a", "b", "c", "d", "k~e", "f/g",
	"\xC3\xA9", "", "long name", "z" };
static const char *const numbers[] = { "0", "1", "1.0", "-0", "10e-1", "100",
	"1e2", "-7.25", "0.5" };
static const char *const strings[] = { "\"x\"", "\"\"", "\"\\u00e9\\n\"",
	"\"\xC3\xA9\\n\"", "\"// no\"", "\"a, b } ]\"", "\"\\\"\\\\\"",
	"\"true\"", "\"5\"", "\"a # b\"" };
static const char *const bare[] = { "text", "some, text } ]", "5 apples",
	"http://x/y", "true or not" };

struct style {
	enum text_syntax syntax;
	const char *newline, *unit;
	bool lines;
	unsigned int comments; /* of 8 gaps */
	bool trailing, leading, bare;
};

static void
add_line(struct mem *mem, const struct style *style, int depth)
{
	mem_puts(mem, style->newline);
	for (int i = 0; i < depth; i++)
		mem_puts(mem, style->unit);
}

static bool
has_comment(const struct style *style)
{
	return style->syntax != TEXT_JSON && choose(8) < style->comments;
}

/* What may stand above a member, up to where it begins. */
static void
add_lead(struct mem *mem, const struct style *style, int depth)
{
	if (!style->lines) {
		if (has_comment(style))
			mem_puts(mem, "/* of next */ ");
		return;
	}
	if (has_comment(style)) {
		add_line(mem, style, depth);
		mem_puts(mem, choose(2) == 0 ? "// above" : "/* above */");
		if (choose(2) == 0)
			mem_puts(mem, style->newline);
	}
	add_line(mem, style, depth);
}

static void
add_tail(struct mem *mem, const struct style *style)
{
	if (!style->lines && has_comment(style))
		mem_puts(mem, " /* of last */ ");
	if (style->lines && has_comment(style))
		mem_puts(mem, choose(2) == 0 ? " // behind" : " /* behind */");
}

static void add_value(struct mem *mem, const struct style *style, int depth);

static void
add_members(struct mem *mem, const struct style *outer, int depth, bool object)
{
	struct style style = *outer;
	unsigned int count = choose(MEMBERS_MAX + 1), name;
	bool used[sizeof(names) / sizeof(*names)] = { false };
	size_t start;

	if (style.lines && choose(3) == 0)
		style.lines = style.bare = style.trailing = false;
	if (count > 0 && !style.lines && choose(2) == 0)
		mem_putc(mem, ' ');
	for (unsigned int i = 0; i < count; i++) {
		add_lead(mem, &style, depth);
		if (i > 0 && style.leading && style.lines)
			mem_puts(mem, ", ");
		name = choose(sizeof(names) / sizeof(*names));
		while (used[name])
			name = (name + 1) % (sizeof(names) / sizeof(*names));
		used[name] = true;
		if (object && style.bare && strlen(names[name]) == 1)
			mem_puts(mem, names[name]);
		else if (object)
			text_quote(mem, names[name], strlen(names[name]));
		if (object)
			mem_puts(mem, choose(4) == 0 ? ":" : ": ");
		start = mem->len;
		if (style.bare && choose(2) == 0)
			mem_puts(
			    mem, bare[choose(sizeof(bare) / sizeof(*bare))]);
		else
			add_value(mem, &style, depth + 1);
		/* Nothing can follow a string without quotation marks. */
		if (style.bare && strchr("\"{[", mem->data[start]) == NULL)
			continue;
		if (!style.leading || !style.lines)
			if (i + 1 < count || style.trailing)
				mem_putc(mem, ',');
		add_tail(mem, &style);
		if (!style.lines && i + 1 < count && choose(4) != 0)
			mem_putc(mem, ' ');
	}
	if (style.lines && (count > 0 || choose(2) == 0) && choose(8) != 7)
		add_line(mem, &style, depth - 1);
	else if (style.lines)
		mem_puts(mem, style.newline);
	else if (count > 0 && choose(2) == 0)
		mem_putc(mem, ' ');
}

static void
add_value(struct mem *mem, const struct style *style, int depth)
{
	const unsigned int kind = choose(depth > DEPTH_MAX ? 4 : 8);

	if (kind < 2)
		mem_puts(
		    mem, numbers[choose(sizeof(numbers) / sizeof(*numbers))]);
	else if (kind < 3)
		mem_puts(
		    mem, strings[choose(sizeof(strings) / sizeof(*strings))]);
	else if (kind < 4)
		mem_puts(mem, choose(2) == 0 ? "null" : "true");
	else {
		mem_putc(mem, kind < 7 ? '{' : '[');
		add_members(mem, style, depth, kind < 7);
		mem_putc(mem, kind < 7 ? '}' : ']');
	}
}

static void
add_document(struct mem *mem, struct style *style)
{
	static const char *const units[] = { "\t", "  ", "    ", "" };

	style->syntax = TEXT_JSON + choose(3);
	style->newline = choose(4) == 0 ? "\r\n" : "\n";
	style->unit = units[choose(4)];
	style->lines = choose(4) != 0;
	style->comments = choose(6);
	style->trailing = style->syntax != TEXT_JSON && choose(4) == 0;
	style->leading = choose(6) == 0;
	style->bare =
	    style->syntax == TEXT_HJSON && style->lines && choose(2) == 0;
	if (style->leading)
		style->trailing = false;
	if (choose(8) == 0)
		mem_puts(mem, "\xEF\xBB\xBF");
	if (has_comment(style)) {
		mem_puts(mem, "// head");
		mem_puts(mem, style->newline);
		mem_puts(mem, style->newline);
	}
	if (style->bare && choose(2) == 0) {
		add_members(mem, style, 0, true);
		return;
	}
	mem_putc(mem, '{');
	add_members(mem, style, 1, true);
	mem_putc(mem, '}');
	if (choose(2) == 0)
		mem_puts(mem, style->newline);
}

/* --- The changes. */

static void
add_step(struct mem *path, const char *name)
{
	mem_putc(path, '/');
	for (; *name != '\0'; name++)
		if (*name == '~')
			mem_puts(path, "~0");
		else if (*name == '/')
			mem_puts(path, "~1");
		else
			mem_putc(path, *name);
}

/* Where a change goes: the steps of a pointer, not escaped. */
struct way {
	char steps[DEPTH_MAX][24];
	size_t count;
};

static struct way
choose_way(const struct json *json)
{
	struct way way = { 0 };
	char *step;

	while (way.count < DEPTH_MAX && (way.count == 0 || choose(3) != 0)) {
		step = way.steps[way.count++];
		if (json == NULL || json->kind != TEXT_ARRAY)
			(void)strcpy(step,
			    names[choose(sizeof(names) / sizeof(*names))]);
		else if (choose(4) == 0)
			(void)strcpy(step, "-");
		else
			(void)snprintf(step, sizeof(way.steps[0]), "%u",
			    choose((unsigned int)json->count + 2));
		if (json != NULL && json->kind == TEXT_OBJECT)
			json = json_find(json, step) < json->count
			    ? json->kids[json_find(json, step)]
			    : NULL;
		else if (json != NULL && json->kind == TEXT_ARRAY &&
		    (size_t)strtoul(step, NULL, 10) < json->count &&
		    *step != '-')
			json = json->kids[strtoul(step, NULL, 10)];
		else
			json = NULL;
	}
	return way;
}

enum verb {
	SET,
	DELETE,
	INSERT
};

/* Where a step leads to: count for a place that is not there, or beyond. */
static size_t
find_step(const struct json *json, const char *step)
{
	if (json->kind == TEXT_OBJECT)
		return json_find(json, step);
	if (strcmp(step, "-") == 0)
		return json->count;
	return *step < '0' || *step > '9' ? SIZE_MAX : strtoul(step, NULL, 10);
}

/* What a change does.  Returns whether something changed; may fail. */
static bool
change(struct json **json, const struct way *way, size_t step, enum verb verb,
    struct json **value, bool *failed)
{
	const bool ends = step + 1 == way->count;
	const char *const name = way->steps[step];
	bool changed = false;
	size_t at;

	if (verb == SET && (*json == NULL || (*json)->kind == TEXT_NULL)) {
		took = took || *json != NULL;
		json_free(*json);
		*json = calloc(1, sizeof(**json));
		(*json)->kind = TEXT_OBJECT;
		changed = true;
	}
	if ((*json)->kind != TEXT_OBJECT && (*json)->kind != TEXT_ARRAY) {
		*failed = verb != DELETE;
		return false;
	}
	at = find_step(*json, name);
	if (at >= (*json)->count && verb == DELETE)
		return false;
	if (at > (*json)->count ||
	    (at == (*json)->count && verb == INSERT && !ends)) {
		*failed = true;
		return false;
	}
	if (ends && verb == DELETE) {
		json_remove(*json, at);
		took = changed = true;
	} else if (at == (*json)->count ||
	    (ends && verb == INSERT && (*json)->kind == TEXT_ARRAY)) {
		json_insert(*json, at,
		    (*json)->kind == TEXT_OBJECT ? name : NULL, NULL);
		changed = true;
	}
	if (ends && verb != DELETE) {
		changed |= json_assign(&(*json)->kids[at], *value);
		*value = NULL;
	} else if (!ends)
		changed |= change(
		    &(*json)->kids[at], way, step + 1, verb, value, failed);
	if (changed)
		(*json)->bytes = NULL;
	return changed;
}

/* A value as a change brings it, as JSON without any space or with some. */
static void
choose_value(struct mem *mem)
{
	const struct style style = { .syntax = TEXT_JSON,
		.newline = "\n",
		.unit = " ",
		.lines = choose(4) == 0 };

	add_value(mem, &style, (int)choose(DEPTH_MAX + 2));
}

/* Make one change to both.  The place of a value is a text that stays. */
static void
change_both(
    struct edit *edit, struct json **json, struct text *text, struct mem *bytes)
{
	const enum verb verb = choose(8) < 4 ? SET : DELETE + choose(2);
	const struct way way = choose_way(*json);
	struct mem pointer = { 0 };
	struct json *value = NULL;
	struct why why = { 0 };
	bool failed = false;
	int rv;

	for (size_t i = 0; i < way.count; i++)
		add_step(&pointer, way.steps[i]);
	choose_value(bytes);
	*text = (struct text){ .name = "<value>", .syntax = TEXT_JSON };
	check(text_read(text, bytes->data, bytes->len, &why) == 0);
	value = json_read(text, text->root, false);

	if (verb == DELETE)
		rv = edit_delete(edit, mem_str(&pointer), &why);
	else if (verb == INSERT)
		rv = edit_insert(edit, mem_str(&pointer),
		    (struct place){ text, text->root }, &why);
	else if (choose(2) == 0)
		rv = edit_put(edit, mem_str(&pointer),
		    (struct place){ text, text->root }, &why);
	else
		rv = edit_set(
		    edit, mem_str(&pointer), bytes->data, bytes->len, &why);
	change(json, &way, 0, verb, &value, &failed);
	check(failed == (rv == -1));
	check(!failed || why.status == WHY_INPUT);
	json_free(value);
	mem_release(&pointer);
}

/* Is the value what the model says, with the bytes that were kept? */
static void
check_value(
    const struct text *text, struct value value, const struct json *json)
{
	struct member member = { 0 };
	struct mem name = { 0 };
	size_t at = 0, count = 0;

	check(json->kind == value.kind);
	if (json->bytes != NULL) {
		check(value.end - value.at == json->bytes_len);
		check(memcmp(text->data + value.at, json->bytes,
			  json->bytes_len) == 0);
	}
	for (; text_next(text, value, &member); count++, at++) {
		if (value.kind == TEXT_OBJECT) {
			mem_cut(&name, 0);
			text_string(text, member.name, &name);
			at = json_find(json, mem_str(&name));
		}
		check(at < json->count);
		check_value(text, member.value, json->kids[at]);
	}
	check(count == json->count);
	mem_release(&name);
}

/* Does whole still have all bytes of part, in their order? */
static bool
is_within(const struct mem *part, const struct mem *whole)
{
	size_t at = 0;

	for (size_t i = 0; i < whole->len && at < part->len; i++)
		at += whole->data[i] == part->data[at];
	return at == part->len;
}

static void
check_outcome(struct edit *edit, const struct mem *document,
    enum text_syntax syntax, const struct json *json)
{
	struct text text = { .name = "<result>", .syntax = syntax };
	struct mem result = { 0 }, whole = { 0 };
	struct why why = { 0 };
	struct edit *again;
	struct json *read;

	edit_text(edit, &result);
	check(mem_check(&result, &why) == 0);
	check(edit_changes(edit) ==
	    (result.len != document->len ||
		memcmp(mem_str(&result), mem_str(document), result.len) != 0));
	check(text_read(&text, mem_str(&result), result.len, &why) == 0);
	read = json_read(&text, text.root, false);
	check(json_same(read, json));
	check(edit_same(edit, &text));
	check_value(&text, text.root, json);
	check(took || is_within(document, &result));

	json_write(&whole, json);
	check((again = edit_new(&text, &why)) != NULL);
	check(edit_set(again, "", whole.data, whole.len, &why) == 0);
	check(!edit_changes(again));
	edit_free(again);
	json_free(read);
	mem_release(&whole);
	mem_release(&result);
}

/* What edit_at() shows of the whole is the outcome, too. */
static void
check_at(struct edit *edit, const struct json *json)
{
	struct place place;
	struct why why = { 0 };
	struct json *read;

	check(edit_at(edit, "", &place, &why) == 0);
	read = json_read(place.text, place.value, false);
	check(json_same(read, json));
	json_free(read);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct text texts[CHANGES_MAX], text = { .name = "<fuzz>" };
	struct mem bytes[CHANGES_MAX] = { 0 }, document = { 0 };
	struct style style = { 0 };
	struct why why = { 0 };
	struct edit *edit;
	struct json *json;
	unsigned int count;

	input = data;
	input_left = len;
	took = false;
	add_document(&document, &style);
	text.syntax = style.syntax;
	check(text_read(&text, mem_str(&document), document.len, &why) == 0);
	json = json_read(&text, text.root, true);

	check((edit = edit_new(&text, &why)) != NULL);
	count = 1 + choose(CHANGES_MAX);
	for (unsigned int i = 0; i < count; i++) {
		change_both(edit, &json, &texts[i], &bytes[i]);
		if (choose(4) == 0)
			check_at(edit, json);
	}
	check_outcome(edit, &document, style.syntax, json);

	edit_free(edit);
	json_free(json);
	for (unsigned int i = 0; i < CHANGES_MAX; i++)
		mem_release(&bytes[i]);
	mem_release(&document);
	return 0;
}
