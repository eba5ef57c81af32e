/*
 * env_form: a connection as variables of sh; those that are written here are
 * read back.
 */
#ifndef ENV_FORM_H
#define ENV_FORM_H

struct conn;
struct draft;
struct mem;
struct why;

/* As foreign.h says; id is not looked at. */
int env_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int env_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);

#endif
