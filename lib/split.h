/*
 * split: the values of a stream of JSON, one by one, however it is cut.
 *
 * A stream is values with white space between them, lines of JSON among
 * them; of an array the elements are the values.  Where one ends its brackets
 * tell, so that what is wrong within them spoils no other value.  Where they
 * do not tell it, the stream goes on with the next line: at the one where the
 * mistake shows, if what is there can begin a value.
 *
 * Whether a value is well formed text_read() says.  Of most objects it has
 * said so: what is well formed ends where it does, and only the others have to
 * be looked at byte by byte.
 */
#ifndef SPLIT_H
#define SPLIT_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"
#include "text.h"

struct why;

enum {
	SPLIT_MAX = 1 << 24,  /* bytes of a value */
	SPLIT_BLOCK = 1 << 16 /* to be read at once, at most */
};

enum split_found {
	SPLIT_MORE,  /* nothing before more of the stream is there */
	SPLIT_VALUE, /* a value */
	SPLIT_BAD,   /* something that is none */
	SPLIT_END    /* nothing, and there is no more */
};

struct split_item {
	const char *data; /* a value's, borrowed until the next call */
	size_t len;
	struct text *text; /* it, if it was read already; or NULL */
	size_t line;       /* where it begins, from 1 */
	const char *wrong; /* of what is none; a string that lasts */
};

/* Between the values of an array, what may come. */
enum split_gap {
	SPLIT_OUTSIDE, /* of an array: a value */
	SPLIT_FIRST,   /* a value or the end */
	SPLIT_COMMA,   /* a comma or the end */
	SPLIT_ELEMENT  /* a value */
};

/*
 * All zeros is a stream before its first byte.  The caller may set name; the
 * rest of the inside is not for you.
 */
struct split {
	const char *name; /* of the stream, for its texts; borrowed */
	struct text text;
	struct text_index index;
	struct mem bytes;
	size_t from, at; /* the value under way, and how far it was looked at */
	size_t line, began; /* of bytes[at], and of the value; from 0 */
	bool started, end, value, word, string, escape, skip, over;
	bool fresh;   /* nothing but white space on this line so far */
	bool excused; /* of an array: a mistake may have taken its end */
	char before;  /* the byte before, but for white space */
	enum split_gap gap;
	unsigned int depth;
	char closing[TEXT_DEPTH_MAX + 1];
};

/*
 * Returns where the next SPLIT_BLOCK bytes go, or NULL and why (WHY_LATER).
 * To be called only after SPLIT_MORE.
 */
char *split_room(struct split *split, struct why *why);

/* How many bytes are there that no value was found in yet. */
size_t split_left(const struct split *split);

/* So many bytes are there now; 0 is the end of the stream. */
void split_grew(struct split *split, size_t len);

/* Find the next value, or why there is none. */
enum split_found split_next(struct split *split, struct split_item *item);

void split_release(struct split *split);

#endif
