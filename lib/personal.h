/*
 * personal: what can be done with personal access tokens, each thing from the
 * wish to the text that says it is done.
 *
 * Where a connection's own credential asks, it has to be fresh already: see
 * token_ready().
 */
#ifndef PERSONAL_H
#define PERSONAL_H

#include <stdbool.h>
#include <stdint.h>

#include "export.h"

struct conn;
struct http_options;
struct mem;
struct why;

enum {
	PERSONAL_WITHIN = 7 * 86400 /* seconds; what ends sooner ends soon */
};

/* What is wanted of a new token. */
struct personal {
	const char *name;  /* NULL: that of the old one, or of into */
	const char *into;  /* the connection that gets it; NULL: a new one */
	unsigned int days; /* that it lives; 0: as the old one, or for ever */
	bool replace;      /* delete those that have its name already */
	bool ensure;       /* what another made meanwhile will do */
	/* For personal_ensure(): the connection whose credential makes one,
	   how many seconds one that is held has to last, and that nothing is
	   to be changed. */
	const char *by;
	int64_t within;
	bool look;
	enum export form; /* of what no file keeps */
	/* Takes what no file keeps, before an old token goes, as
	   tool_write(). */
	int (*hand)(const struct mem *text, struct why *why);
};

/*
 * Make a token with conn's credential, or one in the place of conn's own.
 * What a file keeps is reported in out, as a line of JSON, unless out is NULL;
 * else it is handed over, and the token is deleted again where that fails.  A
 * file that was made for a token which was not is removed.
 * Return 0, or -1 and why: as rotation_target(), rotation_begin(),
 * export_credential(), hand() and rotation_end(); personal_rotate() WHY_USAGE
 * for a conn of another type.
 */
int personal_create(struct conn *conn, const struct http_options *options,
    const struct personal *wish, struct mem *out, struct why *why);
int personal_rotate(struct conn *conn, const struct http_options *options,
    const struct personal *wish, struct mem *out, struct why *why);

/* Is its credential one to rotate?  Returns 0, or -1 and why (WHY_USAGE). */
int personal_check_type(const struct conn *conn, struct why *why);

/*
 * See to it that into, or by itself where there is none, holds a token that
 * lets in and lasts: one is made with by's credential where there is none, or
 * Jira does not know it any more, and rotated where it ends too soon, or a
 * rotation of it was cut short.  by is named as for conn_open(), and read only
 * where one has to be made.  *due says whether there was anything to do; out
 * gets a line of JSON, unless it is NULL; warning the reason why by's token,
 * which is due but still good, could not be renewed.
 * Returns 0, or -1 and why, as the two above, rotation_open(), rotation_try()
 * and token_ready(): WHY_REFUSED also without a token or into, WHY_USAGE for
 * days that are no more than within.
 */
int personal_ensure(const struct http_options *options,
    const struct personal *wish, bool *due, struct mem *out,
    struct why *warning, struct why *why);

/*
 * Add those of conn's owner to out: a table, or a line of JSON for each.
 * Returns 0, or -1 and why, as http_new(), auth_new() and pats_ask().
 */
int personal_list(struct conn *conn, const struct http_options *options,
    bool json, struct mem *out, struct why *why);

/*
 * Have the server delete one of them by its id; conn stays as it is.  Returns
 * 0, or -1 and why: as http_new(), auth_new() and pat_delete(), or WHY_ABSENT
 * when there is none.
 */
int personal_delete(struct conn *conn, const struct http_options *options,
    const char *id, struct why *why);

/* Revoke conn's own, as rotation_revoke() does. */
int personal_revoke(struct conn *conn, const struct http_options *options,
    bool *changed, struct why *why);

#endif
