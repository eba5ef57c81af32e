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

	why_setx(&why, WHY_INPUT, "%s",
	    "a\xe2\x80\xae"
	    "b\xd8\x9c"
	    "c\xe2\x81\xa6"
	    "d\xe2\x82\xac");
	it("nor a mark that turns the text around, but any other character",
	    strcmp(why.msg, "a???b??c???d\xe2\x82\xac") == 0);
	why_setx(&why, WHY_INPUT, "%s",
	    "a\x9b"
	    "2Jb\xc3");
	it("nor a byte that is none, as 8-bit terminals obey it",
	    strcmp(why.msg, "a?2Jb?") == 0);

	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	why_setx(&why, WHY_INPUT, "%s", longest);
	why_at(&why, "%s", longest);
	it("is cut rather than too long", strlen(why.msg) == WHY_MSG_MAX - 1);
	memcpy(longest + WHY_MSG_MAX - 2, "\xe2\x82\xac", 3);
	why_setx(&why, WHY_INPUT, "%s", longest);
	it("and cuts no character in two",
	    strcmp(why.msg + WHY_MSG_MAX - 3, "x?") == 0);
	return finish();
}
