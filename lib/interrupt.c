/* interrupt: signals that ask a program to end, as something to wait for. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

#include "interrupt.h"
#include "why.h"

static const int signals[] = { SIGHUP, SIGINT, SIGTERM };

enum {
	SIGNALS = sizeof signals / sizeof signals[0]
};

static volatile sig_atomic_t caught; /* the first that came, or 0 */
static bool watched[SIGNALS];
static int ends[2] = { -1, -1 }; /* of a pipe, one byte in it then */

static void
take(int number)
{
	const int kept = errno;
	size_t i;

	caught = number;
	for (i = 0; i < SIGNALS; i++)
		if (watched[i])
			(void)signal(signals[i], SIG_DFL);
	(void)!write(ends[1], "", 1);
	errno = kept;
}

int
interrupt_catch(struct why *why)
{
	struct sigaction action = { .sa_handler = take }, before;
	size_t i;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == -1)
		return why_set(why, WHY_LATER, "cannot watch for signals");
	(void)sigemptyset(&action.sa_mask);
	for (i = 0; i < SIGNALS; i++)
		(void)sigaddset(&action.sa_mask, signals[i]);
	for (i = 0; i < SIGNALS; i++) {
		(void)sigaction(signals[i], NULL, &before);
		watched[i] = before.sa_handler != SIG_IGN;
	}
	for (i = 0; i < SIGNALS; i++)
		if (watched[i])
			(void)sigaction(signals[i], &action, NULL);
	return ends[0];
}

void
interrupt_obey(void)
{
	if (caught != 0)
		(void)raise(caught);
}
