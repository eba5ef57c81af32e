/* prompt: ask whoever sits at the terminal. */
#ifndef PROMPT_H
#define PROMPT_H

#include <stdbool.h>

struct mem;
struct why;

enum {
	PROMPT_MAX = 8192 /* bytes of an answer, with a NUL */
};

/* Is there a terminal to ask on? */
bool prompt_possible(void);

/*
 * Ask on the terminal, whatever standard input is, showing what is typed or
 * not, and add the answer, without its line end, to answer.  Returns 0, or -1
 * and why: WHY_REFUSED when there is no terminal, WHY_IO.
 */
int prompt_line(
    const char *question, bool echo, struct mem *answer, struct why *why);

/*
 * Ask on the terminal, whatever standard input is, without echo, and add the
 * answer, without its line end, to secret; then ask again, unless that is
 * NULL, for the same.  Returns 0, or -1 and why (WHY_USAGE): there is no
 * terminal, nothing was answered, or the answers differ.
 */
int prompt_secret(const char *question, const char *again, struct mem *secret,
    struct why *why);

#endif
