/* edit_layout: from values as they are after changes to bytes. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edit_layout.h"
#include "edit_print.h"
#include "text.h"

const struct style *
layout_style(struct edit *edit, struct frame *frame)
{
	struct style outer;

	if (frame->styled)
		return &frame->style;
	if (frame->outer != NULL)
		outer = *layout_style(edit, frame->outer);
	else
		outer = style_begin(edit->text, edit->memo);
	frame->style = style_of(&outer, frame->node->origin.value);
	frame->styled = true;
	return &frame->style;
}

void
layout_splice(struct edit *edit, size_t at, size_t end, size_t start)
{
	const size_t len = edit->bytes.len - start;
	struct splice *splices = edit->splices;

	if (edit->bytes.failed ||
	    (len == end - at &&
		memcmp(edit->text->data + at, mem_str(&edit->bytes) + start,
		    len) == 0))
		return;
	if (edit->count == edit->size) {
		edit->size = edit->size == 0 ? 8 : edit->size * 2;
		splices =
		    reallocarray(splices, edit->size, sizeof(*edit->splices));
		if (splices == NULL) {
			edit->bytes.failed = true;
			return;
		}
		edit->splices = splices;
	}
	splices[edit->count] =
	    (struct splice){ at, end, edit->count, start, len };
	edit->count++;
}

/* One step of a pointer (RFC 6901, 3). */
static void
add_step(struct mem *path, const char *name, size_t len)
{
	mem_putc(path, '/');
	for (; len > 0; name++, len--)
		if (*name == '~')
			mem_puts(path, "~0");
		else if (*name == '/')
			mem_puts(path, "~1");
		else
			mem_putc(path, *name);
}

static void
add_label(struct edit *edit, const struct node *node)
{
	struct mem name = { 0 };

	if (node->name == NULL)
		text_string(node->origin.text, node->label, &name);
	else
		mem_add(&name, node->name, node->len);
	add_step(&edit->path, mem_str(&name), name.len);
	edit->path.failed = edit->path.failed || name.failed;
	mem_release(&name);
}

static void
note_path(struct edit *edit)
{
	mem_add(&edit->paths, mem_str(&edit->path), edit->path.len + 1);
}

static void lay(struct edit *edit, struct frame *outer, struct node *node);

/*
 * Hjson takes a number or a word for the beginning of a string, if something
 * else goes on behind it, as another member may after a string.
 */
static bool
runs_on(const struct node *node)
{
	const struct text *const text = node->origin.text;
	const char *next = text->data + node->origin.value.end;
	const char *const end = text->data + text->len;

	if (text->syntax != TEXT_HJSON || node->now.value.kind == TEXT_OBJECT ||
	    node->now.value.kind == TEXT_ARRAY ||
	    node->now.value.kind == TEXT_STRING)
		return false;
	while (next < end && (*next == ' ' || *next == '\t'))
		next++;
	return next < end && memchr("\r\n,]}#/", *next, 8) == NULL;
}

/* Returns whether it has to be seen to what stands around it. */
static bool
lay_kid(struct edit *edit, struct frame *frame, struct node *node)
{
	const bool added = node->origin.value.kind == TEXT_NONE;

	if (!added && !node->deleted) {
		lay(edit, frame, node);
		return runs_on(node);
	}
	if (added != node->deleted && !node->shadowed)
		note_path(edit);
	return added != node->deleted;
}

static bool
lay_elements(struct edit *edit, struct frame *frame)
{
	const size_t path = edit->path.len;
	const struct run *run = frame->node->kids->runs.first;
	bool moved = false;
	char index[24];

	for (size_t i = 0; run != NULL; run = run->next) {
		if (run->node != NULL) {
			(void)snprintf(index, sizeof(index), "%zu", i);
			add_step(&edit->path, index, strlen(index));
			moved |= lay_kid(edit, frame, run->node);
			mem_cut(&edit->path, path);
		}
		if (run->node == NULL || !run->node->deleted)
			i += run->count;
	}
	return moved;
}

static void
lay_container(struct edit *edit, struct frame *frame)
{
	const struct kids *const kids = frame->node->kids;
	const size_t path = edit->path.len;
	struct walk in_order;
	bool moved;

	walk_begin(&in_order, frame->node);
	moved = lay_elements(edit, frame);
	for (size_t i = 0; i < kids->count; i++) {
		add_label(edit, kids->list[i]);
		moved |= lay_kid(edit, frame, kids->list[i]);
		mem_cut(&edit->path, path);
	}
	if (moved)
		layout_members(edit, frame);
}

/* A value in the text: another one, as it was, or with changes in it. */
static void
lay(struct edit *edit, struct frame *outer, struct node *node)
{
	struct frame frame = { .outer = outer, .node = node };
	const struct place was = node->origin;
	const size_t start = edit->bytes.len;
	struct style style;

	if (node->now.text == was.text && node->now.value.at == was.value.at) {
		if (node->kids != NULL)
			lay_container(edit, &frame);
		return;
	}
	note_path(edit);
	/* To find a style takes a look at all members: not for a scalar. */
	if (edit->text->syntax != TEXT_HJSON &&
	    node->now.value.kind != TEXT_OBJECT &&
	    node->now.value.kind != TEXT_ARRAY) {
		print_compact(&edit->bytes, node);
		layout_splice(edit, was.value.at, was.value.end, start);
		return;
	}
	style = outer == NULL ? style_begin(edit->text, edit->memo)
			      : *layout_style(edit, outer);
	/* Without quotation marks it would go on to the end of the line. */
	if (was.value.kind != TEXT_STRING ||
	    strchr("\"'", was.text->data[was.value.at]) != NULL)
		style.bare_values = false;
	print_value(&edit->bytes, &style, node);
	layout_splice(edit, was.value.at, was.value.end, start);
}

/* What is put in front of a value comes before what replaces it. */
static int
by_place(const void *a, const void *b)
{
	const struct splice *x = a, *y = b;
	const bool x_takes = x->end > x->at, y_takes = y->end > y->at;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x_takes != y_takes)
		return x_takes - y_takes;
	return (x->seq > y->seq) - (x->seq < y->seq);
}

void
layout(struct edit *edit)
{
	if (edit->laid_out)
		return;
	edit->laid_out = true;
	edit->count = 0;
	mem_cut(&edit->bytes, 0);
	mem_cut(&edit->paths, 0);
	mem_cut(&edit->path, 0);
	lay(edit, NULL, &edit->root);
	if (edit->count > 1)
		qsort(edit->splices, edit->count, sizeof(*edit->splices),
		    by_place);
	edit->bytes.failed |= edit->path.failed | edit->paths.failed;
}
