/* tap: the harness of t/lib.sh for unit tests: it() and finish(). */
#ifndef TAP_H
#define TAP_H

#include <stdbool.h>
#include <stdio.h>

static int tap_tests, tap_failures;

/* Print one TAP line. */
static inline void
it(const char *sentence, bool holds)
{
	tap_tests++;
	tap_failures += !holds;
	(void)printf(
	    "%sok %d - %s\n", holds ? "" : "not ", tap_tests, sentence);
}

/* Print the plan; the last line of main, which returns it. */
static inline int
finish(void)
{
	(void)printf("1..%d\n", tap_tests);
	return tap_failures != 0;
}

#endif
