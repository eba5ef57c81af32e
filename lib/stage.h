/*
 * stage: a new file that has no name until it is whole.
 *
 * Where the file system knows O_TMPFILE it has no name at all, and whatever
 * kills the program leaves nothing behind, but for the moment between two
 * calls in which it replaces another; what is left then, the next to replace
 * that file removes.  Elsewhere it has a name of its own beside its path, and
 * signals wait until it is gone.
 */
#ifndef STAGE_H
#define STAGE_H

#include <signal.h>
#include <stdbool.h>

/* Begin with { .fd = -1 }; release with stage_release() in any case. */
struct stage {
	int fd;           /* open for writing, with mode 0600 */
	const char *path; /* the name it is meant for; borrowed */
	char *temporary;  /* the name it has meanwhile, or NULL */
	bool held;        /* signals are */
	sigset_t signals;
};

/* Make one for path, in path's directory.  Returns 0, or -1 and errno. */
int stage_open(struct stage *stage, const char *path);

/*
 * Give it its name: a new one (EEXIST when it is taken), or in place of the
 * file that has it.  Returns 0, or -1 and errno with all as it was.
 */
int stage_create(struct stage *stage);
int stage_replace(struct stage *stage);

/* Make the naming durable: fsync the directory.  Returns 0, or -1, errno. */
int stage_sync(const struct stage *stage);

/* Close it, and remove it if it has not got its name.  Keeps errno. */
void stage_release(struct stage *stage);

#endif
