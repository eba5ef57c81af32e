/*
 * bundle: files of one directory that change together.
 *
 * They are written into a directory beside them, and renaming that directory
 * is the one moment which decides for all of them.  Before it nothing has
 * changed; after it each file is moved to its place, and if something kills
 * the program meanwhile, whoever opens the bundle next moves the others.
 */
#ifndef BUNDLE_H
#define BUNDLE_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

#include "bundle_part.h"

struct mem;
struct why;

/* What becomes of a file. */
enum bundle_change {
	BUNDLE_SAME,
	BUNDLE_MADE,
	BUNDLE_REPLACED
};

/*
 * Open the directory and lock it against other bundles, waiting at most so
 * many seconds.  One that is missing is made, with mode 0700, if make is true.
 * Returns 0, or -1 and why: WHY_OPEN, WHY_CREATE, or WHY_LATER when another
 * program keeps the lock.
 */
int bundle_open(struct bundle *bundle, const char *dir, bool make,
    unsigned int wait, struct why *why);

/* What becomes of a file by a change that has not come to its end? */
enum bundle_change bundle_pending(
    const struct bundle *bundle, const char *name);

/* Is such a change about to keep old files? */
bool bundle_keeps(const struct bundle *bundle);

/* Is there such a file, or will there be once what is pending is done? */
bool bundle_has(const struct bundle *bundle, const char *name);

/* Add the path of what bundle_has() to mem. */
void bundle_path(
    const struct bundle *bundle, const char *name, struct mem *mem);

/*
 * Bring what is pending to its end, and remove what was never decided.
 * Returns 0, or -1 and why.
 */
int bundle_finish(const struct bundle *bundle, struct why *why);

/*
 * A change: begin; add files, new ones or in place of old ones, whose owner,
 * mode and attributes they get; keep old ones, as they are; commit.  All
 * return 0, or -1 and why (WHY_CREATE, WHY_IO) with all files as they were.
 */
int bundle_begin(const struct bundle *bundle, struct why *why);
int bundle_add(const struct bundle *bundle, const char *name, mode_t mode,
    const struct mem *data, struct why *why);
int bundle_replace(const struct bundle *bundle, const char *name,
    const struct mem *data, struct why *why);
int bundle_keep(const struct bundle *bundle, const char *name, struct why *why);
int bundle_commit(const struct bundle *bundle, struct why *why);

/*
 * Remove what a change that was not committed has left, and a directory that
 * was made for it.
 */
void bundle_abort(const struct bundle *bundle);

/*
 * Add the path of the directory that old files are kept in to mem: of today's
 * date, and not taken yet.
 */
void bundle_kept(const struct bundle *bundle, struct mem *mem);

/* Unlock and close.  Harmless on a bundle that was never opened. */
void bundle_close(struct bundle *bundle);

#endif
