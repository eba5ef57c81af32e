/* edit_style: how a container is laid out, for what is new to follow. */

#include <string.h>

#include "edit_gap.h"
#include "edit_style.h"
#include "text_chars.h"

enum {
	SORTED_MIN = 3 /* two members are in order by chance */
};

/* The members of a container that tell its style. */
struct sight {
	struct member first, before_last, last;
	size_t count;
	struct value string; /* the last one */
};

static struct span
span(const char *s)
{
	return (struct span){ s, strlen(s) };
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The white space from data[at] on. */
static struct span
blanks(const struct text *text, size_t at)
{
	size_t len = 0;

	while (at + len < text->len && is_blank(text->data[at + len]))
		len++;
	return (struct span){ text->data + at, len };
}

/* The white space that the line of data[at] begins with. */
static struct span
line_indent(const struct style *style, size_t at)
{
	const char *const data = style->text->data;
	struct line *const line = &style->memo->line;
	const size_t from = at < line->start ? 0 : line->at;
	const char *newline;

	if (at > line->at || at < line->start) {
		newline = memrchr(data + from, '\n', at - from);
		if (newline != NULL)
			line->start = (size_t)(newline + 1 - data);
		else if (from == 0)
			line->start = 0;
		line->at = at;
	}
	return blanks(style->text, line->start);
}

/* The first line that is indented, and no comment's, shows by how much. */
static struct span
guess_unit(const struct text *text)
{
	const char *p = text->data, *const end = p + text->len;
	struct span indent;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		indent = blanks(text, (size_t)(++p - text->data));
		p += indent.len;
		if (indent.len > 0 && p < end && strchr("*/#\r\n", *p) == NULL)
			return indent;
	}
	return span("  ");
}

struct style
style_begin(const struct text *text, struct memo *memo)
{
	const char *newline = memchr(text->data, '\n', text->len);
	struct style style = { .text = text, .memo = memo };

	style.newline = span("\n");
	if (newline > text->data && newline[-1] == '\r')
		style.newline = span("\r\n");
	style.unit = guess_unit(text);
	style.indent = style.pad[0] = style.pad[1] = span("");
	style.colon = span(": ");
	style.comma = span(", ");
	style.lines = true;
	style.commas = text->syntax != TEXT_HJSON;
	return style;
}

static size_t
start_of(const struct member *member)
{
	return member->name.kind == TEXT_NONE ? member->value.at
					      : member->name.at;
}

/* The bytes from one place to another, if there are no others than these. */
static bool
is_only(const struct text *text, size_t from, size_t to, const char *these,
    struct span *found)
{
	*found = (struct span){ text->data + from, to - from };
	for (size_t i = 0; i < found->len; i++)
		if (strchr(these, found->s[i]) == NULL || found->s[i] == '\0')
			return false;
	return true;
}

/* Look at all members, which also tells whether they are sorted. */
static struct sight
look(struct style *style, struct value container)
{
	const struct text *const text = style->text;
	struct member member = { 0 };
	struct sight sight = { 0 };

	style->sorted = container.kind == TEXT_OBJECT;
	while (text_next(text, container, &member)) {
		if (sight.count++ == 0)
			sight.first = member;
		else if (style->sorted &&
		    chars_compare(text, sight.last.name, text, member.name) >=
			0)
			style->sorted = false;
		sight.before_last = sight.last;
		sight.last = member;
		if (member.value.kind == TEXT_STRING)
			sight.string = member.value;
		if ((member.value.kind == TEXT_OBJECT ||
			member.value.kind == TEXT_ARRAY) &&
		    member.value.end - member.value.at > 2)
			style->sample[style_kind(member.value.kind)] =
			    member.value;
	}
	style->sorted = style->sorted && sight.count >= SORTED_MIN;
	return sight;
}

/* The space around the colon, where the members agree about it. */
static void
find_colon(struct style *style, const struct sight *sight)
{
	const struct text *const text = style->text;
	const struct member *const a = &sight->first, *const b = &sight->last;
	struct span first, last;

	style->bare_names = strchr("\"'", text->data[b->name.at]) == NULL;
	if (is_only(text, a->name.end, a->value.at, " \t:", &first) &&
	    is_only(text, b->name.end, b->value.at, " \t:", &last) &&
	    first.len == last.len && memcmp(first.s, last.s, last.len) == 0)
		style->colon = first;
	else
		style->colon = span(": ");
}

/* What stands in front of the last member, and in front of the first. */
static void
find_gaps(
    struct style *style, const struct sight *sight, struct value container)
{
	const struct text *const text = style->text;
	const size_t first = start_of(&sight->first);
	const size_t last = start_of(&sight->last);
	const size_t inside = gap_first(text, container);
	struct gap gap, end;
	struct span found;

	gap = gap_between(text,
	    sight->count > 1 ? sight->before_last.value.end : inside, last);
	end =
	    gap_between(text, sight->last.value.end, gap_last(text, container));
	style->lines = gap.newline != GAP_NONE || text_is_bare(text, container);
	style->leading = gap.leading;
	style->trailing = end.comma != GAP_NONE;
	if (text->syntax == TEXT_HJSON && (sight->count > 1 || style->trailing))
		style->commas = gap.comma != GAP_NONE || style->trailing;

	if (sight->count > 1 && gap.comma != GAP_NONE &&
	    is_only(text, gap.from, gap.to, ", \t", &found))
		style->comma = found;
	else if (container.kind == TEXT_OBJECT)
		style->comma = span(
		    style->colon.s[style->colon.len - 1] == ':' ? "," : ", ");
	if (is_only(text, inside, first, " \t", &found))
		style->pad[style_kind(container.kind)] = found;
}

struct style
style_of(const struct style *outer, struct value container)
{
	const struct text *const text = outer->text;
	const struct span opened = line_indent(outer, container.at);
	struct style style = *outer;
	struct sight sight;
	struct span indent;

	style.sample[0] = style.sample[1] = (struct value){ 0 };
	style.bare_values = style.leading = false;
	style.indent = style.opened = opened;
	style.depth = !text_is_bare(text, container);
	sight = look(&style, container);
	if (sight.count == 0)
		return style;

	if (container.kind == TEXT_OBJECT)
		find_colon(&style, &sight);
	find_gaps(&style, &sight, container);
	style.bare_values = style.lines && sight.string.kind != TEXT_NONE &&
	    strchr("\"'", text->data[sight.string.at]) == NULL;

	indent = line_indent(outer, start_of(&sight.last));
	if (style.lines && indent.len > opened.len &&
	    memcmp(indent.s, opened.s, opened.len) == 0 &&
	    !text_is_bare(text, container))
		style.unit = (struct span){ indent.s + opened.len,
			indent.len - opened.len };
	style.indent = indent;
	style.depth = 0;
	return style;
}

/* The style of the sample for its kind, which was perhaps found before. */
static struct style
style_sample(const struct style *outer, struct value sample)
{
	const size_t slot = sample.at % MADE_MAX;

	if (outer->memo->made[slot].sample.kind == TEXT_NONE ||
	    outer->memo->made[slot].sample.at != sample.at) {
		outer->memo->made[slot].style = style_of(outer, sample);
		outer->memo->made[slot].sample = sample;
	}
	return outer->memo->made[slot].style;
}

struct style
style_new(const struct style *outer, enum text_kind kind)
{
	const struct value sample = outer->sample[style_kind(kind)];
	struct style style = *outer;

	if (sample.kind != TEXT_NONE)
		style = style_sample(outer, sample);
	style.leading = false;
	style.indent = outer->indent;
	style.depth = outer->depth + 1;
	return style;
}
