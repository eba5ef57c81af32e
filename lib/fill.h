/*
 * fill: a text with members of a connection written into it.
 *
 * In a template, "<0>" to "<9>" are values of the caller's, and "</auth/token>"
 * is the member that the pointer leads to, its secret resolved; each quoted as
 * the form wants it.  Nothing else may stand in these brackets.
 */
#ifndef FILL_H
#define FILL_H

#include <stdbool.h>
#include <stddef.h>

struct conn;
struct mem;
struct why;

struct fill {
	const struct conn *conn;
	void (*quote)(struct mem *mem, const char *s, size_t len);
	const char *const *values; /* or NULL */
	bool bytes;                /* what is not UTF-8 may stand there, too */
};

/*
 * Add one member, quoted, which becomes a line: only a privateKey may have
 * line ends, and nothing may have another control character.  Returns 0, or
 * -1 and why, as conn_secret(); WHY_CONFIG also for what cannot be written.
 */
int fill_member(const struct fill *fill, const char *pointer, struct mem *out,
    struct why *why);

/* Add the template.  Returns as fill_member(). */
int fill(const struct fill *fill, const char *template, struct mem *out,
    struct why *why);

#endif
