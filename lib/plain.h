/*
 * plain: somebody else's text, on a terminal.
 */
#ifndef PLAIN_H
#define PLAIN_H

struct mem;

/*
 * Add value to out, with a question mark for each character that a terminal
 * would obey (utf8_steers()).
 */
void plain_add(struct mem *out, const struct mem *value);

#endif
