/*
 * change: what a program prints that has changed a connection.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include <stdbool.h>

struct conn;
struct mem;

/* Add {"changed":true} or {"changed":false} and a line feed. */
void change_json(bool changed, struct mem *out);

/*
 * Add the result of a verb that may have changed conn: one that came from
 * standard input goes on as it is now, a secret, for the caller to keep; of
 * one in a file there is a line of JSON, if json is true, or else nothing.
 */
void change_result(
    const struct conn *conn, bool changed, bool json, struct mem *out);

#endif
