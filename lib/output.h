/*
 * output: where a result goes: standard output, or a file that is there only
 * once it is whole.
 *
 * A file that exists keeps its owner, mode, ACL and extended attributes; a new
 * one gets the mode that the umask leaves.  What is no regular file, such as
 * /dev/null or a FIFO, is written to as it is.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stage.h"

struct why;

/* Begin with { .stage.fd = -1 }; release with output_release() in any case. */
struct output {
	const char *name; /* for messages; borrowed */
	char *path;       /* with symbolic links resolved; NULL: no stage */
	int fd;           /* that is written to */
	struct stage stage;
	uint64_t len; /* bytes written */
	char last;    /* of them */
};

/*
 * Open the file path, or standard output for NULL.  Returns 0, or -1 and why
 * (WHY_CREATE): it or a file beside it cannot be made.
 */
int output_open(struct output *output, const char *path, struct why *why);

/* Write to the end.  Returns 0, or -1 and why (WHY_IO). */
int output_write(
    struct output *output, const char *data, size_t len, struct why *why);

/*
 * Write at an offset, 0 or the end: 0 begins anew.  Only a file can: standard
 * output and what is no regular file cannot be begun anew.  This is an
 * http_take.
 */
int output_take(void *output, uint64_t offset, const char *data, size_t len,
    struct why *why);

/*
 * Give the file its name, durably; on a terminal end the line.  Returns 0, or
 * -1 and why (WHY_CREATE, WHY_IO) with the file as it was.
 */
int output_finish(struct output *output, struct why *why);

/* Forget it: without output_finish() the file is as it was. */
void output_release(struct output *output);

#endif
