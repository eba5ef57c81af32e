/* expand: a home directory and variables in a path. */
#ifndef EXPAND_H
#define EXPAND_H

struct mem;

/*
 * Add path to mem with a leading "~" or "~user" and every "$NAME" and
 * "${NAME}" resolved, as Ansible does where no shell has; what names nobody
 * and nothing stays as it is.  A path without a slash gets "./" before it.
 */
void expand_file(struct mem *mem, const char *path);

#endif
