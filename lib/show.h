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

/* Add a line of fields with tabs between: name, type, URL, secrets. */
void show_row(const struct conn *conn, const char *name, struct mem *out);

/* Add a line, "/auth/type<tab>basic", for each member. */
void show_lines(const struct conn *conn, struct mem *out);

/* Add one line of JSON: the document, but a secret is {"held": "sealed"}. */
void show_json(const struct conn *conn, const char *name, struct mem *out);

#endif
