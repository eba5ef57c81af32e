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

#include <stdbool.h>

struct mem;
struct why;

/*
 * Write new over old, which is all that the file open for writing holds, and
 * with sync wait for the disk.  Names the file in messages.  Returns 0, or -1
 * and why (WHY_IO), which says so if the old bytes could not be put back.
 */
int inplace_write(int fd, const char *name, const struct mem *old,
    const struct mem *new, bool sync, struct why *why);

#endif
