/* jira-conn: compose, check and export a connection. */

#include <stdbool.h>
#include <stddef.h>
#include <stdnoreturn.h>
#include <string.h>

#include "compose_order.h"
#include "conn.h"
#include "foreign.h"
#include "keep.h"
#include "mem.h"
#include "option.h"
#include "origin.h"
#include "scope.h"
#include "show.h"
#include "tool.h"
#include "why.h"

/* What the command line asks for. */
struct call {
	const char *as, *connection, *from, *id, *into;
	char **names; /* operands */
	int count;
	bool asks, branch, check, diff, dry, json;
	struct compose_order order;
};

static int
take_secret(void *order, const char *arg, struct why *why)
{
	return compose_secret(order, arg, why);
}

static int
take_subdomain(void *order, const char *arg, struct why *why)
{
	return compose_subdomain(order, arg, why);
}

static const struct option_row rows[] = {
	{ 0, "as", "form", "print the form of another program",
	    OPTION_TO(struct call, as),
	    .values = "ansible codestream curl env go-jira integrator.io "
		      "integrator.io-iclient jira-cli netrc" },
	{ 0, "branch-url", NULL, "print that, for an issue",
	    OPTION_TO(struct call, branch) },
	{ 0, "check", NULL, "only check: print nothing",
	    OPTION_TO(struct call, check) },
	{ 'c', "connection", "connection", "start from this one; - is stdin",
	    OPTION_TO(struct call, connection) },
	{ 0, "from", "form", "read the form of another program",
	    OPTION_TO(struct call, from),
	    .values = "ansible codestream curl env go-jira integrator.io "
		      "integrator.io-iclient jira-cli netrc" },
	{ 0, "id", "id", "--as: of the team, or of the iClient",
	    OPTION_TO(struct call, id) },
	{ 'D', "diff", NULL, "-i: print a unified diff, without secrets",
	    OPTION_TO(struct call, diff) },
	{ 'n', "dry-run", NULL, "-i: change nothing; exit 1 if it would",
	    OPTION_TO(struct call, dry) },
	{ 'i', "in-place", "connection", "make or change this one in its file",
	    OPTION_TO(struct call, into) },
	{ 'I', "interactive", NULL, "ask on the terminal for what is missing",
	    OPTION_TO(struct call, asks) },
	{ 'j', "json", NULL, "list, show, -i: print lines of JSON",
	    OPTION_TO(struct call, json) },
	{ 0, "no-refresh", NULL, "do not add the scope offline_access",
	    OPTION_TO(struct call, order.modest) },
	{ 0, "secret", "member=form:text",
	    "file:PATH, env:NAME, command:ARGV or read:PATH",
	    OPTION_BY(struct call, order, take_secret),
	    .values = "accessToken= apiToken= clientSecret= privateKey= "
		      "refreshToken= "
		      "sessionHandle= token= tokenSecret=" },
	{ 0, "subdomain", "name", "of a site: https://NAME.atlassian.net",
	    OPTION_BY(struct call, order, take_subdomain) },
	{ 0 },
};

static const struct option_word words[] = {
	{ "list", "list the connections that have a name" },
	{ "scopes", "list the scopes of cloud, the default, or of server" },
	{ "show", "show connections without their secrets" },
	{ 0 },
};

static const struct options options = {
	.usage =
	    "usage: jira-conn [-hIV] [--as form] [--check] [--from form]\n"
	    "                 [-c connection] [-t type] [-u url] [option ...]\n"
	    "       jira-conn -i connection [-Djn] [-t type] [-u url] [option "
	    "...]\n"
	    "       jira-conn --branch-url [-c connection] key summary\n"
	    "       jira-conn [-j] list\n"
	    "       jira-conn scopes [product]\n"
	    "       jira-conn [-j] [-c connection] show [connection ...]\n",
	.rows = rows,
	.shared = compose_options,
	.operand = "verb",
	.words = words,
};

/* Say all that is wrong, however much, and what may be. */
static int
check(const struct call *call, struct conn *conn, struct why *why)
{
	struct mem complaints = { 0 }, doubts = { 0 };
	int rv;

	conn_lint(conn, &complaints);
	conn_doubt_names(conn, &doubts);
	if ((rv = mem_check(&complaints, why)) == 0 && complaints.len > 0) {
		tool_warn("%s", mem_str(&complaints));
		why->status = WHY_CONFIG;
		rv = -1;
	}
	if (rv == 0 && call->as == NULL)
		conn_doubt_files(conn, &doubts);
	if (doubts.len > 0)
		tool_warn("%s", mem_str(&doubts));
	mem_release(&complaints);
	mem_release(&doubts);
	if (rv == 0 && conn_is_exposed(conn))
		tool_warn("%s: /url: http shows the credential to everybody "
			  "on the way: use https",
		    conn->name);
	return rv;
}

/*
 * What there is to do.  Each adds to out what is to be printed, which is done
 * where it returns 0.
 */

static int
print(const struct call *call, const struct conn *conn, struct mem *out,
    struct why *why)
{
	const struct foreign *as =
	    call->as != NULL ? foreign_find(call->as) : NULL;

	if ((as != NULL ? as->bare : conn_holds_secret(conn)) &&
	    tool_guard_secret(NULL, why) == -1)
		return -1;
	if (as != NULL)
		return as->write(conn, call->id, out, why);
	mem_add(out, conn->bytes.data, conn->bytes.len);
	return mem_check(out, why);
}

static int
run_compose(struct call *call, struct mem *out, struct why *why)
{
	const struct origin origin = {
		.order = &call->order,
		.path = call->connection,
		.form = call->from != NULL ? foreign_find(call->from) : NULL,
		.asks = call->asks,
	};
	struct conn conn = { 0 };
	int rv = -1;

	if (compose_read(&call->order, why) == -1 ||
	    origin_make(&origin, &conn, why) == -1 ||
	    check(call, &conn, why) == -1)
		goto out;
	rv = call->check ? 0 : print(call, &conn, out, why);
out:
	conn_release(&conn);
	return rv;
}

static int
run_keep(struct call *call, struct mem *out, struct why *why)
{
	struct keep keep = { .look = call->dry, .diff = call->diff };
	struct conn conn = { 0 };
	int rv = -1;

	if (compose_read(&call->order, why) == -1 ||
	    keep_begin(&keep, call->into, &conn, why) == -1)
		goto out;
	if (compose_all(&call->order, &conn, why) == -1 ||
	    check(call, &conn, why) == -1)
		goto out;
	if (keep_end(&keep, &conn, why) == -1)
		goto out;
	keep_result(&keep, call->json, out);
	if (call->dry && keep.changed)
		why->status = WHY_NO;
	rv = 0;
out:
	keep_release(&keep);
	conn_release(&conn);
	return rv;
}

static int
run_branch_url(struct call *call, struct mem *out, struct why *why)
{
	struct conn conn = { 0 };
	int rv = -1;

	if (*call->names[0] == '\0')
		return why_setx(why, WHY_USAGE, "the issue's key is empty");
	if (conn_open(&conn, call->connection, why) == 0)
		rv = show_branch(
		    &conn, call->names[0], call->names[1], out, why);
	conn_release(&conn);
	return rv;
}

/* One that cannot be read does not hide the others. */
static int
run_list(struct call *call, struct mem *out, struct why *why)
{
	struct mem names = { 0 };
	struct why one;
	const char *name;
	int rv;

	rv = conn_names(&names, why);
	for (name = mem_str(&names); name < mem_str(&names) + names.len;
	     name += strlen(name) + 1) {
		one = (struct why){ 0 };
		if (show(name, call->json ? SHOW_JSON : SHOW_ROW, out, &one) ==
		    0)
			continue;
		tool_warn("%s", one.msg);
		why->status = one.status;
	}
	mem_release(&names);
	return rv;
}

static int
run_show(struct call *call, struct mem *out, struct why *why)
{
	const enum show form = call->json ? SHOW_JSON : SHOW_LINES;
	int i;

	if ((call->count == 0 || call->connection != NULL) &&
	    show(call->connection, form, out, why) == -1)
		return -1;
	for (i = 0; i < call->count; i++)
		if (show(call->names[i], form, out, why) == -1)
			return -1;
	return 0;
}

/* Those that can be asked for, on Jira Cloud or else on Data Center. */
static int
run_scopes(struct call *call, struct mem *out, struct why *why)
{
	const char *const cloud = conn_product_name(CONN_CLOUD);
	const char *const *name;

	(void)why;
	for (name = scope_names(
		 call->count == 0 || strcmp(call->names[0], cloud) == 0);
	     *name != NULL; name++)
		mem_printf(out, "%s\n", *name);
	return 0;
}

static bool
is_given(const struct call *call)
{
	return compose_is_given(call->order.members, COMPOSE_MEMBERS);
}

/* Do the options say what a connection is to be? */
static bool
composes(const struct call *call)
{
	return is_given(call) || call->asks || call->as != NULL ||
	    call->from != NULL;
}

/* Is nothing but that one asked for? */
static bool
takes_place(const struct call *call)
{
	return call->count == 0 && is_given(call) && call->connection == NULL &&
	    call->from == NULL && call->as == NULL && !call->branch &&
	    !call->check && !call->asks;
}

static bool
is_product(const char *name)
{
	return strcmp(name, conn_product_name(CONN_CLOUD)) == 0 ||
	    strcmp(name, conn_product_name(CONN_SERVER)) == 0;
}

typedef int verb(struct call *, struct mem *, struct why *);

/* What the first operand asks for, or NULL. */
static verb *
find_named(struct call *call)
{
	const char *name = *call->names++;

	call->count--;
	if (strcmp(name, "show") == 0)
		return run_show;
	if (call->connection != NULL)
		return NULL;
	if (strcmp(name, "list") == 0 && call->count == 0)
		return run_list;
	if (strcmp(name, "scopes") == 0 && !call->json &&
	    (call->count == 0 ||
		(call->count == 1 && is_product(call->names[0]))))
		return run_scopes;
	return NULL;
}

/* What the command line asks for, or NULL. */
static verb *
find_verb(struct call *call)
{
	if (call->into != NULL)
		return takes_place(call) ? run_keep : NULL;
	if (call->dry || call->diff)
		return NULL;
	if (call->count == 0 && !call->branch)
		return composes(call) || call->connection != NULL ? run_compose
								  : NULL;
	if (composes(call) || call->check)
		return NULL;
	if (call->branch)
		return call->count == 2 ? run_branch_url : NULL;
	return find_named(call);
}

/* Say what is wrong; behind options an operand may be a secret. */
static noreturn void
refuse(const struct call *call, const char *operand)
{
	const struct option_word *word = words;

	if (operand == NULL || call->branch || composes(call))
		tool_usage(&options);
	while (word->name != NULL && strcmp(word->name, operand) != 0)
		word++;
	if (word->name != NULL)
		tool_usage(&options);
	tool_no_word(words, "verb", operand);
}

int
main(int argc, char *argv[])
{
	struct call call = { 0 };
	struct mem out = { 0 };
	struct why why = { 0 };
	const struct option_row *option;
	verb *run;

	tool_begin();
	compose_begin(&call.order);

	while ((option = tool_option(argc, argv, &options, &call)) != NULL)
		if (option->place.kind == OPTION_NONE)
			compose_option(&call.order, option->name, optarg);
	call.names = argv + optind;
	call.count = argc - optind;
	if ((run = find_verb(&call)) == NULL)
		refuse(&call, argv[optind]);

	if (run(&call, &out, &why) == 0 && out.len > 0)
		(void)tool_write(&out, &why);
	mem_release(&out);
	compose_end(&call.order);
	return tool_finish(&why);
}
