/* split: the values of a stream of JSON, one by one, however it is cut. */

#include <string.h>

#include "split.h"
#include "why.h"

/* What a byte means to the value that is under way. */
enum step {
	STEP_ON,    /* it is a part of it */
	STEP_LAST,  /* and the last one */
	STEP_AFTER, /* it comes after its end */
	STEP_WRONG, /* the value cannot end; the next may begin here */
	STEP_LOST   /* nor can another one begin on this line */
};

static const char bom[] = "\xEF\xBB\xBF";

char *
split_room(struct split *split, struct why *why)
{
	struct mem *const bytes = &split->bytes;
	char *room;

	/* What was given out makes room. */
	if (split->from > 0) {
		memmove(bytes->data, bytes->data + split->from,
		    bytes->len - split->from);
		mem_cut(bytes, bytes->len - split->from);
		split->at -= split->from;
		split->from = 0;
	}
	if ((room = mem_room(bytes, SPLIT_BLOCK)) == NULL)
		(void)mem_check(bytes, why);
	return room;
}

size_t
split_left(const struct split *split)
{
	return split->bytes.len - split->from;
}

void
split_grew(struct split *split, size_t len)
{
	mem_grew(&split->bytes, len);
	split->end = len == 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Go on behind a byte. */
static void
pass(struct split *split, char c)
{
	split->at++;
	if (c == '\n') {
		split->line++;
		split->fresh = true;
	} else if (!is_blank(c)) {
		split->fresh = false;
	}
}

/* Begin anew, at the byte that was reached. */
static void
forget(struct split *split)
{
	split->from = split->at;
	split->value = split->word = split->string = split->escape = false;
	split->over = false;
	split->depth = 0;
	split->before = '\0';
}

static enum split_found
give_bad(struct split *split, struct split_item *item, const char *wrong)
{
	*item = (struct split_item){ .line = split->began + 1, .wrong = wrong };
	split->excused = true;
	forget(split);
	return SPLIT_BAD;
}

static enum split_found
give_value(struct split *split, struct split_item *item)
{
	if (split->gap != SPLIT_OUTSIDE)
		split->gap = SPLIT_COMMA;
	if (split->over)
		return give_bad(split, item, "is longer than 16777216 bytes");
	*item = (struct split_item){
		.data = split->bytes.data + split->from,
		.len = split->at - split->from,
		.line = split->began + 1,
	};
	forget(split);
	return SPLIT_VALUE;
}

/* May a container begin here?  Only a half one before it is in the way. */
static bool
may_open(const struct split *split)
{
	if (split->depth == 0)
		return true;
	if (split->closing[split->depth - 1] == '}')
		return split->before == ':';
	return split->before == '[' || split->before == ',';
}

static enum step
open_or_close(struct split *split, char c, const char **wrong)
{
	if (c == '{' || c == '[') {
		*wrong = "what was begun before it has no end";
		if (!may_open(split))
			return split->fresh ? STEP_WRONG : STEP_LOST;
		*wrong = "too deep: more than 512 levels";
		if (split->depth == sizeof split->closing)
			return STEP_LOST;
		split->closing[split->depth++] = c == '{' ? '}' : ']';
	} else {
		*wrong = "a closing bracket of the wrong kind";
		if (split->closing[split->depth - 1] != c)
			return STEP_LOST;
		if (--split->depth == 0)
			return STEP_LAST;
	}
	split->before = c;
	return STEP_ON;
}

/* A string ends with its line even if it does not: half a line costs one. */
static enum step
in_string(struct split *split, char c, const char **wrong)
{
	*wrong = "a string has no end on its line";
	if (c == '\n')
		return STEP_WRONG;
	if (split->escape)
		split->escape = false;
	else if (c == '\\')
		split->escape = true;
	else if (c == '"') {
		split->string = false;
		split->before = c;
		if (split->depth == 0)
			return STEP_LAST;
	}
	return STEP_ON;
}

static enum step
in_value(struct split *split, char c, const char **wrong)
{
	if (split->string)
		return in_string(split, c, wrong);
	if (split->word)
		return is_blank(c) || strchr("{}[],:\"", c) != NULL ? STEP_AFTER
								    : STEP_ON;
	switch (c) {
	case '{':
	case '[':
	case '}':
	case ']':
		return open_or_close(split, c, wrong);
	case '"':
		split->string = true;
		break;
	default:
		if (!is_blank(c))
			split->before = c;
		break;
	}
	return STEP_ON;
}

/* Begin a value, if c can.  A word is anything but a container or string. */
static bool
begin(struct split *split, char c)
{
	if (c == '"')
		split->string = true;
	else if (c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
		split->word = true;
	else if (c == '{' || c == '[')
		split->closing[split->depth++] = c == '{' ? '}' : ']';
	else
		return false;
	split->value = true;
	split->before = c;
	split->from = split->at;
	split->began = split->line;
	return true;
}

/*
 * Read the object that begins here, if all of it is there and is good.  Such a
 * one has no mistake that would end it elsewhere.
 */
static bool
read_object(struct split *split)
{
	const char *const s = split->bytes.data + split->at, *p = s;
	struct text *const text = &split->text;
	size_t len;

	text->name = split->name;
	text->line = split->line + 1;
	text->syntax = TEXT_JSON;
	text->index = &split->index;
	if ((len = text_read_first(text, s, split->bytes.len - split->at)) == 0)
		return false;
	while ((p = memchr(p, '\n', (size_t)(s + len - p))) != NULL) {
		split->line++;
		p++;
	}
	split->at += len;
	split->fresh = false;
	return true;
}

/* Between the values: returns what is wrong there, or NULL. */
static const char *
in_gap(struct split *split, char c)
{
	const enum split_gap gap = split->gap;

	if (gap == SPLIT_OUTSIDE && c == '[') {
		split->gap = SPLIT_FIRST;
		split->excused = false;
	} else if (gap == SPLIT_OUTSIDE || (c != ',' && c != ']')) {
		if (gap != SPLIT_OUTSIDE)
			split->gap = SPLIT_ELEMENT;
		if (gap == SPLIT_COMMA)
			return "a comma or ] is missing";
		if (begin(split, c))
			return NULL;
		split->skip = true;
		return c == '\0' ? "a NUL byte" : "a value is missing";
	} else if (c == ']') {
		split->gap = SPLIT_OUTSIDE;
		if (gap == SPLIT_ELEMENT) {
			pass(split, c);
			return "a comma with nothing after it";
		}
	} else {
		split->gap = SPLIT_ELEMENT;
		if (gap != SPLIT_COMMA) {
			pass(split, c);
			return "a value is missing";
		}
	}
	return NULL;
}

/* The stream is at its end, and what was begun is not. */
static enum split_found
give_rest(struct split *split, struct split_item *item)
{
	const bool array = split->gap != SPLIT_OUTSIDE;

	if (split->word)
		return give_value(split, item);
	if (split->value)
		return give_bad(split, item, "the input ends in the middle");
	split->gap = SPLIT_OUTSIDE;
	split->began = split->line;
	if (array && !split->excused)
		return give_bad(split, item, "an array has no end");
	return SPLIT_END;
}

/* A value that is too long goes by unkept. */
static void
keep_short(struct split *split)
{
	if (split->at - split->from <= SPLIT_MAX)
		return;
	split->over = true;
	split->from = split->at;
}

/* Look at the byte that was reached.  Returns SPLIT_MORE to go on. */
static enum split_found
look(struct split *split, char c, struct split_item *item)
{
	const char *wrong = NULL;

	switch (in_value(split, c, &wrong)) {
	case STEP_ON:
		pass(split, c);
		keep_short(split);
		return SPLIT_MORE;
	case STEP_LAST:
		pass(split, c);
		return give_value(split, item);
	case STEP_AFTER:
		return give_value(split, item);
	case STEP_LOST:
		split->skip = true;
		break;
	case STEP_WRONG:
		break;
	}
	if (split->gap != SPLIT_OUTSIDE)
		split->gap = SPLIT_FIRST;
	return give_bad(split, item, wrong);
}

/* Look at the byte between two values. */
static enum split_found
look_between(struct split *split, char c, struct split_item *item)
{
	const char *wrong;

	if (split->skip && c != '\n') {
		pass(split, c);
		return SPLIT_MORE;
	}
	split->skip = false;
	if (!is_blank(c)) {
		split->began = split->line;
		if ((wrong = in_gap(split, c)) != NULL)
			return give_bad(split, item, wrong);
		if (split->value && c == '{' && read_object(split)) {
			(void)give_value(split, item);
			item->text = &split->text;
			return SPLIT_VALUE;
		}
	}
	pass(split, c);
	return SPLIT_MORE;
}

/* Past what means nothing in a string: most bytes are of one. */
static void
pass_string(struct split *split)
{
	const char *const s = split->bytes.data;
	size_t at = split->at;

	if (!split->string || split->escape)
		return;
	while (at < split->bytes.len && s[at] != '"' && s[at] != '\\' &&
	    s[at] != '\n')
		at++;
	if (at > split->at) {
		split->at = at;
		split->fresh = false;
		keep_short(split);
	}
}

enum split_found
split_next(struct split *split, struct split_item *item)
{
	enum split_found found;
	char c;

	if (!split->started && (split->bytes.len >= 3 || split->end)) {
		split->started = split->fresh = true;
		if (split->bytes.len >= 3 &&
		    memcmp(split->bytes.data, bom, 3) == 0)
			split->at = 3;
	}
	if (!split->started)
		return SPLIT_MORE;
	for (pass_string(split); split->at < split->bytes.len;
	     pass_string(split)) {
		c = split->bytes.data[split->at];
		found = split->value ? look(split, c, item)
				     : look_between(split, c, item);
		if (found != SPLIT_MORE)
			return found;
		if (!split->value)
			split->from = split->at;
	}
	return split->end ? give_rest(split, item) : SPLIT_MORE;
}

void
split_release(struct split *split)
{
	text_index_release(&split->index);
	mem_release(&split->bytes);
	*split = (struct split){ 0 };
}
