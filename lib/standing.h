/*
 * standing: what a connection holds and when it ends, in words, without
 * showing it.
 */
#ifndef STANDING_H
#define STANDING_H

#include <stdbool.h>
#include <stdint.h>

struct conn;
struct mem;

/* Add lines for people, or one line of JSON, to out. */
void standing_text(const struct conn *conn, struct mem *out);
void standing_json(const struct conn *conn, struct mem *out);

/*
 * Will the connection, left to itself and renewed as it can be, still let in
 * after so many seconds?  No, when it holds nothing.  What has no known end
 * has none.
 */
bool standing_lasts(const struct conn *conn, int64_t seconds);

#endif
