/* prompt: ask whoever sits at the terminal. */

#include <errno.h>
#include <fcntl.h>
#include <paths.h>
#include <readpassphrase.h>
#include <string.h>
#include <unistd.h>

#include "mem.h"
#include "prompt.h"
#include "why.h"

bool
prompt_possible(void)
{
	const int fd = open(_PATH_TTY, O_RDWR | O_CLOEXEC);

	if (fd == -1)
		return false;
	(void)close(fd);
	return true;
}

int
prompt_line(
    const char *question, bool echo, struct mem *answer, struct why *why)
{
	const int flags = RPP_REQUIRE_TTY | (echo ? RPP_ECHO_ON : 0);
	char line[PROMPT_MAX];
	int rv = -1;

	if (readpassphrase(question, line, sizeof line, flags) == NULL) {
		if (errno == ENOTTY || errno == ENXIO || errno == ENOENT)
			why_setx(
			    why, WHY_REFUSED, "there is no terminal to ask on");
		else
			why_set(why, WHY_IO, "terminal");
		goto out;
	}
	mem_puts(answer, line);
	rv = mem_check(answer, why);
out:
	explicit_bzero(line, sizeof line);
	return rv;
}

int
prompt_secret(const char *question, const char *again, struct mem *secret,
    struct why *why)
{
	struct mem answer = { 0 }, repeated = { 0 };
	int rv = -1;

	if (prompt_line(question, false, &answer, why) == -1)
		goto out;
	if (answer.len == 0) {
		why_setx(why, WHY_USAGE, "nothing was answered");
		goto out;
	}
	if (again != NULL) {
		if (prompt_line(again, false, &repeated, why) == -1)
			goto out;
		if (strcmp(mem_str(&answer), mem_str(&repeated)) != 0) {
			why_setx(why, WHY_USAGE, "the two answers differ");
			goto out;
		}
	}
	mem_add(secret, answer.data, answer.len);
	rv = mem_check(secret, why);
out:
	if (rv == -1 && why->status == WHY_REFUSED)
		why->status = WHY_USAGE;
	mem_release(&answer);
	mem_release(&repeated);
	return rv;
}
