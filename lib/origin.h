/*
 * origin: what a connection is made from.
 */
#ifndef ORIGIN_H
#define ORIGIN_H

#include <stdbool.h>

struct compose_order;
struct conn;
struct foreign;
struct why;

/* All of it is borrowed. */
struct origin {
	struct compose_order *order;
	const char *path; /* one to start from, as conn_load() finds it */
	const struct foreign *form; /* path is in, or NULL: a connection */
	bool asks;                  /* on the terminal, until nothing lacks */
};

/*
 * Make conn of what is there, which is nothing where only the order is given,
 * and of what it is to be; unchecked, unless a person was asked.  Returns 0,
 * or -1 and why: as conn_load(), tool_read(), the form's read(), compose_all()
 * and interview().  Release conn in any case.
 */
int origin_make(
    const struct origin *origin, struct conn *conn, struct why *why);

#endif
