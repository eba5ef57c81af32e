/* attr: keep a file's owner, mode, ACL and extended attributes on another. */

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "attr.h"
#include "system.h"
#include "why.h"

static const char acl[] = "system.posix_acl_access";

/*
 * The kernel's own measurements of a file's bytes: they would be wrong on
 * other bytes, and it makes new ones.
 */
static bool
is_measurement(const char *name)
{
	return strcmp(name, "security.ima") == 0 ||
	    strcmp(name, "security.evm") == 0;
}

/* What is there already need not be allowed, as a label that is inherited. */
static int
copy_attribute(int from, int to, const char *name)
{
	char value[SYSTEM_VALUE_MAX], there[SYSTEM_VALUE_MAX];
	ssize_t len;

	if ((len = system_attribute(from, name, value, sizeof value)) == -1)
		return -1;
	if (system_attribute(to, name, there, sizeof there) == len &&
	    memcmp(value, there, (size_t)len) == 0)
		return 0;
	return system_set_attribute(to, name, value, (size_t)len);
}

static int
copy_attributes(int from, int to, const char *file, struct why *why)
{
	char names[SYSTEM_NAMES_MAX];
	const char *name;
	ssize_t len;

	if ((len = system_attributes(from, names, sizeof names)) == -1)
		return errno == ENOTSUP
		    ? 0
		    : why_set(why, WHY_CREATE, "%s: its attributes", file);
	for (name = names; name < names + len; name += strlen(name) + 1)
		if (!is_measurement(name) &&
		    copy_attribute(from, to, name) == -1)
			return why_set(why, WHY_CREATE,
			    "%s: cannot keep its attribute %s", file, name);
	return 0;
}

/* A directory's default ACL may let in whom the old file kept out. */
static int
drop_inherited_acl(int from, int to)
{
	if (system_attribute(from, acl, NULL, 0) != -1 ||
	    system_attribute(to, acl, NULL, 0) == -1)
		return 0;
	return system_drop_attribute(to, acl);
}

int
attr_keep(int from, const struct stat *st, int to, mode_t keep,
    const char *name, struct why *why)
{
	struct stat now;

	if (fstat(to, &now) == -1)
		return why_set(why, WHY_CREATE, "%s", name);
	if ((now.st_uid != st->st_uid || now.st_gid != st->st_gid) &&
	    fchown(to, st->st_uid, st->st_gid) == -1)
		return why_set(
		    why, WHY_CREATE, "%s: cannot keep its owner", name);
	if (drop_inherited_acl(from, to) == -1)
		return why_set(
		    why, WHY_CREATE, "%s: cannot keep its ACL", name);
	if (copy_attributes(from, to, name, why) == -1)
		return -1;
	/* Last, for a change of owner clears bits, and an ACL changes them. */
	if (fchmod(to, st->st_mode & 07777 & keep) == -1)
		return why_set(
		    why, WHY_CREATE, "%s: cannot keep its mode", name);
	return 0;
}
