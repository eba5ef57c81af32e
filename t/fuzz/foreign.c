/*
 * foreign: no text of another program's makes more than a connection, and
 * what is read once comes back from what is written of it.
 */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "conn.h"
#include "draft.h"
#include "foreign.h"
#include "mem.h"
#include "why.h"

static const char *const names[] = { "ansible", "codestream", "curl", "env",
	"go-jira", "integrator.io", "integrator.io-iclient", "jira-cli",
	"netrc" };

enum {
	NAMES = sizeof names / sizeof names[0]
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read a form into a connection; a reason is given where it is none. */
static int
read_form(const struct foreign *form, const struct mem *in, struct conn *conn)
{
	struct draft draft = { 0 };
	struct why why = { 0 };
	int rv = -1;

	*conn = (struct conn){ .name = "<fuzz>" };
	if (form->read(in, "<fuzz>", &draft, &why) == 0)
		rv = draft_compose(&draft, conn, &why);
	if (rv == -1 && (why.status == WHY_OK || why.msg[0] == '\0'))
		abort();
	if (draft.count > DRAFT_MAX)
		abort();
	draft_release(&draft);
	return rv;
}

/* The first byte chooses the form, the rest is the text. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct foreign *form, *env = foreign_find("env");
	struct conn conn, again = { 0 };
	struct mem in = { 0 }, out = { 0 }, same = { 0 };
	struct why why = { 0 };

	if (size == 0)
		return 0;
	(void)clearenv();
	form = foreign_find(names[data[0] % NAMES]);
	mem_add(&in, data + 1, size - 1);
	if (read_form(form, &in, &conn) == 0 && conn_check(&conn, &why) == 0 &&
	    env->write(&conn, NULL, &out, &why) == 0) {
		if (read_form(env, &out, &again) == -1 ||
		    conn_check(&again, &why) == -1 ||
		    env->write(&again, NULL, &same, &why) == -1 ||
		    out.len != same.len ||
		    memcmp(out.data, same.data, out.len) != 0)
			abort();
	}
	conn_release(&conn);
	conn_release(&again);
	mem_release(&in);
	mem_release(&out);
	mem_release(&same);
	return 0;
}
