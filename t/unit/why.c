/* why: a reason is printable, cut rather than too long, and keeps errno. */

#include <errno.h>
#include <string.h>

#include "tap.h"
#include "why.h"

int
main(void)
{
	char longest[2 * WHY_MSG_MAX];
	struct why why = { 0 };
	int rv;

	errno = ENOENT;
	rv = why_set(&why, WHY_OPEN, "%s", "a file");
	it("fails", rv == -1);
	it("with a status", why.status == WHY_OPEN);
	it("and what the system says",
	    strcmp(why.msg, "a file: No such file or directory") == 0);

	why_setx(&why, WHY_INPUT, "a comma is missing");
	why_at(&why, "site.json:%d", 12);
	it("puts the place first",
	    strcmp(why.msg, "site.json:12: a comma is missing") == 0);
	it("and keeps the status", why.status == WHY_INPUT);

	why_setx(&why, WHY_INPUT, "%s", "a\033[2Jb\x7f\xc2\x9b c \xc3\xa9");
	it("shows no control character to a terminal",
	    strcmp(why.msg, "a?[2Jb??? c \xc3\xa9") == 0);

	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	why_setx(&why, WHY_INPUT, "%s", longest);
	why_at(&why, "%s", longest);
	it("is cut rather than too long", strlen(why.msg) == WHY_MSG_MAX - 1);
	return finish();
}
