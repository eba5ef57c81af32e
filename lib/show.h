/*
 * show: what a connection says, but its secrets.
 *
 * Of a secret it says how it is held; of a member that is not known, which
 * might be one under a wrong name, or that is so wrong that it may hold one,
 * as a URL with a password does, nothing but its name.
 */
#ifndef SHOW_H
#define SHOW_H

struct conn;
struct mem;
struct why;

enum show {
	SHOW_JSON,  /* the document on a line, a secret being {"held":"sealed"}
		     */
	SHOW_LINES, /* one for each member: "/auth/type<tab>basic" */
	SHOW_ROW    /* name, type, URL and secrets, with tabs between */
};

/*
 * Add the connection of that name, checked or not, to out.  Returns 0, or -1
 * and why, as conn_load().
 */
int show(const char *name, enum show form, struct mem *out, struct why *why);

/*
 * Add the URL that creates a branch for an issue, as the connection says, and
 * a line feed.  Returns 0, or -1 and why: WHY_CONFIG where it says none, or a
 * wrong one.
 */
int show_branch(const struct conn *conn, const char *key, const char *summary,
    struct mem *out, struct why *why);

#endif
