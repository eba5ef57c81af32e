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

#include "export.h"

struct conn;
struct http_options;
struct mem;
struct why;

/* What is wanted of a new token. */
struct personal {
	const char *name;  /* NULL: that of the old one, or of into */
	const char *into;  /* the connection that gets it; NULL: a new one */
	bool days_given;   /* or else it lives as long as an old one */
	unsigned int days; /* that it lives; 0: for ever */
	bool replace;      /* delete those that have its name already */
	enum export form;  /* of what no file keeps */
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
