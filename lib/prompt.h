/* prompt: ask whoever sits at the terminal for a secret. */
#ifndef PROMPT_H
#define PROMPT_H

#include <stdbool.h>

struct mem;
struct why;

enum {
	PROMPT_MAX = 1024 /* bytes of an answer */
};

/* Is there a terminal to ask on? */
bool prompt_possible(void);

/*
 * Ask on the terminal, whatever standard input is, without echo, and add the
 * answer, without its line end, to secret; then ask again, unless that is
 * NULL, for the same.  Returns 0, or -1 and why (WHY_USAGE): there is no
 * terminal, nothing was answered, or the answers differ.
 */
int prompt_secret(const char *question, const char *again, struct mem *secret,
    struct why *why);

#endif
