/*
 * keep: a connection that is made or changed in its file.
 */
#ifndef KEEP_H
#define KEEP_H

#include <stdbool.h>

#include "config.h"
#include "mem.h"

struct conn;
struct why;

enum {
	KEEP_WAIT = 60 /* seconds for the lock */
};

/* The caller sets the first ones; release with keep_release(). */
struct keep {
	bool look; /* only: nothing is locked or written */
	bool diff; /* is wanted */

	struct config config;
	bool changed;
	struct mem shown; /* that diff, without secrets */
};

/*
 * Find the file of a connection, lock it, and read it into conn, unchecked;
 * of a file that is missing conn gets no document.  Returns 0, or -1 and why:
 * WHY_USAGE for standard input, WHY_OPEN when others can read a plain secret
 * in it, or as conn_find(), conn_adopt() and config_read().  Release conn in
 * any case.
 */
int keep_begin(
    struct keep *keep, const char *name, struct conn *conn, struct why *why);

/*
 * Put what conn has become into the file, if that differs: a new one, and one
 * that holds a plain secret, can be read by its owner only.  Returns 0, or -1
 * and why: as config_put(), or WHY_LATER when another program made the file
 * meanwhile.
 */
int keep_end(struct keep *keep, const struct conn *conn, struct why *why);

/*
 * Add the result: a wanted diff, or with json a line that has it, too, as
 * {"changed":…,"created":…,"path":…}.
 */
void keep_result(const struct keep *keep, bool json, struct mem *mem);

void keep_release(struct keep *keep);

#endif
