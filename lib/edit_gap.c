/* edit_gap: what stands between two members, and whose it is. */

#include <string.h>

#include "edit_gap.h"
#include "text.h"

/* After the comment at p, if there is one; a line's end is not part of it. */
static const char *
after_comment(const char *p, const char *end)
{
	if (*p == '#' || (*p == '/' && p + 1 < end && p[1] == '/')) {
		while (p < end && *p != '\n')
			p++;
		return p[-1] == '\r' ? p - 1 : p;
	}
	if (*p != '/' || p + 1 == end || p[1] != '*')
		return p;
	for (p += 2; p + 1 < end && (p[0] != '*' || p[1] != '/');)
		p++;
	return p + 1 < end ? p + 2 : end;
}

/* The part behind the first line end: whose comments are on which line? */
static void
read_lead(struct gap *gap, const char *data)
{
	const char *p = data + gap->cut, *const end = data + gap->to, *next;
	bool commented = false;

	gap->own = gap->line = gap->cut;
	for (; p < end; p = next) {
		next = after_comment(p, end);
		if (next != p) {
			commented = true;
			continue;
		}
		next = p + 1;
		if (*p == ',') {
			gap->comma = (size_t)(p - data);
			gap->leading = true;
		}
		if (*p != '\n')
			continue;
		/* A line without comment parts what is above from below. */
		gap->line = (size_t)(next - data);
		if (!commented)
			gap->own = gap->line;
		commented = false;
	}
}

/* The part in front of the first line end, if there is one. */
static const char *
read_tail(struct gap *gap, const char *data)
{
	const char *p = data + gap->from, *const end = data + gap->to, *next;

	for (; p < end && *p != '\n'; p = next) {
		next = after_comment(p, end);
		if (next != p) {
			/* On one line, the comma says whose a comment is. */
			if (gap->comma != GAP_NONE && gap->cut == gap->to)
				gap->cut = (size_t)(p - data);
			gap->line_comment = p[1] != '*' || *p == '#';
			gap->tail = (size_t)(next - data);
			continue;
		}
		next = p + 1;
		if (*p == ',') {
			gap->comma = (size_t)(p - data);
			gap->tail = (size_t)(next - data);
		}
	}
	return p;
}

struct gap
gap_between(const struct text *text, size_t from, size_t to)
{
	struct gap gap = { .from = from,
		.tail = from,
		.to = to,
		.comma = GAP_NONE,
		.newline = GAP_NONE };
	const char *const data = text->data, *p;

	gap.cut = gap.own = gap.line = to;
	if ((p = read_tail(&gap, data)) == data + to)
		return gap;
	gap.newline = (size_t)(p - data);
	if (p > data + from && p[-1] == '\r')
		gap.newline--;
	gap.cut = (size_t)(p + 1 - data);
	read_lead(&gap, data);
	return gap;
}

size_t
gap_first(const struct text *text, struct value container)
{
	return text_is_bare(text, container) ? container.at : container.at + 1;
}

size_t
gap_last(const struct text *text, struct value container)
{
	return text_is_bare(text, container) ? container.end
					     : container.end - 1;
}
