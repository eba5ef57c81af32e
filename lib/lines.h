/* lines: whole lines of a stream, as many as each read(2) brings. */
#ifndef LINES_H
#define LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

struct why;

/* The caller sets the first six; release with lines_release(). */
struct lines {
	int fd;
	int wake;         /* -1, or what ends the stream when it can be read */
	const char *name; /* for messages; borrowed */
	size_t block;     /* bytes to ask for at once */
	size_t max;       /* bytes of a line, without its end */
	bool partly;      /* return after each read(2), line or no line */
	size_t number;    /* of the lines given out so far */
	struct mem rest;  /* the beginning of the next line */
	bool end;
};

/*
 * Put the next whole lines, one at least, into mem, whose contents go; the
 * very last may lack its end.  *first becomes the number of the first, from 1.
 * Returns 1, 2 where that was partly no whole line, with mem empty, 0 at the
 * end of the stream, or -1 and why: WHY_IO, WHY_LATER, or
 * WHY_INPUT for a line longer than max, which is not kept.
 */
int lines_read(
    struct lines *lines, struct mem *mem, size_t *first, struct why *why);
void lines_release(struct lines *lines);

#endif
