/* applink_steps: the same by hand, for where no program may. */

#include "applink_steps.h"
#include "applink_want.h"
#include "conn.h"
#include "endpoint.h"
#include "key.h"
#include "mem.h"
#include "why.h"

static int
open_page(const struct conn *conn, struct mem *mem, struct why *why)
{
	mem_puts(mem,
	    "by hand, in a browser, as an administrator of Jira:\n"
	    " 1. Administration, Applications, Application links:\n"
	    "    ");
	if (endpoint_url(conn, ENDPOINT_API, mem, why) == -1)
		return -1;
	mem_puts(mem, "/plugins/servlet/applinks/listApplicationLinks\n");
	return 0;
}

/* What Jira's dialogs ask for has changed over its versions. */
int
applink_steps_make(const struct conn *conn, const struct applink_want *want,
    struct mem *mem, struct why *why)
{
	if (open_page(conn, mem, why) == -1)
		return -1;
	mem_printf(mem,
	    " 2. Create link; where it asks for a type, Atlassian product,\n"
	    "    which is OAuth 1.0, and not External application\n"
	    " 3. Application URL: %s\n"
	    "    That there was no response from it does not matter.\n"
	    " 4. Application name: %s\n"
	    "    Application type: Generic Application\n"
	    "    Tick Create incoming link.  Where a field about the other\n"
	    "    direction must not be empty, anything does.\n"
	    " 5. Consumer key: %s\n"
	    "    Consumer name: %s\n"
	    "    Public key, all of it:\n",
	    want->url, want->name, want->key, want->name);
	if (key_add_public(want->public, mem, why) == -1)
		return -1;
	mem_puts(mem,
	    " 6. Open the link again: its incoming part must not be blank.");
	if (want->two_legged || want->impersonation)
		mem_printf(mem,
		    "\n    There, allow 2-legged OAuth: %s; execute as: %s;\n"
		    "    user impersonation: %s",
		    want->two_legged ? "yes" : "no",
		    want->execute_as == NULL ? "nobody" : want->execute_as,
		    want->impersonation ? "yes" : "no");
	return mem_check(mem, why);
}

int
applink_steps_remove(const struct conn *conn, const struct applink_want *want,
    struct mem *mem, struct why *why)
{
	if (open_page(conn, mem, why) == -1)
		return -1;
	mem_printf(
	    mem, " 2. Delete the one with the consumer key %s.", want->key);
	return mem_check(mem, why);
}
