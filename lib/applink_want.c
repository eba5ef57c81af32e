/* applink_want: the application link that is wanted. */

#include <string.h>

#include "applink_id.h"
#include "applink_want.h"
#include "why.h"

static int
check_word(const char *what, const char *word, struct why *why)
{
	const size_t len = strlen(word);

	if (len == 0 || len > APPLINK_WORD_MAX)
		return why_setx(why, WHY_USAGE,
		    "%s: empty, or more than %d bytes", what, APPLINK_WORD_MAX);
	if (strpbrk(word, "\r\n") != NULL)
		return why_setx(
		    why, WHY_USAGE, "%s: not one line of text", what);
	return 0;
}

int
applink_check(const struct applink_want *want, struct why *why)
{
	if (check_word("consumer key", want->key, why) == -1 ||
	    check_word("name", want->name, why) == -1)
		return -1;
	if (want->execute_as != NULL &&
	    check_word("execute as", want->execute_as, why) == -1)
		return -1;
	return applink_check_url(want->url, why);
}
