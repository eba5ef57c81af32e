/* ask: one line from a person. */

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include "ask.h"
#include "mem.h"
#include "prompt.h"
#include "why.h"

static int64_t
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Bytes one by one: what comes after the line is somebody else's. */
static int
ask_input(unsigned int seconds, struct mem *answer, struct why *why)
{
	const int64_t until = now() + (int64_t)seconds * 1000;
	struct pollfd in = { STDIN_FILENO, POLLIN, 0 };
	int64_t left;
	ssize_t n;
	char c;

	while ((left = until - now()) > 0 && answer->len < ASK_MAX) {
		if (poll(&in, 1, (int)left) != 1)
			continue;
		if ((n = read(STDIN_FILENO, &c, 1)) == -1) {
			if (errno == EINTR || errno == EAGAIN)
				continue;
			return why_set(why, WHY_IO, "<stdin>");
		}
		if (n == 0 && answer->len == 0)
			return why_setx(why, WHY_REFUSED,
			    "<stdin>: there is nobody to ask");
		if (n == 0 || c == '\n')
			return mem_check(answer, why);
		mem_putc(answer, c);
	}
	if (left > 0)
		return why_setx(why, WHY_INPUT,
		    "<stdin>: the line is longer than %d bytes", ASK_MAX);
	return why_setx(why, WHY_LATER,
	    "<stdin>: no answer came within %u seconds", seconds);
}

int
ask(const char *prompt, bool input, unsigned int seconds, struct mem *answer,
    struct why *why)
{
	if (input && isatty(STDIN_FILENO) == 0)
		return ask_input(seconds, answer, why);
	return prompt_line(prompt, true, answer, why);
}
