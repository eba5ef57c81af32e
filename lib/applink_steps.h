/*
 * applink_steps: the same by hand, for where no program may.
 */
#ifndef APPLINK_STEPS_H
#define APPLINK_STEPS_H

struct applink_want;
struct conn;
struct mem;
struct why;

/*
 * Add what an administrator does in the browser to make the link, or to
 * remove it, filled in.  Returns 0, or -1 and why.
 */
int applink_steps_make(const struct conn *conn, const struct applink_want *want,
    struct mem *mem, struct why *why);
int applink_steps_remove(const struct conn *conn,
    const struct applink_want *want, struct mem *mem, struct why *why);

#endif
