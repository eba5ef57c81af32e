/*
 * integrator: a connection as the API of integrator.io takes it.
 *
 * A connection document (POST /v1/connections), or an iClient, the app of
 * OAuth 2.0 that connections may share (POST /v1/iclients).  A PUT replaces
 * the whole document, so that these are complete; what a GET returns has its
 * secrets masked, and a mask is never taken for one, in either direction.
 *
 * Source: its published schemas (Request, HTTP, OAuth, IClientBase).
 */
#ifndef INTEGRATOR_H
#define INTEGRATOR_H

#include <stdbool.h>

struct conn;
struct draft;
struct mem;
struct why;

/* As foreign.h says; id is that of an iClient to use, or NULL. */
int integrator_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int integrator_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);
int iclient_write(
    const struct conn *conn, const char *id, struct mem *out, struct why *why);
int iclient_read(const struct mem *in, const char *name, struct draft *draft,
    struct why *why);

/* Is it what their API shows instead of a secret? */
bool integrator_is_mask(const struct mem *value);

#endif
