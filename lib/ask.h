/*
 * ask: one line from a person.
 */
#ifndef ASK_H
#define ASK_H

#include <stdbool.h>

struct mem;
struct why;

enum {
	ASK_MAX = 8192 /* bytes of an answer */
};

/*
 * Take one line, without its end, and add it to answer, waiting at most so
 * many seconds: from standard input when input is true and that is no
 * terminal; else from the terminal, with a prompt.
 * Returns 0, or -1 and why: WHY_REFUSED when there is nobody to ask,
 * WHY_LATER when the time is over, WHY_INPUT for a line too long, WHY_IO.
 */
int ask(const char *prompt, bool input, unsigned int seconds,
    struct mem *answer, struct why *why);

#endif
