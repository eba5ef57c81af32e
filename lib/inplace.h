/*
 * inplace: write into a file that cannot be replaced.
 *
 * A file that is a mount point of its own (a container's bind mount) keeps
 * its inode.  What can be done is done: room is found before the first byte
 * changes, and a write that fails puts the old bytes back.  A crash in the
 * middle leaves a mixture.
 */
#ifndef INPLACE_H
#define INPLACE_H

#include <sys/types.h>

#include <stddef.h>

struct file;
struct iovec;
struct why;

/* As file_replace(), but owner and attributes stay by themselves. */
int inplace_write(struct file *file, const struct iovec *parts, size_t count,
    mode_t keep, struct why *why);

#endif
