/*
 * config: a document that is read, and written back with its changes.
 *
 * It is a file under a lock, one that is to be made, or standard input and
 * output.  Nothing is written unless something changes.
 */
#ifndef CONFIG_H
#define CONFIG_H

#include <sys/types.h>

#include <limits.h>
#include <stdbool.h>

#include "file.h"
#include "mem.h"
#include "text.h"

struct edit;
struct iovec;
struct why;

enum {
	CONFIG_MAX = INT_MAX, /* bytes */
	CONFIG_WAIT = 60,     /* seconds for a lock, unless told otherwise */
	CONFIG_WAIT_MAX = 86400
};

/* What the name of a file says of its syntax: Hjson, or nothing. */
enum text_syntax config_syntax(const char *path);

/* The caller sets the first ones; release with config_release(). */
struct config {
	const char *path;        /* NULL for standard input and output */
	enum text_syntax syntax; /* TEXT_ANY: as path and bytes say */
	unsigned int wait;       /* seconds for the lock */
	unsigned int flags;      /* FILE_… */
	bool look;               /* only: nothing is locked or written */
	bool create;             /* a file that is missing */
	mode_t mode;             /* of it */
	bool map;                /* a big file, and leave bytes empty */
	const char *suffix;      /* of a copy that is kept, or NULL */
	/* NULL, or called before a file changes, as file_replace() has it. */
	int (*ready)(void *arg, struct why *why);
	void *arg;

	struct text text;
	struct mem bytes; /* that text is on, unless file is mapped */
	struct file file;
	bool missing; /* it is to be made, or was */
	char *backup; /* the path of the copy, once there is one */
};

/*
 * Read it.  Returns 0, or -1 and why: as file_lock(), file_check() and
 * text_read() fail, WHY_INPUT for more than CONFIG_MAX bytes.
 */
int config_read(struct config *config, struct why *why);

/* The first half of it: the bytes, which need not be JSON. */
int config_load(struct config *config, struct why *why);

/* Has it this SHA-256, in hexadecimal?  Never if it is missing. */
bool config_matches(const struct config *config, const char *sha256);

/* Take away a file that was made, because it cannot be said. */
void config_undo(const struct config *config);

/*
 * Write what the edit of its text makes, and the copy before it.  Returns 0,
 * or -1 and why: as file_create() or file_replace() fail.
 */
int config_write(struct config *config, struct edit *edit, struct why *why);

/* The same with the bytes of count parts, and the mode & keep. */
int config_put(struct config *config, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why);

/* Let go of it all, and leave what the caller set. */
void config_release(struct config *config);

#endif
