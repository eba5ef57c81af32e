/*
 * interrupt: signals that ask a program to end, as something to wait for.
 *
 * SIGHUP, SIGINT and SIGTERM, each unless the caller of the program ignores
 * it, as nohup(1) does.  The first that comes is caught: the program may say
 * what it has to, and dies by it.  A second one ends it at once.
 */
#ifndef INTERRUPT_H
#define INTERRUPT_H

struct why;

/*
 * From now on catch them.  Returns a descriptor that can be read once one has
 * come, and is not to be read nor closed; or -1 and why (WHY_LATER).
 */
int interrupt_catch(struct why *why);

/* Die by the one that has come, if any: so that a shell sees by which. */
void interrupt_obey(void);

#endif
