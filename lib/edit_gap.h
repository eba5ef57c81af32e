/*
 * edit_gap: what stands between two members, and whose it is.
 *
 *	  "a": 1, // of a
 *
 *	  // of nobody
 *
 *	  // of b
 *	  "b": 2
 *
 * The first line end cuts a gap in two: what comes before belongs to the
 * member in front.  Of what follows, the comment lines right above the next
 * member are its own.
 */
#ifndef EDIT_GAP_H
#define EDIT_GAP_H

#include <stdbool.h>
#include <stddef.h>

struct text;
struct value;

#define GAP_NONE ((size_t)-1)

/* Places are offsets in the text, from first to last in this order. */
struct gap {
	size_t from;
	size_t tail;    /* after the last comma or comment on the line */
	size_t newline; /* the first line end, or none */
	size_t cut;     /* the next member's part begins */
	size_t own;     /* and its own comments, or its line */
	size_t line;    /* its line */
	size_t to;
	size_t comma;      /* or none */
	bool leading;      /* the comma comes after the cut */
	bool line_comment; /* the tail ends with one */
};

/* The gap between two places in the text. */
struct gap gap_between(const struct text *text, size_t from, size_t to);

/* Where a container's first gap begins, and its last one ends. */
size_t gap_first(const struct text *text, struct value container);
size_t gap_last(const struct text *text, struct value container);

#endif
