/*
 * oauth1_difference: where two signature base strings part, in words; and one
 * base string, explained.
 */
#ifndef OAUTH1_DIFFERENCE_H
#define OAUTH1_DIFFERENCE_H

#include <stdbool.h>

struct mem;

/*
 * Say in words where the server's base string (theirs) parts from ours: the
 * method, scheme, host, port or path, or a parameter missing, added, or encoded
 * in another way.  Adds one line to words and returns true, or returns false
 * when they are the same.  What is quoted of a value is a few characters where
 * it differs, and nothing of a token's.
 */
bool oauth1_difference(const char *ours, const char *theirs, struct mem *words);

/*
 * Add a base string taken apart to words, a line each: the method, the URL as
 * normalised, the parameters as sorted, and the string itself.
 */
void oauth1_explain(const char *base, struct mem *words);

#endif
