/*
 * command: run a program and take what it prints.
 *
 * No shell stands between: argv is what the program gets.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stddef.h>

struct mem;
struct why;

/*
 * Run argv[0], found along $PATH, and add what it writes to standard output
 * to mem, at most max bytes.  Standard input is empty and standard error is
 * discarded: what a stranger says there may hold the secret.  It has a
 * session of its own, so that it cannot ask on our terminal, and with what it
 * started it is killed when so many seconds are over or it prints too much.
 * Returns 0, or -1 and why (WHY_LATER), naming argv[0] but no argument: it
 * cannot be run, it fails, it prints too much, it does not end; or WHY_CONFIG
 * where such commands run one another ever deeper, as one that asks for the
 * secret it is to tell would, until there is no process left.
 */
int command_read(char *const argv[], unsigned int seconds, size_t max,
    struct mem *mem, struct why *why);

#endif
