/*
 * attr: keep a file's owner, mode, ACL and extended attributes on another.
 *
 * ACLs and security labels are extended attributes, too: system.posix_acl_*,
 * security.selinux.
 */
#ifndef ATTR_H
#define ATTR_H

#include <sys/stat.h>
#include <sys/types.h>

struct why;

/*
 * Give the open file to what the open file from has, whose status is st, with
 * the mode bits that are in keep; an ACL that to has from its directory's
 * default, and from has not, is taken away.  Names from in messages.
 * Returns 0, or -1 and why (WHY_CREATE) naming what cannot be kept.
 */
int attr_keep(int from, const struct stat *st, int to, mode_t keep,
    const char *name, struct why *why);

#endif
