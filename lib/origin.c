/* origin: what a connection is made from. */

#include <string.h>

#include "compose_order.h"
#include "conn.h"
#include "draft.h"
#include "foreign.h"
#include "interview.h"
#include "mem.h"
#include "origin.h"
#include "tool.h"
#include "why.h"

/* Start from what is there already, in its own form or another one. */
static int
load(const struct origin *origin, struct conn *conn, struct why *why)
{
	struct draft draft = { 0 };
	struct mem in = { 0 };
	int rv = -1;

	if (origin->form == NULL)
		return conn_load(conn, origin->path, why);
	conn->name = tool_name(origin->path);
	if (tool_read(origin->path, CONN_MAX, &in, why) == 0 &&
	    origin->form->read(&in, conn->name, &draft, why) == 0)
		rv = draft_compose(&draft, conn, why);
	draft_release(&draft);
	mem_release(&in);
	return rv;
}

static int
make(const struct origin *origin, struct conn *conn, struct why *why)
{
	const struct compose_order *order = origin->order;
	const bool anew =
	    origin->asks || compose_is_given(order->members, COMPOSE_MEMBERS);

	*conn = (struct conn){ .name = "<options>" };
	if ((origin->path != NULL || origin->form != NULL || !anew) &&
	    load(origin, conn, why) == -1)
		return -1;
	return compose_all(origin->order, conn, why);
}

/* Only when nothing is missing or wrong is there anything. */
static int
ask(const struct origin *origin, struct conn *conn, struct why *why)
{
	struct mem complaints = { 0 };
	int rv = -1;

	for (;;) {
		mem_cut(&complaints, 0);
		conn_release(conn);
		if (make(origin, conn, why) == -1)
			goto out;
		/* Nothing at all yet lacks what an empty one does. */
		if (conn->text.root.kind == TEXT_NONE)
			mem_printf(&complaints,
			    "%s: /url: where Jira is, with its context path; "
			    "the name of a site of Jira Cloud will do",
			    conn->name);
		else
			conn_lint(conn, &complaints);
		if (complaints.len == 0)
			break;
		if (interview(origin->order, conn->name, &complaints, why) ==
		    -1)
			goto out;
	}
	rv = 0;
out:
	mem_release(&complaints);
	return rv;
}

int
origin_make(const struct origin *origin, struct conn *conn, struct why *why)
{
	if (!origin->asks)
		return make(origin, conn, why);
	if (origin->path != NULL && strcmp(origin->path, "-") == 0)
		return why_setx(why, WHY_USAGE, "-I asks: -c cannot be -");
	return ask(origin, conn, why);
}
