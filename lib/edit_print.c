/* edit_print: new bytes for a value, in a style. */

#include <string.h>

#include "edit_print.h"
#include "edit_style.h"
#include "text_hjson.h"

static void
add(struct mem *mem, struct span span)
{
	mem_add(mem, span.s, span.len);
}

void
print_indent(struct mem *mem, const struct style *style)
{
	add(mem, style->indent);
	for (size_t i = 0; i < style->depth; i++)
		add(mem, style->unit);
}

void
print_line(struct mem *mem, const struct style *style)
{
	add(mem, style->newline);
	print_indent(mem, style);
}

static void
print_string(struct mem *mem, const struct style *style, struct place place)
{
	const struct value value = place.value;
	const bool bare = style->bare_values && style->lines;
	struct mem plain = { 0 };

	/* As it was given, escapes and all, if that is JSON. */
	if (place.text->syntax != TEXT_HJSON && !bare) {
		mem_add(mem, place.text->data + value.at, value.end - value.at);
		return;
	}
	text_string(place.text, value, &plain);
	if (bare && hjson_is_bare_string(mem_str(&plain), plain.len))
		mem_add(mem, plain.data, plain.len);
	else
		text_quote(mem, mem_str(&plain), plain.len);
	mem->failed = mem->failed || plain.failed;
	mem_release(&plain);
}

static void
print_name(
    struct mem *mem, const struct style *style, const char *name, size_t len)
{
	if (style->bare_names && hjson_is_bare_name(name, len))
		mem_add(mem, name, len);
	else
		text_quote(mem, name, len);
}

/* The name of a member that a walk comes by. */
static void
print_label(struct mem *mem, const struct style *style, const struct walk *walk)
{
	const struct text *const text = walk->in->now.text;
	const struct value label = walk->label;
	struct mem plain = { 0 };

	if (label.kind == TEXT_NONE)
		print_name(mem, style, walk->node->name, walk->node->len);
	else if (text->syntax != TEXT_HJSON && !style->bare_names)
		mem_add(mem, text->data + label.at, label.end - label.at);
	else {
		text_string(text, label, &plain);
		print_name(mem, style, mem_str(&plain), plain.len);
	}
	mem->failed = mem->failed || plain.failed;
	mem_release(&plain);
	add(mem, style->colon);
}

/* Returns whether a comma would become part of it. */
static bool
print_walked(struct mem *mem, const struct style *style, struct walk *walk)
{
	const struct node bytes = tree_bare(walk->value);
	const struct node *node = walk->node == NULL ? &bytes : walk->node;
	size_t start;

	if (walk->in->now.value.kind == TEXT_OBJECT)
		print_label(mem, style, walk);
	start = mem->len;
	print_value(mem, style, node);
	return !mem->failed && node->now.value.kind == TEXT_STRING &&
	    mem->data[start] != '"';
}

static void
print_container(
    struct mem *mem, const struct style *outer, const struct node *node)
{
	const enum text_kind kind = node->now.value.kind;
	struct style style = style_new(outer, kind);
	bool bare = false, first = true;
	struct walk walk;

	mem_putc(mem, kind == TEXT_OBJECT ? '{' : '[');
	for (walk_begin(&walk, node); walk_live(&walk); first = false) {
		if (!first && !style.lines)
			add(mem, style.comma);
		else if (!first && style.commas && !bare)
			mem_putc(mem, ',');
		if (style.lines)
			print_line(mem, &style);
		else if (first)
			add(mem, style.pad[style_kind(kind)]);
		bare = print_walked(mem, &style, &walk);
	}
	if (!first && style.lines) {
		if (style.trailing && !bare)
			mem_putc(mem, ',');
		style.depth--;
		print_line(mem, &style);
	} else if (!first)
		add(mem, style.pad[style_kind(kind)]);
	mem_putc(mem, kind == TEXT_OBJECT ? '}' : ']');
}

void
print_value(struct mem *mem, const struct style *style, const struct node *node)
{
	const struct place now = node->now;

	switch (now.value.kind) {
	case TEXT_OBJECT:
	case TEXT_ARRAY:
		print_container(mem, style, node);
		break;
	case TEXT_STRING:
		print_string(mem, style, now);
		break;
	default:
		mem_add(mem, now.text->data + now.value.at,
		    now.value.end - now.value.at);
	}
}

bool
print_member(
    struct mem *mem, const struct style *style, const struct node *node)
{
	size_t start;

	if (node->name != NULL) {
		print_name(mem, style, node->name, node->len);
		add(mem, style->colon);
	}
	start = mem->len;
	print_value(mem, style, node);
	return !mem->failed && node->now.value.kind == TEXT_STRING &&
	    mem->data[start] != '"';
}

void
print_compact(struct mem *mem, const struct node *node)
{
	static const struct style compact = { .colon = { ":", 1 },
		.comma = { ",", 1 },
		.pad = { { "", 0 }, { "", 0 } },
		.commas = true };

	print_value(mem, &compact, node);
}
