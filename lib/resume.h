/*
 * resume: how far a walk through pages has got, in a small file, so that one
 * that was interrupted goes on.
 *
 * The file is JSON.  It is written after each page that was delivered, as a
 * whole or not at all, and only once the page is on its way for good: a
 * standard output that is a file is synced first, and its length noted, so
 * that what was written after the last note is cut off by the run that goes
 * on, and each item is there once.  What a pipe has taken cannot be taken
 * back: there the items of one page may come twice, and none is lost.
 */
#ifndef RESUME_H
#define RESUME_H

#include <stdbool.h>

#include "file.h"

struct output;
struct page_request;
struct page_walk;
struct why;

enum {
	RESUME_MAX = 1 << 20 /* bytes of the file */
};

/* Begin with { .file.fd = -1 }; release with resume_release(). */
struct resume {
	struct file file; /* locked */
	const char *key;  /* stands for what is asked; borrowed */
	bool fresh;       /* it says nothing yet */
};

/*
 * Make the file path, or open and lock the one that an interrupted run has
 * left.  Returns 0, or -1 and why: WHY_LATER when another run is at it,
 * WHY_INPUT for what is none or was left by another request, WHY_OPEN,
 * WHY_CREATE.
 */
int resume_open(
    struct resume *resume, const char *path, const char *key, struct why *why);

/*
 * Where an earlier run got something done, go on from there: set walk and the
 * request of the next page, and cut the output to what it was.  Returns 0, or
 * -1 and why: WHY_INPUT for a file that is none, or leads to another resource
 * than request does; WHY_IO, also when the output is the same file, but
 * shorter than it was.
 */
int resume_load(struct resume *resume, struct page_walk *walk,
    struct page_request *request, const struct output *output, struct why *why);

/*
 * Note that all pages before request are delivered.  Returns 0, or -1 and
 * why, as file_replace(), or WHY_IO.
 */
int resume_save(struct resume *resume, const struct page_walk *walk,
    const struct page_request *request, const struct output *output,
    struct why *why);

/* Let go of the file; remove it if all is done, or it says nothing. */
void resume_release(struct resume *resume, bool done);

#endif
