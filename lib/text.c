/* text: a JSON, JSONC or Hjson text as positions in its own bytes. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "mem.h"
#include "text.h"
#include "text_bits.h"
#include "text_hjson.h"
#include "text_index.h"
#include "text_layout.h"
#include "text_note.h"
#include "text_scan.h"
#include "text_skip.h"
#include "text_strict.h"
#include "utf8.h"

static const char bom[] = "\xEF\xBB\xBF";

enum {
	BIG_MIN = 1024,   /* bytes: less is passed by as soon as found */
	FEW_MAX = 1 << 16 /* bytes of a text whose members are remembered */
};

static struct scan
scan_of(const struct text *text)
{
	return (struct scan){ .end = text->data + text->len,
		.syntax = text->syntax };
}

bool
text_is_bare(const struct text *text, struct value object)
{
	return text->syntax == TEXT_HJSON && object.kind == TEXT_OBJECT &&
	    (object.at == object.end || text->data[object.at] != '{');
}

/* The members of a root object without braces: all there is. */
static const char *
read_bare(struct scan *scan, const char *p)
{
	for (bool first = true;; first = false) {
		scan->name = NULL;
		p = scan_next(scan, p, '\0', first);
		if (p == NULL || (p == scan->end && scan->name == NULL))
			return p;
		if ((p = scan_value(scan, p)) == NULL)
			return NULL;
	}
}

/* Most texts are JSON and nothing else, which can be told fast. */
static const char *
read_value(struct scan *scan, const char *p)
{
	const bool may_be_strict = scan->syntax == TEXT_JSON ||
	    (scan->syntax == TEXT_ANY && !scan->extended);
	const char *end;

	if (scan->syntax == TEXT_JSON &&
	    index_begin(scan->notes->index, p, scan->end)) {
		if ((end = layout_read(scan, p)) != NULL ||
		    (end = note_container(scan, p)) != NULL)
			return end;
		scan->notes->index->full = true;
	}
	if (BITS_VECTORS && may_be_strict && p < scan->end &&
	    (*p == '{' || *p == '[')) {
		if ((end = strict_container(scan, p)) != NULL)
			return end;
		scan->notes->bigs = 0;
	}
	return scan_value(scan, p);
}

static const char *
read_root(struct scan *scan, struct text *text, const char *p)
{
	if (scan->syntax == TEXT_HJSON && hjson_is_bare_root(scan, p)) {
		text->root.at = (size_t)(p - text->data);
		p = read_bare(scan, p);
		scan->kind = TEXT_OBJECT;
		return p;
	}
	if ((p = scan_space(scan, p)) == NULL)
		return NULL;
	text->root.at = (size_t)(p - text->data);
	if ((p = read_value(scan, p)) == NULL)
		return NULL;
	switch (text->data[text->root.at]) {
	case '{':
		scan->kind = TEXT_OBJECT;
		break;
	case '[':
		scan->kind = TEXT_ARRAY;
	}
	return p;
}

/* The value that begins at p. */
static struct value
value_at(const struct text *text, struct scan *scan, const char *p)
{
	const size_t at = (size_t)(p - text->data);
	const char first = *p;

	p = text_skip(text, scan, p);
	if (first == '{')
		scan->kind = TEXT_OBJECT;
	else if (first == '[')
		scan->kind = TEXT_ARRAY;
	return (struct value){
		.kind = scan->kind, .at = at, .end = (size_t)(p - text->data)
	};
}

static struct value
last_name(const struct text *text, const struct scan *scan)
{
	return (struct value){
		.kind = TEXT_STRING,
		.at = (size_t)(scan->name - text->data),
		.end = (size_t)(scan->nameend - text->data),
	};
}

/* Step to what comes next by looking for it. */
static bool
step(const struct text *text, struct value container, struct member *member)
{
	struct scan scan = scan_of(text);
	const bool first = member->value.kind == TEXT_NONE;
	const bool bare = text_is_bare(text, container);
	const char *p = text->data + (first ? container.at : member->value.end);
	char closing = ']';

	if (container.kind == TEXT_OBJECT)
		closing = bare ? '\0' : '}';
	else if (container.kind != TEXT_ARRAY)
		return false;
	if (first && !bare)
		p++;
	p = scan_next(&scan, p, closing, first);
	if (scan_closes(&scan, p, closing))
		return false;

	member->name = (struct value){ 0 };
	if (container.kind == TEXT_OBJECT)
		member->name = last_name(text, &scan);
	member->value = value_at(text, &scan, p);
	return true;
}

/* Of a small text that is an object: who reads it asks for many members. */
static void
remember(struct text *text)
{
	struct member member = { 0 };
	unsigned int count = 0;
	size_t len;

	if (text->root.kind != TEXT_OBJECT || text->syntax != TEXT_JSON ||
	    text->len > FEW_MAX)
		return;
	while (step(text, text->root, &member)) {
		if (count == TEXT_FEW)
			return;
		text->few[count].name = (uint32_t)member.name.at;
		text->few[count].name_end = (uint32_t)member.name.end;
		text->few[count].at = (uint32_t)member.value.at;
		text->few[count].end = (uint32_t)member.value.end;
		len = member.name.end - member.name.at;
		text->few[count].plain =
		    memchr(text->data + member.name.at, '\\', len) == NULL;
		text->few[count++].kind = member.value.kind;
	}
	text->few_at = text->root.at;
	text->fews = count;
}

static bool
is_remembered(const struct text *text, struct value container)
{
	return text->fews > 0 && container.kind == TEXT_OBJECT &&
	    container.at == text->few_at;
}

static struct member
recall(const struct text *text, unsigned int i)
{
	return (struct member){
		{ .kind = TEXT_STRING,
		    .at = text->few[i].name,
		    .end = text->few[i].name_end },
		{ .kind = text->few[i].kind,
		    .at = text->few[i].at,
		    .end = text->few[i].end },
	};
}

bool
text_next(
    const struct text *text, struct value container, struct member *member)
{
	unsigned int i = 0;

	if (container.node > 0)
		return index_next(text->index, container.node, member);
	if (!is_remembered(text, container))
		return step(text, container, member);
	if (member->value.kind != TEXT_NONE)
		while (i < text->fews && text->few[i++].at != member->value.at)
			continue;
	if (i == text->fews)
		return false;
	*member = recall(text, i);
	return true;
}

/* Begin to read. */
static struct scan
begin(struct text *text, const char *data, size_t len)
{
	struct scan scan;

	text->data = len > 0 ? data : "";
	text->len = len;
	text->root = (struct value){ 0 };
	text->bigs = text->fews = 0;
	scan = scan_of(text);
	scan.notes = text;
	scan.big = len / TEXT_BIG_MAX;
	if (scan.big < BIG_MIN)
		scan.big = BIG_MIN;
	return scan;
}

/* It was read, up to end. */
static void
finish(struct text *text, const struct scan *scan, const char *end)
{
	text->root.end = (size_t)(end - text->data);
	text->root.kind = scan->kind;
	if (text->index == NULL || text->syntax != TEXT_JSON)
		remember(text);
	else if (!text->index->full) {
		text->root = text->index->nodes[1].member.value;
		if (text->index->layout == 0)
			layout_note(text);
	}
}

int
text_read(struct text *text, const char *data, size_t len, struct why *why)
{
	struct scan scan = begin(text, data, len);
	const char *p = text->data, *end;

	if (len >= 3 && memcmp(p, bom, 3) == 0)
		p += 3;
	end = read_root(&scan, text, p);
	if (end != NULL && (p = scan_space(&scan, end)) != NULL && p < scan.end)
		p = scan_fail(&scan, p, "more after the end of the value");
	if (end == NULL || p == NULL)
		return text_fail(text, (size_t)(scan.place - text->data), why,
		    WHY_INPUT, "%s", scan.wrong);

	if (text->syntax == TEXT_ANY)
		text->syntax = scan.extended ? TEXT_JSONC : TEXT_JSON;
	finish(text, &scan, end);
	return 0;
}

size_t
text_read_first(struct text *text, const char *data, size_t len)
{
	struct scan scan = begin(text, data, len);
	const char *const end = read_root(&scan, text, text->data);

	if (end == NULL)
		return 0;
	finish(text, &scan, end);
	text->len = text->root.end;
	return text->len;
}

struct member
text_member_at(const struct text *text, size_t at)
{
	struct scan scan = scan_of(text);
	struct member member;
	const char *p;

	p = scan_next(&scan, text->data + at, '}', true);
	member.name = last_name(text, &scan);
	member.value = value_at(text, &scan, p);
	return member;
}

unsigned int
text_depth(const struct text *text, struct value value)
{
	struct scan scan = scan_of(text);
	unsigned int extra = 0;

	if (text_is_bare(text, value)) {
		read_bare(&scan, text->data + value.at);
		extra = 1;
	} else if (value.kind == TEXT_OBJECT || value.kind == TEXT_ARRAY)
		scan_value(&scan, text->data + value.at);
	return scan.deepest + extra;
}

/* The member of that name among those that are remembered. */
static struct value
member_of_few(const struct text *text, const char *name)
{
	const size_t len = strlen(name);
	struct member member;
	unsigned int i;

	for (i = text->fews; i > 0; i--) {
		member = recall(text, i - 1);
		if (text->few[i - 1].plain
			? member.name.end - member.name.at == len + 2 &&
			    memcmp(
				text->data + member.name.at + 1, name, len) == 0
			: text_is(text, member.name, name))
			return member.value;
	}
	return (struct value){ 0 };
}

struct value
text_member(const struct text *text, struct value object, const char *name)
{
	struct member member = { 0 };
	struct value found = { 0 };

	if (object.node > 0)
		return index_find(text, object.node, name);
	if (is_remembered(text, object))
		return member_of_few(text, name);
	if (object.kind == TEXT_OBJECT)
		while (text_next(text, object, &member))
			if (text_is(text, member.name, name))
				found = member.value;
	return found;
}

bool
text_is_unique(const struct text *text, struct value value)
{
	const struct text_node *nodes;
	uint32_t node;

	if (value.node == 0)
		return false;
	nodes = text->index->nodes;
	for (node = value.node; node != nodes[value.node].next; node++)
		if (nodes[node].member.value.kind == TEXT_OBJECT &&
		    !index_is_unique(text, node))
			return false;
	return true;
}

void
text_place(const struct text *text, size_t at, size_t *line, size_t *column)
{
	const char *p = text->data, *const end = p + at, *newline;
	size_t step;

	*line = text->line == 0 ? 1 : text->line;
	*column = 1;
	if (at >= 3 && memcmp(p, bom, 3) == 0)
		p += 3;
	while ((newline = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p = newline + 1;
		++*line;
	}
	for (; p < end; p += step == 0 ? 1 : step, ++*column)
		step = utf8_next(p, (size_t)(end - p));
}

int
text_fail(const struct text *text, size_t at, struct why *why,
    enum status status, const char *fmt, ...)
{
	size_t line, column;
	va_list ap;

	va_start(ap, fmt);
	why_vsetx(why, status, fmt, ap);
	va_end(ap);
	text_place(text, at, &line, &column);
	return why_at(why, "%s:%zu:%zu", text->name, line, column);
}
