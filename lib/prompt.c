/* prompt: ask whoever sits at the terminal for a secret. */

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

static int
ask(const char *question, char answer[static PROMPT_MAX], struct why *why)
{
	if (readpassphrase(question, answer, PROMPT_MAX, RPP_REQUIRE_TTY) !=
	    NULL)
		return 0;
	if (errno == ENOTTY || errno == ENXIO)
		return why_setx(why, WHY_USAGE, "there is no terminal to ask");
	return why_set(why, WHY_USAGE, "cannot ask on the terminal");
}

int
prompt_secret(const char *question, const char *again, struct mem *secret,
    struct why *why)
{
	char answer[PROMPT_MAX] = "", repeated[PROMPT_MAX] = "";
	int rv = -1;

	if (ask(question, answer, why) == -1)
		goto out;
	if (answer[0] == '\0') {
		why_setx(why, WHY_USAGE, "nothing was answered");
		goto out;
	}
	if (again != NULL) {
		if (ask(again, repeated, why) == -1)
			goto out;
		if (strcmp(answer, repeated) != 0) {
			why_setx(why, WHY_USAGE, "the two answers differ");
			goto out;
		}
	}
	mem_puts(secret, answer);
	if (mem_check(secret, why) == -1)
		goto out;
	rv = 0;
out:
	explicit_bzero(answer, sizeof answer);
	explicit_bzero(repeated, sizeof repeated);
	return rv;
}
