/* jira-conn: compose, check and export a connection. */

#include <err.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "branch.h"
#include "compose.h"
#include "conn.h"
#include "draft.h"
#include "foreign.h"
#include "interview.h"
#include "keep.h"
#include "mem.h"
#include "option.h"
#include "scope.h"
#include "show.h"
#include "tool.h"
#include "url.h"
#include "why.h"

enum {
	SUBDOMAIN_MAX = 63 /* bytes */
};

/* What the command line asks for, but the members. */
struct call {
	const char *from, *id, *into;
	const struct foreign *as, *read;
	char **names; /* operands */
	int count;
	bool branch, check, diff, dry, interactive, json, list, refresh;
};

static const char usage[] =
    "usage: jira-conn [-hIV] [--as form] [--check] [--from form]\n"
    "                 [-c connection] [-t type] [-u url] [option ...]\n"
    "       jira-conn -i connection [-Djn] [-t type] [-u url] [option ...]\n"
    "       jira-conn --branch-url [-c connection] key summary\n"
    "       jira-conn [-j] list\n"
    "       jira-conn scopes [product]\n"
    "       jira-conn [-j] [-c connection] show [connection ...]\n";

/* In the order that a new connection has them. */
static struct compose members[] = {
	{ "name", "/name", COMPOSE_TEXT, NULL },
	{ "url", "/url", COMPOSE_URL, NULL },
	{ "product", "/product", COMPOSE_TEXT, NULL },
	{ "cloud-id", "/cloudId", COMPOSE_TEXT, NULL },
	{ "api", "/api", COMPOSE_TEXT, NULL },
	{ "type", "/auth/type", COMPOSE_TEXT, NULL },
	{ "username", "/auth/username", COMPOSE_TEXT, NULL },
	{ "api-token-file", "/auth/apiToken", COMPOSE_FILE, NULL },
	{ "consumer-key", "/auth/consumerKey", COMPOSE_TEXT, NULL },
	{ "private-key-file", "/auth/privateKey", COMPOSE_FILE, NULL },
	{ "client-id", "/auth/clientId", COMPOSE_TEXT, NULL },
	{ "client-secret-file", "/auth/clientSecret", COMPOSE_FILE, NULL },
	{ "redirect-uri", "/auth/redirectUri", COMPOSE_TEXT, NULL },
	{ "scopes", "/auth/scopes", COMPOSE_WORDS, NULL },
	{ "audience", "/auth/audience", COMPOSE_TEXT, NULL },
	{ "token-file", "/auth/token", COMPOSE_FILE, NULL },
	{ NULL, "/auth/tokenSecret", COMPOSE_FILE, NULL },
	{ NULL, "/auth/sessionHandle", COMPOSE_FILE, NULL },
	{ NULL, "/auth/accessToken", COMPOSE_FILE, NULL },
	{ NULL, "/auth/refreshToken", COMPOSE_FILE, NULL },
	{ "requestor", "/auth/requestor", COMPOSE_TEXT, NULL },
	{ "server-base-url", "/app/serverBaseUrl", COMPOSE_URL, NULL },
	{ "logo-url", "/app/logoUrl", COMPOSE_TEXT, NULL },
	{ "permissions", "/app/permissions", COMPOSE_WORDS, NULL },
	{ "branch-template", "/app/createBranchUrlTemplate", COMPOSE_TEXT,
	    NULL },
};

enum {
	MEMBERS = sizeof members / sizeof members[0]
};

/* Options that have no letter. */
enum {
	OPTION_AS = OPTION_NO_LETTER,
	OPTION_BRANCH_URL,
	OPTION_CHECK,
	OPTION_FROM,
	OPTION_ID,
	OPTION_NO_REFRESH,
	OPTION_SECRET_FROM,
	OPTION_SUBDOMAIN,
	OPTION_MEMBER /* of the connection, by its name above */
};

static const struct option_row rows[] = {
	{ OPTION_MEMBER, "api", "name", "platform, csm or devops",
	    "platform csm devops" },
	{ OPTION_MEMBER, "api-token-file", "file",
	    "where the API token or password is", NULL },
	{ OPTION_AS, "as", "form", "print the form of another program",
	    "ansible codestream curl env go-jira integrator.io "
	    "integrator.io-iclient jira-cli netrc" },
	{ OPTION_MEMBER, "audience", "name", "whom the token is for", NULL },
	{ OPTION_MEMBER, "branch-template", "url",
	    "what creates a branch for an issue", NULL },
	{ OPTION_BRANCH_URL, "branch-url", NULL, "print that, for an issue",
	    NULL },
	{ OPTION_CHECK, "check", NULL, "only check: print nothing", NULL },
	{ OPTION_MEMBER, "client-id", "id", "the client of OAuth 2.0", NULL },
	{ OPTION_MEMBER, "client-secret-file", "file", "where its secret is",
	    NULL },
	{ OPTION_MEMBER, "cloud-id", "id", "the site's id on Jira Cloud",
	    NULL },
	{ 'c', "connection", "connection", "start from this one; - is stdin",
	    NULL },
	{ OPTION_MEMBER, "consumer-key", "key", "the consumer of OAuth 1.0a",
	    NULL },
	{ OPTION_FROM, "from", "form", "read the form of another program",
	    "ansible codestream curl env go-jira integrator.io "
	    "integrator.io-iclient jira-cli netrc" },
	{ OPTION_ID, "id", "id", "--as: of the team, or of the iClient", NULL },
	{ 'D', "diff", NULL, "-i: print a unified diff, without secrets",
	    NULL },
	{ 'n', "dry-run", NULL, "-i: change nothing; exit 1 if it would",
	    NULL },
	{ 'i', "in-place", "connection", "make or change this one in its file",
	    NULL },
	{ 'I', "interactive", NULL, "ask on the terminal for what is missing",
	    NULL },
	{ 'j', "json", NULL, "list, show, -i: print lines of JSON", NULL },
	{ OPTION_MEMBER, "logo-url", "url", "the logo of an OAuth credential",
	    NULL },
	{ OPTION_MEMBER, "name", "name", "what people call the connection",
	    NULL },
	{ OPTION_NO_REFRESH, "no-refresh", NULL,
	    "do not add the scope offline_access", NULL },
	{ OPTION_MEMBER, "permissions", "words",
	    "what an OAuth credential may send",
	    "builds deployments development-information feature-flags "
	    "remote-links" },
	{ OPTION_MEMBER, "private-key-file", "file",
	    "where the consumer's RSA key is", NULL },
	{ OPTION_MEMBER, "product", "name",
	    "server or cloud; default by the URL", "server cloud" },
	{ OPTION_MEMBER, "redirect-uri", "url",
	    "where the browser brings the answer", NULL },
	{ OPTION_MEMBER, "requestor", "user", "whom to act for, in OAuth 1.0a",
	    NULL },
	{ OPTION_MEMBER, "scopes", "words", "what to ask for, in OAuth 2.0",
	    NULL },
	{ OPTION_SECRET_FROM, "secret", "member=form:text",
	    "file:PATH, env:NAME, command:ARGV or read:PATH",
	    "accessToken= apiToken= clientSecret= privateKey= refreshToken= "
	    "sessionHandle= token= tokenSecret=" },
	{ OPTION_MEMBER, "server-base-url", "url",
	    "the tool's own URL, for Jira Cloud", NULL },
	{ OPTION_SUBDOMAIN, "subdomain", "name",
	    "of a site: https://NAME.atlassian.net", NULL },
	{ OPTION_MEMBER, "token-file", "file",
	    "where the personal access token is", NULL },
	{ 't', "type", "type",
	    "basic, pat, oauth1, oauth2 or client-credentials",
	    "basic pat oauth1 oauth2 client-credentials" },
	{ 'u', "url", "url", "where Jira is, with its context path", NULL },
	{ OPTION_MEMBER, "username", "name", "the user of basic", NULL },
	{ OPTION_SECRET, "api-token", "text", NULL,
	    "give --api-token-file, or --secret MEMBER=env:NAME or "
	    "=command:ARGV" },
	{ OPTION_SECRET, "client-secret", "text", NULL,
	    "give --client-secret-file, or --secret MEMBER=env:NAME or "
	    "=command:ARGV" },
	{ OPTION_SECRET, "password", "text", NULL,
	    "give --api-token-file, or --secret MEMBER=env:NAME or "
	    "=command:ARGV" },
	{ OPTION_SECRET, "private-key", "text", NULL,
	    "give --private-key-file, or --secret MEMBER=env:NAME or "
	    "=command:ARGV" },
	{ OPTION_SECRET, "token", "text", NULL,
	    "give --token-file, or --secret MEMBER=env:NAME or =command:ARGV" },
	{ 0 },
};

static const struct option_word words[] = {
	{ "list", "list the connections that have a name" },
	{ "scopes", "list the scopes of cloud, the default, or of server" },
	{ "show", "show connections without their secrets" },
	{ 0 },
};

static const struct options options = {
	.usage = usage,
	.rows = rows,
	.operand = "verb",
	.words = words,
};

static struct compose *
member_of(const char *option)
{
	size_t i;

	for (i = 0; members[i].option == NULL ||
	     strcmp(members[i].option, option) != 0;
	     i++)
		continue;
	return &members[i];
}

static struct compose *
member_at(const char *pointer)
{
	size_t i;

	for (i = 0; strcmp(members[i].pointer, pointer) != 0; i++)
		continue;
	return &members[i];
}

static void
take_secret(const char *arg)
{
	if (compose_secret(members, MEMBERS, arg) == -1)
		errx(WHY_USAGE,
		    "--secret: has to be MEMBER=file:PATH, MEMBER=env:NAME, "
		    "MEMBER=command:ARGV or MEMBER=read:PATH");
}

/* What goes without saying is said, once the URL tells. */
static void
fill_in_product(const struct conn *conn)
{
	const char *url = member_at("/url")->value;
	struct compose *product = member_at("/product");

	if (url != NULL && product->value == NULL &&
	    text_at(&conn->text, product->pointer).kind == TEXT_NONE)
		product->value = conn_product_name(conn_product_at(url));
}

/* OAuth 1.0a signs and sends no secret; the others send theirs. */
static void
warn_of_plain_http(const struct conn *conn)
{
	struct mem text = { 0 };
	struct why why = { 0 };
	struct url url;

	if (conn->auth != CONN_OAUTH1 && conn_get(conn, "/url", &text) &&
	    url_split(&url, mem_str(&text), &why) == 0 && !url.tls &&
	    !url_is_loopback(&url))
		warnx("%s: /url: http shows the credential to everybody on "
		      "the way: use https",
		    conn->name);
	mem_release(&text);
}

/* What follows the name is always the same: RFC 1035, 2.3.1. */
static void
take_subdomain(const char *name)
{
	static const char good[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	static char url[SUBDOMAIN_MAX + sizeof "https://.atlassian.net"];
	const size_t len = strlen(name);

	if (len == 0 || len > SUBDOMAIN_MAX || strspn(name, good) != len ||
	    name[0] == '-' || name[len - 1] == '-')
		errx(WHY_USAGE,
		    "--subdomain: has to be a name such as acme, for "
		    "https://acme.atlassian.net; any other site is a --url");
	(void)snprintf(url, sizeof url, "https://%s.atlassian.net", name);
	member_at("/url")->value = url;
}

static const struct foreign *
take_form(const char *option, const char *name)
{
	const struct foreign *form = foreign_find(name);
	struct mem names = { 0 };

	if (form == NULL) {
		foreign_names(&names);
		errx(WHY_USAGE, "%s: has to be %s", option, mem_str(&names));
	}
	return form;
}

/* Say all that is wrong, however much. */
static int
check(struct conn *conn, struct why *why)
{
	struct mem complaints = { 0 };
	int rv;

	conn_lint(conn, &complaints);
	if ((rv = mem_check(&complaints, why)) == 0 && complaints.len > 0) {
		warnx("%s", mem_str(&complaints));
		why->status = WHY_CONFIG;
		rv = -1;
	}
	mem_release(&complaints);
	return rv;
}

static int
print(const struct conn *conn, struct why *why)
{
	if (conn_holds_secret(conn) && tool_guard_secret(NULL, why) == -1)
		return -1;
	return tool_write(&conn->bytes, why);
}

static int
print_as(const struct call *call, const struct conn *conn, struct why *why)
{
	struct mem out = { 0 };
	int rv = -1;

	if (call->as->bare && tool_guard_secret(NULL, why) == -1)
		goto out;
	if (call->as->write(conn, call->id, &out, why) == -1)
		goto out;
	rv = tool_write(&out, why);
out:
	mem_release(&out);
	return rv;
}

/* Start from what is there already, in its own form or another one. */
static int
load(const struct call *call, struct conn *conn, struct why *why)
{
	struct draft draft = { 0 };
	struct mem in = { 0 };
	int rv = -1;

	if (call->read == NULL)
		return conn_load(conn, call->from, why);
	if (tool_read(call->from, CONN_MAX, &in, why) == -1)
		goto out;
	if (call->read->read(&in, tool_name(call->from), &draft, why) == -1)
		goto out;
	conn->name = tool_name(call->from);
	rv = draft_compose(&draft, conn, why);
out:
	draft_release(&draft);
	mem_release(&in);
	return rv;
}

/* Let it be what the options say. */
static int
change(const struct call *call, struct conn *conn, struct why *why)
{
	fill_in_product(conn);
	if (compose(conn, members, MEMBERS, why) == -1)
		return -1;
	if (member_at("/auth/scopes")->value != NULL && call->refresh &&
	    compose_refresh(conn, why) == -1)
		return -1;
	return 0;
}

/* Make the connection of what was there and what is to be. */
static int
make(const struct call *call, struct conn *conn, struct why *why)
{
	const bool given = compose_is_given(members, MEMBERS);

	*conn = (struct conn){ .name = "<options>" };
	if ((call->from != NULL || call->read != NULL ||
		!(given || call->interactive)) &&
	    load(call, conn, why) == -1)
		return -1;
	return change(call, conn, why);
}

/* Ask until nothing is missing or wrong: only then is there anything. */
static int
complete(const struct call *call, struct conn *conn,
    struct mem answers[static MEMBERS], struct why *why)
{
	struct compose *product = member_at("/product");
	const char *given = product->value;
	struct mem complaints = { 0 };
	int rv = -1;

	if (call->from != NULL && strcmp(call->from, "-") == 0) {
		why_setx(why, WHY_USAGE, "-I asks: -c cannot be -");
		goto out;
	}
	for (;;) {
		mem_cut(&complaints, 0);
		conn_release(conn);
		product->value = given;
		if (make(call, conn, why) == -1)
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
		if (interview(members, MEMBERS, conn->name, &complaints,
			answers, why) == -1)
			goto out;
	}
	rv = 0;
out:
	mem_release(&complaints);
	return rv;
}

static int
run_compose(const struct call *call, struct why *why)
{
	struct mem answers[MEMBERS] = { 0 };
	struct conn conn = { 0 };
	size_t i;
	int rv = -1;

	if (compose_read(members, MEMBERS, answers, why) == -1)
		goto out;
	if (call->interactive && complete(call, &conn, answers, why) == -1)
		goto out;
	if (!call->interactive && make(call, &conn, why) == -1)
		goto out;
	if (check(&conn, why) == -1)
		goto out;
	warn_of_plain_http(&conn);
	if (call->check)
		rv = 0;
	else
		rv = call->as != NULL ? print_as(call, &conn, why)
				      : print(&conn, why);
out:
	for (i = 0; i < MEMBERS; i++)
		mem_release(&answers[i]);
	conn_release(&conn);
	return rv;
}

static int
report(const struct call *call, const struct keep *keep, struct why *why)
{
	struct mem out = { 0 };
	int rv;

	if (call->json)
		keep_json(keep, &out);
	else
		mem_add(&out, keep->shown.data, keep->shown.len);
	rv = out.len == 0 ? 0 : tool_write(&out, why);
	if (rv == 0 && call->dry && keep->changed)
		why->status = WHY_NO;
	mem_release(&out);
	return rv;
}

static int
run_keep(const struct call *call, struct why *why)
{
	struct keep keep = { .look = call->dry, .diff = call->diff };
	struct mem answers[MEMBERS] = { 0 };
	struct conn conn = { 0 };
	size_t i;
	int rv = -1;

	if (compose_read(members, MEMBERS, answers, why) == -1 ||
	    keep_begin(&keep, call->into, &conn, why) == -1)
		goto out;
	if (change(call, &conn, why) == -1 || check(&conn, why) == -1)
		goto out;
	warn_of_plain_http(&conn);
	if (keep_end(&keep, &conn, why) == -1)
		goto out;
	rv = report(call, &keep, why);
out:
	for (i = 0; i < MEMBERS; i++)
		mem_release(&answers[i]);
	keep_release(&keep);
	conn_release(&conn);
	return rv;
}

static int
run_branch_url(const struct call *call, struct why *why)
{
	static const char pointer[] = "/app/createBranchUrlTemplate";
	struct branch_issue issue = { call->names[0], call->names[1], NULL };
	struct conn conn = { 0 };
	struct mem template = { 0 }, site = { 0 }, wrong = { 0 }, out = { 0 };
	int rv = -1;

	if (*issue.key == '\0') {
		why_setx(why, WHY_USAGE, "the issue's key is empty");
		goto out;
	}
	if (conn_open(&conn, call->from, why) == -1 ||
	    conn_need(&conn, pointer, &template, why) == -1 ||
	    conn_need(&conn, "/url", &site, why) == -1)
		goto out;
	branch_check(mem_str(&template), &wrong);
	if (wrong.len > 0) {
		why_setx(why, WHY_CONFIG, "%s: %s: %s", conn.name, pointer,
		    mem_str(&wrong));
		goto out;
	}
	issue.site = mem_str(&site);
	branch_expand(mem_str(&template), &issue, &out);
	mem_putc(&out, '\n');
	rv = tool_write(&out, why);
out:
	conn_release(&conn);
	mem_release(&template);
	mem_release(&site);
	mem_release(&wrong);
	mem_release(&out);
	return rv;
}

static int
add_shown(
    const struct call *call, const char *name, struct mem *out, struct why *why)
{
	struct conn conn = { 0 };
	int rv = -1;

	if (conn_load(&conn, name, why) == -1)
		goto out;
	conn_learn(&conn);
	if (call->json)
		show_json(&conn, name != NULL ? name : conn.name, out);
	else if (call->list)
		show_row(&conn, name, out);
	else
		show_lines(&conn, out);
	rv = 0;
out:
	conn_release(&conn);
	return rv;
}

/* One that cannot be read does not hide the others. */
static int
run_list(const struct call *call, struct why *why)
{
	struct mem names = { 0 }, out = { 0 };
	struct why one;
	enum status worst = WHY_OK;
	const char *name;
	int rv = -1;

	if (conn_names(&names, why) == -1)
		goto out;
	for (name = mem_str(&names); name < mem_str(&names) + names.len;
	     name += strlen(name) + 1) {
		one = (struct why){ 0 };
		if (add_shown(call, name, &out, &one) == -1) {
			warnx("%s", one.msg);
			worst = one.status;
		}
	}
	if (tool_write(&out, why) == -1)
		goto out;
	why->status = worst;
	rv = 0;
out:
	mem_release(&names);
	mem_release(&out);
	return rv;
}

static int
run_show(const struct call *call, struct why *why)
{
	struct mem out = { 0 };
	int i, rv = -1;

	if ((call->count == 0 || call->from != NULL) &&
	    add_shown(call, call->from, &out, why) == -1)
		goto out;
	for (i = 0; i < call->count; i++)
		if (add_shown(call, call->names[i], &out, why) == -1)
			goto out;
	rv = tool_write(&out, why);
out:
	mem_release(&out);
	return rv;
}

/* Is nothing but that one asked for? */
static bool
takes_place(const struct call *call)
{
	return call->count == 0 && compose_is_given(members, MEMBERS) &&
	    call->from == NULL && call->read == NULL && call->as == NULL &&
	    !call->branch && !call->check && !call->interactive;
}

static bool
is_product(const char *name)
{
	return strcmp(name, conn_product_name(CONN_CLOUD)) == 0 ||
	    strcmp(name, conn_product_name(CONN_SERVER)) == 0;
}

/* Those that can be asked for, on Jira Cloud or else on Data Center. */
static int
run_scopes(const struct call *call, struct why *why)
{
	const char *product =
	    call->count > 0 ? call->names[0] : conn_product_name(CONN_CLOUD);
	const char *const *name;
	struct mem out = { 0 };
	int rv;

	for (name = scope_names(
		 strcmp(product, conn_product_name(CONN_CLOUD)) == 0);
	     *name != NULL; name++)
		mem_printf(&out, "%s\n", *name);
	rv = tool_write(&out, why);
	mem_release(&out);
	return rv;
}

/* What the operands ask for, or NULL. */
static int (*find_verb(struct call *call))(const struct call *, struct why *)
{
	const bool composes = compose_is_given(members, MEMBERS) ||
	    call->check || call->interactive || call->as != NULL ||
	    call->read != NULL;
	const char *verb = call->count > 0 ? call->names[0] : "";

	if (call->into != NULL)
		return takes_place(call) ? run_keep : NULL;
	if (call->dry || call->diff)
		return NULL;
	if (call->branch)
		return !composes && call->count == 2 ? run_branch_url : NULL;
	if (call->count == 0)
		return call->from != NULL || call->as != NULL ||
			call->interactive || call->read != NULL ||
			compose_is_given(members, MEMBERS)
		    ? run_compose
		    : NULL;
	if (composes || (call->from != NULL && strcmp(verb, "show") != 0))
		return NULL;
	call->count--;
	call->names++;
	call->list = strcmp(verb, "list") == 0 && call->count == 0;
	if (call->list)
		return run_list;
	if (strcmp(verb, "scopes") == 0 && !call->json)
		return call->count == 0 ||
			(call->count == 1 && is_product(call->names[0]))
		    ? run_scopes
		    : NULL;
	return strcmp(verb, "show") == 0 ? run_show : NULL;
}

/* Say what is wrong with what cannot be made sense of. */
static int
refuse(char *const operands[])
{
	const struct option_word *word = words;

	if (operands[0] == NULL)
		return tool_usage(&options);
	while (word->name != NULL && strcmp(word->name, operands[0]) != 0)
		word++;
	return word->name == NULL ? tool_no_word(words, "verb", operands[0])
				  : tool_usage(&options);
}

int
main(int argc, char *argv[])
{
	struct call call = { .refresh = true };
	struct why why = { 0 };
	const struct option_row *option;
	int (*run)(const struct call *, struct why *);

	tool_begin();

	while ((option = tool_option(argc, argv, &options)) != NULL)
		switch (option->code) {
		case 'c':
			call.from = optarg;
			break;
		case 'D':
			call.diff = true;
			break;
		case 'i':
			call.into = optarg;
			break;
		case 'I':
			call.interactive = true;
			break;
		case 'j':
			call.json = true;
			break;
		case 'n':
			call.dry = true;
			break;
		case OPTION_AS:
			call.as = take_form("--as", optarg);
			break;
		case OPTION_BRANCH_URL:
			call.branch = true;
			break;
		case OPTION_CHECK:
			call.check = true;
			break;
		case OPTION_FROM:
			call.read = take_form("--from", optarg);
			break;
		case OPTION_ID:
			call.id = optarg;
			break;
		case OPTION_NO_REFRESH:
			call.refresh = false;
			break;
		case OPTION_SECRET_FROM:
			take_secret(optarg);
			break;
		case OPTION_SUBDOMAIN:
			take_subdomain(optarg);
			break;
		default:
			compose_take(member_of(option->name), optarg);
			break;
		}
	call.names = argv + optind;
	call.count = argc - optind;
	if ((run = find_verb(&call)) == NULL)
		return call.branch ? tool_usage(&options)
				   : refuse(argv + optind);

	(void)run(&call, &why);
	return tool_finish(&why);
}
