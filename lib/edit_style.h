/*
 * edit_style: how a container is laid out, for what is new in it to follow.
 */
#ifndef EDIT_STYLE_H
#define EDIT_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/* Bytes of the text, or constant ones; borrowed. */
struct span {
	const char *s;
	size_t len;
};

/*
 * The last place that was looked at, and where its line begins: which is not
 * looked for again from every place, since one line may be all of the text.
 */
struct line {
	size_t at, start;
};

struct memo;

struct style {
	const struct text *text;
	struct memo *memo;
	struct span newline; /* LF or CRLF */
	struct span unit;    /* that each level is indented more */
	struct span indent;  /* of the members' lines, */
	size_t depth;        /* and units that have to follow it */
	struct span opened;  /* of the line that the container begins on */
	struct span colon;   /* with the space around it */
	struct span comma;   /* between members on one line */
	struct span pad[2];  /* inside the brackets on one line; by kind */
	bool lines;          /* each member is on a line of its own */
	bool commas;         /* Hjson can do without */
	bool leading;        /* commas begin a line */
	bool trailing;       /* a comma follows the last member, too */
	bool bare_names;     /* Hjson: without quotation marks */
	bool bare_values;
	bool sorted;            /* three members or more, by name */
	struct value sample[2]; /* the last container, not empty; by kind */
};

/* Objects and arrays are told apart so often that they are an index. */
static inline int
style_kind(enum text_kind kind)
{
	return kind == TEXT_ARRAY;
}

/*
 * What was found before: a new container takes the style of a sample, and
 * there may be many of those to one sample, which may be big.
 */
enum {
	MADE_MAX = 8
};
struct memo {
	struct line line;
	struct {
		struct value sample;
		struct style style;
	} made[MADE_MAX];
};

/*
 * What a text has in common; its root follows with style_of().  Borrows memo,
 * which begins with zeros, for all styles that come of this one.
 */
struct style style_begin(const struct text *text, struct memo *memo);

/* The style of a container in a text, given the style of what it is in. */
struct style style_of(const struct style *outer, struct value container);

/* The style that a new container takes in another one. */
struct style style_new(const struct style *outer, enum text_kind kind);

#endif
