/*
 * plain: somebody else's text, on a terminal.
 */
#ifndef PLAIN_H
#define PLAIN_H

struct mem;

/*
 * Add value, which is UTF-8, to out, with a question mark for each character
 * that steers a terminal or ends a line: C0, DEL, and C1.
 */
void plain_add(struct mem *out, const struct mem *value);

#endif
