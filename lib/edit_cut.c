/* edit_seam: taking a member out of the text. */

#include <string.h>

#include "edit_seam.h"

static void
take(struct seam *seam, size_t at, size_t end)
{
	layout_splice(seam->edit, at, end, seam->edit->bytes.len);
}

/* Before the spaces, on the same line, that data[at] follows. */
static size_t
before_blanks(const struct seam *seam, size_t at)
{
	const char *const data = seam->edit->text->data;

	while (at > 0 && (data[at - 1] == ' ' || data[at - 1] == '\t'))
		at--;
	return at;
}

/* Where the blank line above the line at data[at] begins, or else at. */
static size_t
above_blank(const struct seam *seam, size_t from, size_t at)
{
	const char *const data = seam->edit->text->data;
	size_t start = at;

	if (start == from)
		return at;
	for (start--; start > from && data[start - 1] != '\n'; start--)
		if (strchr(" \t\r", data[start - 1]) == NULL)
			return at;
	return start;
}

/* Where the line after the blank one at data[at] begins, or else at. */
static size_t
below_blank(const struct seam *seam, size_t at, size_t to)
{
	const char *const data = seam->edit->text->data;
	size_t end = at;

	while (end < to && strchr(" \t\r", data[end]) != NULL)
		end++;
	return end < to && data[end] == '\n' ? end + 1 : at;
}

/*
 * All of its lines.  What is a paragraph of its own, or the first or the last
 * one of others, takes the blank line along that parted it from the next.
 */
static void
take_lines(struct seam *seam, const struct slot *slot)
{
	const struct gap *const before = &slot->before;
	const struct gap *const after = &slot->after;
	const size_t above = above_blank(seam, before->cut, before->own);
	const size_t below = below_blank(seam, after->cut, after->to);
	size_t at = before->own, end = after->cut;

	/* But for what would turn a comment of nobody into the next one's. */
	if (below > end ||
	    (slot->last && after->cut == after->line && above == before->cut))
		at = above;
	if (slot->first && !slot->last && before->own == before->cut)
		end = below;
	if (before->leading && before->comma < at)
		take(seam, before->comma, before->comma + 1);
	take(seam, at, end);
}

/* It begins a line that another member goes on with. */
static void
take_beginning(struct seam *seam, const struct slot *slot)
{
	const struct gap *const before = &slot->before;
	size_t at = slot->at;

	if (before->leading && before->comma < at)
		at = before->comma;
	if (before->own < before->line && before->line <= at)
		take(seam, before->own, before->line);
	take(seam, at, slot->after.cut);
}

/* It is the last, on a line of its own but for the closing bracket. */
static void
take_last_line(struct seam *seam, const struct slot *slot)
{
	const struct gap *const before = &slot->before;

	/* The bracket joins the line above, unless that would swallow it. */
	if (before->own == before->cut && !before->line_comment &&
	    !slot->after_bare)
		take(seam, before->newline, slot->after.tail);
	else
		take(seam, before->own, slot->after.tail);
}

/* It ends a line that began with something else. */
static void
take_ending(struct seam *seam, const struct slot *slot)
{
	const struct gap *const after = &slot->after;

	/* Then the next one takes the place beside the opening bracket. */
	if (slot->first && !slot->last && after->own == after->cut &&
	    after->line == after->cut) {
		take(seam, slot->at, after->to);
		seam->ate_comma = after->leading;
	} else
		take(seam, before_blanks(seam, slot->at), after->tail);
}

void
seam_cut(struct seam *seam, const struct slot *slot)
{
	const struct gap *const before = &slot->before;
	const struct gap *const after = &slot->after;
	const bool begins =
	    before->newline != GAP_NONE || (seam->root && slot->first);
	const bool ends =
	    after->newline != GAP_NONE || (seam->root && slot->last);

	if (begins && ends)
		take_lines(seam, slot);
	else if (begins && !slot->last)
		take_beginning(seam, slot);
	else if (begins)
		take_last_line(seam, slot);
	else if (ends)
		take_ending(seam, slot);
	else if (slot->last)
		take(seam, before->cut < slot->at ? before->cut : slot->at,
		    after->tail);
	else
		take(seam, before->cut < slot->at ? before->cut : slot->at,
		    after->cut);
}
