/* conn_follow: may a reference of a connection be followed; see conn.h. */

#include <sys/stat.h>

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "conn.h"
#include "mem.h"
#include "secret.h"
#include "why.h"

/* Is that the user who became root by sudo, as git asks, too? */
static bool
is_sudoer(uid_t owner)
{
	const char *uid = getenv("SUDO_UID"), *wrong;
	long long number;

	if (geteuid() != 0 || uid == NULL)
		return false;
	number = strtonum(uid, 0, UINT_MAX, &wrong);
	return wrong == NULL && number == (long long)owner;
}

/* ssh_config(5) has to be one's own or root's for the same reason. */
static bool
is_ours(uid_t owner)
{
	return owner == 0 || owner == geteuid() || is_sudoer(owner);
}

static int
check_circle(const struct conn *conn, const char *pointer, const char *dir,
    struct why *why)
{
	const struct value value = text_at(&conn->text, pointer);
	struct stat own, other;
	struct mem path = { 0 };
	int rv = 0;

	if (secret_path(&conn->text, value, dir, &path, why) == -1)
		rv = -1;
	else if (stat(conn->path, &own) == 0 &&
	    stat(mem_str(&path), &other) == 0 && own.st_dev == other.st_dev &&
	    own.st_ino == other.st_ino)
		rv = why_setx(why, WHY_CONFIG,
		    "%s: %s: leads back to the connection itself", conn->name,
		    pointer);
	mem_release(&path);
	return rv;
}

int
conn_may_follow(const struct conn *conn, const char *pointer, const char *dir,
    struct why *why)
{
	const struct value value = text_at(&conn->text, pointer);
	const enum secret_form form = secret_form(&conn->text, value);

	if (conn->path == NULL ||
	    (form != SECRET_FILE && form != SECRET_COMMAND))
		return 0;
	if (!is_ours(conn->owner))
		return why_setx(why, WHY_OPEN,
		    "%s: %s: names a %s, and the connection belongs to "
		    "another user: run chown on it, or be that user",
		    conn->name, pointer, secret_form_name(form));
	return form == SECRET_FILE ? check_circle(conn, pointer, dir, why) : 0;
}
