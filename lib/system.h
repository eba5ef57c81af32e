/*
 * system: what Linux has, and other systems lack or call otherwise.
 *
 * Where it is lacking, or SYSTEM_PLAIN is defined, which lets that be tested
 * on Linux, each of these says so as if the file system could not, and its
 * caller takes the longer way.
 */
#ifndef SYSTEM_H
#define SYSTEM_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

enum {
	SYSTEM_NAMES_MAX = 65536, /* bytes of an attribute list, and of one */
	SYSTEM_VALUE_MAX = 65536
};

/* Keep the memory of this process from its user's other processes. */
void system_hide(void);

/* Have len bytes at start given memory at once, if that can be asked for. */
void system_fill(char *start, size_t len);

/* As copy_file_range() from *at of from to the place that to is at. */
ssize_t system_copy(int from, off_t *at, int to, size_t len);

/* As rename() below fd or AT_FDCWD, but EEXIST if there is a new one. */
int system_rename_new(int fd, const char *old, const char *new);

/* How to open(2) a directory for a file without a name; or 0. */
int system_nameless(void);

/* Give such a file the name path, which must not exist. */
int system_link_nameless(int fd, const char *path);

/* As flistxattr() and the others; ENOTSUP where there are none. */
ssize_t system_attributes(int fd, char *names, size_t size);
ssize_t system_attribute(int fd, const char *name, void *value, size_t size);
int system_set_attribute(
    int fd, const char *name, const void *value, size_t len);
int system_drop_attribute(int fd, const char *name);

#endif
