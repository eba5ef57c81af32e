/* unique: no name twice in an object, at any depth. */
#ifndef UNIQUE_H
#define UNIQUE_H

struct text;
struct value;
struct why;

/*
 * Returns 0, or -1 and why: WHY_INPUT with the places of both, or no memory.
 */
int unique_names(const struct text *text, struct value value, struct why *why);

#endif
