/*
 * bundle_part: the directory that a bundle's change waits in.
 *
 * It is one of two: where a change is written, and, by one rename, where a
 * change is that has been decided.  Paths are relative to the bundle's.
 */
#ifndef BUNDLE_PART_H
#define BUNDLE_PART_H

#include <stdbool.h>

struct why;

/* Release with bundle_close(). */
struct bundle {
	const char *dir; /* borrowed */
	int fd;          /* the directory, locked; -1: there is none yet */
	int lock;        /* a file in it that stands for it, or -1 */
	bool made;       /* bundle_open() has made it */
};

enum {
	BUNDLE_PATH = 512 /* bytes of a path inside the bundle */
};

#define BUNDLE_UNDECIDED ".jira-keygen.part"
#define BUNDLE_DECIDED ".jira-keygen.ready"

/* The directories in it: new files, those that go over others, old ones. */
enum bundle_part {
	BUNDLE_NEW,
	BUNDLE_OVER,
	BUNDLE_OLD,
	BUNDLE_PARTS
};

/* Fail with errno over something in the bundle.  Returns -1. */
int bundle_fail(const struct bundle *bundle, const char *name, struct why *why);

/* Is there anything, be it a link, at a path in the bundle's directory? */
bool bundle_exists(const struct bundle *bundle, const char *path);

/*
 * Put into path, and return, where a file of a change is; or, name NULL, the
 * part itself.
 */
const char *bundle_inside(char path[static BUNDLE_PATH], const char *change,
    enum bundle_part part, const char *name);

/* Make a directory with mode 0700 whatever the umask; fsync one. */
int bundle_make_at(int dir, const char *path);
int bundle_sync_at(int dir, const char *path);

/*
 * Move the files of a part to where they belong; one whose name begins with a
 * dot stays, to be removed.  Returns 0, or -1 and why.
 */
int bundle_move(
    const struct bundle *bundle, enum bundle_part part, struct why *why);

/* Remove a change, if it is there.  Returns 0, or -1 and why. */
int bundle_remove(
    const struct bundle *bundle, const char *change, struct why *why);

#endif
