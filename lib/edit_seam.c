/* edit_seam: where members that stay meet, and what is new between them. */

#include <string.h>

#include "edit_print.h"
#include "edit_seam.h"

static void
take(struct seam *seam, size_t at, size_t end)
{
	layout_splice(seam->edit, at, end, seam->edit->bytes.len);
}

static void
put(struct seam *seam, size_t at, const char *s)
{
	const size_t start = seam->edit->bytes.len;

	mem_puts(&seam->edit->bytes, s);
	layout_splice(seam->edit, at, at, start);
}

/* Whether a member's gap holds the comma that follows, or precedes, it. */
static bool
has_comma_after(const struct seam *seam)
{
	const struct gap *const gap = &seam->left.after;

	return seam->has_left && gap->comma != GAP_NONE && !gap->leading;
}

static bool
has_comma_before(const struct seam *seam, const struct slot *right)
{
	return right != NULL && right->before.comma != GAP_NONE &&
	    right->before.leading && !seam->ate_comma;
}

/* On one line, the space behind the comma goes with it. */
static void
drop_comma_after(struct seam *seam)
{
	const struct gap *const gap = &seam->left.after;

	take(seam, gap->comma,
	    gap->newline == GAP_NONE ? gap->cut : gap->comma + 1);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * With a comma that has a line of its own, the line goes.  In front of a
 * member that begins with it a blank takes its place, so that the member stays
 * below the others; and elsewhere the space behind it goes, too.
 */
static void
drop_comma_before(struct seam *seam, const struct slot *right)
{
	const char *const data = seam->edit->text->data;
	const size_t comma = right->before.comma;
	size_t at = comma, end = comma + 1;

	while (at > right->before.cut && is_blank(data[at - 1]))
		at--;
	while (is_blank(data[end]) || data[end] == '\r')
		end++;
	if (data[at - 1] != '\n')
		take(seam, comma, end);
	else if (data[end] == '\n')
		take(seam, at, end + 1);
	else {
		take(seam, comma, comma + 1);
		if (data[comma + 1] == ' ')
			put(seam, comma + 1, " ");
	}
}

/* Nothing is new here: but there has to be one comma, or none at an end. */
static void
mend(struct seam *seam, const struct slot *right)
{
	const bool after = has_comma_after(seam);
	const bool before = has_comma_before(seam, right);

	if (right == NULL) {
		if (after && !seam->left.last && !seam->trailing)
			drop_comma_after(seam);
	} else if (!seam->has_left) {
		if (before)
			drop_comma_before(seam, right);
	} else if (after && before)
		drop_comma_after(seam);
	else if (!after && !before && !seam->left.bare &&
	    (seam->edit->text->syntax != TEXT_HJSON ||
		seam->left.after.newline == GAP_NONE))
		put(seam, seam->left.end, ",");
}

/* Behind a member that has a line end, or other members, behind it. */
static void
add_lines(struct seam *seam, const struct slot *right)
{
	const struct style *const style = seam->style;
	struct mem *const bytes = &seam->edit->bytes;
	const bool after = has_comma_after(seam);
	const bool more = right != NULL ? !has_comma_before(seam, right)
					: seam->trailing && !style->leading;
	size_t start;
	bool bare;

	if (style->commas && !style->leading && !after && !seam->left.bare)
		put(seam, seam->left.end, ",");
	start = bytes->len;
	for (size_t i = 0; i < seam->count; i++) {
		print_line(bytes, style);
		if (style->commas && style->leading && (i > 0 || !after))
			mem_puts(bytes, ", ");
		bare = print_member(bytes, style, seam->additions[i].node);
		if (style->commas && !bare &&
		    (i + 1 < seam->count ? !style->leading : more))
			mem_putc(bytes, ',');
	}
	layout_splice(
	    seam->edit, seam->left.after.tail, seam->left.after.tail, start);
}

/* In front of the comma, or of the bracket, that follows. */
static void
add_on_line(struct seam *seam, const struct slot *right)
{
	const struct gap *const gap = &seam->left.after;
	struct mem *const bytes = &seam->edit->bytes;
	const bool after = has_comma_after(seam);
	const bool before = has_comma_before(seam, right);
	const size_t start = bytes->len;
	struct style style = *seam->style;
	size_t at = seam->left.end;

	style.bare_values = false;
	if (after)
		at = gap->comma;
	else if (seam->left.last && gap->newline == GAP_NONE)
		at = gap->tail;
	for (size_t i = 0; i < seam->count; i++) {
		if (!style.lines)
			mem_add(bytes, style.comma.s, style.comma.len);
		else {
			if (style.commas && (i > 0 || !seam->left.bare))
				mem_putc(bytes, ',');
			print_line(bytes, &style);
		}
		print_member(bytes, &style, seam->additions[i].node);
	}
	if (right != NULL && !after && !before)
		mem_putc(bytes, ',');
	layout_splice(seam->edit, at, at, start);
	if (right != NULL ? after && before
			  : after && !seam->left.last && !seam->trailing)
		drop_comma_after(seam);
}

/* In front of the first member that stays. */
static void
add_first(struct seam *seam, const struct slot *right)
{
	const struct gap *const gap = &right->before;
	const struct style *const style = seam->style;
	struct mem *const bytes = &seam->edit->bytes;
	const bool begins =
	    gap->newline != GAP_NONE || (seam->root && right->first);
	bool before = has_comma_before(seam, right), bare, comma;
	size_t start;

	/* One that stands higher than what is new would come before it. */
	if (before && begins && gap->comma < gap->own) {
		drop_comma_before(seam, right);
		before = false;
	}
	start = bytes->len;
	for (size_t i = 0; i < seam->count; i++) {
		if (begins)
			print_indent(bytes, style);
		bare = print_member(bytes, style, seam->additions[i].node);
		comma = (i + 1 < seam->count || !before) && !bare;
		if (!begins && !style->lines) {
			mem_add(bytes, style->comma.s, style->comma.len);
			continue;
		}
		if (comma && style->commas)
			mem_putc(bytes, ',');
		if (begins)
			mem_add(bytes, style->newline.s, style->newline.len);
		else
			print_line(bytes, style);
	}
	layout_splice(seam->edit, begins ? gap->own : right->at,
	    begins ? gap->own : right->at, start);
}

void
seam_join(struct seam *seam, const struct slot *right)
{
	if (seam->count == 0)
		mend(seam, right);
	else if (!seam->has_left)
		add_first(seam, right);
	else if ((seam->style->lines || seam->left.bare) &&
	    seam->left.after.newline != GAP_NONE)
		add_lines(seam, right);
	else
		add_on_line(seam, right);
}

/* Is nothing but space left between the brackets, of what was there? */
static bool
is_emptied(const struct seam *seam, size_t at, size_t end)
{
	const struct edit *const edit = seam->edit;
	const char *const data = edit->text->data;
	const struct splice *splice;

	for (size_t i = seam->splices;; i++) {
		splice = i < edit->count ? &edit->splices[i] : NULL;
		for (; at < (splice != NULL ? splice->at : end); at++)
			if (strchr(" \t\r\n", data[at]) == NULL)
				return false;
		if (splice == NULL)
			return true;
		if (at < splice->end)
			at = splice->end;
	}
}

/* All there is between the brackets. */
static void
fill(struct seam *seam, size_t at, size_t end)
{
	const struct style *const style = seam->style;
	const struct span pad = style->pad[style_kind(seam->container.kind)];
	struct mem *const bytes = &seam->edit->bytes;
	const size_t start = bytes->len;
	bool bare = false;

	seam->edit->count = seam->splices;
	for (size_t i = 0; i < seam->count; i++) {
		if (i > 0 && !style->lines)
			mem_add(bytes, style->comma.s, style->comma.len);
		else if (i > 0 && style->commas && !bare)
			mem_putc(bytes, ',');
		if (style->lines)
			print_line(bytes, style);
		else if (i == 0)
			mem_add(bytes, pad.s, pad.len);
		bare = print_member(bytes, style, seam->additions[i].node);
	}
	if (seam->count > 0 && style->lines) {
		if (style->trailing && !bare)
			mem_putc(bytes, ',');
		mem_add(bytes, style->newline.s, style->newline.len);
		mem_add(bytes, style->opened.s, style->opened.len);
	} else if (seam->count > 0)
		mem_add(bytes, pad.s, pad.len);
	layout_splice(seam->edit, at, end, start);
}

/* Below the comments that are left, or at the end of a root without braces. */
static void
add_below(struct seam *seam, const struct gap *last, bool stray)
{
	const struct style *const style = seam->style;
	const struct text *const text = seam->edit->text;
	struct mem *const bytes = &seam->edit->bytes;
	const bool below = last->newline != GAP_NONE && !seam->root &&
	    !(stray && last->line <= last->comma);
	const size_t at = below ? last->line : last->to;
	const size_t start = bytes->len;

	if (!below && at > 0 && text->data[at - 1] != '\n' &&
	    !(seam->root && at == seam->container.at))
		mem_add(bytes, style->newline.s, style->newline.len);
	for (size_t i = 0; i < seam->count; i++) {
		print_indent(bytes, style);
		if (!print_member(bytes, style, seam->additions[i].node) &&
		    style->commas && i + 1 < seam->count)
			mem_putc(bytes, ',');
		mem_add(bytes, style->newline.s, style->newline.len);
	}
	if (!below && !seam->root)
		mem_add(bytes, style->opened.s, style->opened.len);
	layout_splice(seam->edit, at, at, start);
}

/* A trailing comma on a line of its own, beside which the end changes. */
static bool
is_stray(const struct seam *seam, const struct gap *last)
{
	return last->comma != GAP_NONE && last->leading &&
	    (seam->count > 0 || !seam->has_left || !seam->left.last);
}

void
seam_end(struct seam *seam, const struct gap *last)
{
	const size_t at = gap_first(seam->edit->text, seam->container);
	const bool stray = is_stray(seam, last);

	if (seam->has_left)
		seam_join(seam, NULL);
	if (stray)
		take(seam, last->comma, last->comma + 1);
	if (seam->has_left)
		return;
	if (!seam->root && is_emptied(seam, at, last->to))
		fill(seam, at, last->to);
	else if (seam->count > 0)
		add_below(seam, last, stray);
}
