/* ask: one line from a person. */

#include <errno.h>
#include <fcntl.h>
#include <paths.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "clock.h"
#include "mem.h"
#include "why.h"

/* Bytes one by one: what comes after the line is somebody else's. */
static int
read_line(int fd, const char *name, unsigned int seconds, struct mem *answer,
    struct why *why)
{
	const int64_t until = clock_tick() + (int64_t)seconds * 1000;
	struct pollfd in = { fd, POLLIN, 0 };
	int64_t left;
	ssize_t n;
	char c;

	while ((left = until - clock_tick()) > 0 && answer->len < ASK_MAX) {
		if (poll(&in, 1, (int)left) != 1)
			continue;
		if ((n = read(fd, &c, 1)) == -1) {
			if (errno == EINTR || errno == EAGAIN)
				continue;
			return why_set(why, WHY_IO, "%s", name);
		}
		if (n == 0 && answer->len == 0)
			return why_setx(why, WHY_REFUSED,
			    "%s: there is nobody to ask", name);
		if (n == 0 || c == '\n')
			return mem_check(answer, why);
		mem_putc(answer, c);
	}
	if (left > 0)
		return why_setx(why, WHY_INPUT,
		    "%s: the line is longer than %d bytes", name, ASK_MAX);
	return why_setx(why, WHY_LATER, "%s: no answer came within %u seconds",
	    name, seconds);
}

/* No readpassphrase(3), which knows no time limit: nothing is hidden here. */
static int
ask_terminal(const char *prompt, unsigned int seconds, struct mem *answer,
    struct why *why)
{
	int fd, rv = -1;

	if ((fd = open(_PATH_TTY, O_RDWR | O_CLOEXEC)) == -1)
		return why_setx(
		    why, WHY_REFUSED, "there is no terminal to ask on");
	if (write(fd, prompt, strlen(prompt)) == -1)
		why_set(why, WHY_IO, "terminal");
	else
		rv = read_line(fd, "terminal", seconds, answer, why);
	/* What comes next does not belong behind the prompt. */
	if (rv == -1)
		(void)!write(fd, "\n", 1);
	(void)close(fd);
	return rv;
}

int
ask(const char *prompt, bool input, unsigned int seconds, struct mem *answer,
    struct why *why)
{
	if (input && isatty(STDIN_FILENO) == 0)
		return read_line(STDIN_FILENO, "<stdin>", seconds, answer, why);
	return ask_terminal(prompt, seconds, answer, why);
}
