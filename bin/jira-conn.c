/* jira-conn: compose, check and export a connection. */

#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "compose.h"
#include "conn.h"
#include "mem.h"
#include "tool.h"
#include "url.h"
#include "why.h"

static const char usage[] =
    "usage: jira-conn [-hV] [--check] [-c connection] [-t type] [-u url]\n"
    "                 [option ...]\n";

static const char help[] =
    "      --api name                 platform, csm or devops\n"
    "      --api-token-file file      where the API token or password is\n"
    "      --audience name            whom the token is for\n"
    "      --check                    only check: print nothing\n"
    "      --client-id id             the client of OAuth 2.0\n"
    "      --client-secret-file file  where its secret is\n"
    "      --cloud-id id              the site's id on Jira Cloud\n"
    "  -c, --connection connection    start from this one; - is stdin\n"
    "      --consumer-key key         the consumer of OAuth 1.0a\n"
    "  -h, --help                     show this help\n"
    "      --name name                what people call the connection\n"
    "      --private-key-file file    where the consumer's RSA key is\n"
    "      --product name             server or cloud; default by the URL\n"
    "      --redirect-uri url         where the browser brings the answer\n"
    "      --requestor user           whom to act for, in OAuth 1.0a\n"
    "      --scopes words             what to ask for, in OAuth 2.0\n"
    "      --secret member=form:text  file:PATH, env:NAME or command:ARGV\n"
    "      --token-file file          where the personal access token is\n"
    "  -t, --type type                basic, pat, oauth1, oauth2 or\n"
    "                                 client-credentials\n"
    "  -u, --url url                  where Jira is, with its context path\n"
    "      --username name            the user of basic\n"
    "  -V, --version                  show the version\n";

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
};

/* A member's option has its number, added to the last of these. */
enum {
	MEMBERS = sizeof members / sizeof members[0],
	OPTION_CHECK = 256,
	OPTION_REFUSED,
	OPTION_SECRET,
	OPTION_MEMBER
};

static const struct option others[] = {
	{ "check", no_argument, NULL, OPTION_CHECK },
	{ "connection", required_argument, NULL, 'c' },
	{ "help", no_argument, NULL, 'h' },
	{ "secret", required_argument, NULL, OPTION_SECRET },
	{ "version", no_argument, NULL, 'V' },
	/* What people would try; getopt would take "--token" for a file. */
	{ "api-token", required_argument, NULL, OPTION_REFUSED },
	{ "client-secret", required_argument, NULL, OPTION_REFUSED },
	{ "password", required_argument, NULL, OPTION_REFUSED },
	{ "private-key", required_argument, NULL, OPTION_REFUSED },
	{ "token", required_argument, NULL, OPTION_REFUSED },
};

enum {
	OTHERS = sizeof others / sizeof others[0]
};

static void
prepare_options(struct option options[static OTHERS + MEMBERS + 1])
{
	size_t i;

	/* It would quote what may be a secret beside a misspelt name. */
	opterr = 0;
	memcpy(options, others, sizeof others);
	options += OTHERS;
	for (i = 0; i < MEMBERS; i++)
		if (members[i].option != NULL)
			*options++ = (struct option){ members[i].option,
				required_argument, NULL,
				OPTION_MEMBER + (int)i };
	*options = (struct option){ 0 };
}

static struct compose *
member_at(const char *pointer)
{
	size_t i;

	for (i = 0; strcmp(members[i].pointer, pointer) != 0; i++)
		continue;
	return &members[i];
}

/* The argument may be a secret that somebody hoped to give here. */
static void
refuse_secret(const char *option)
{
	errx(WHY_USAGE,
	    "--%s: a secret is no argument, which others can see: give "
	    "--%s-file, or --secret MEMBER=env:NAME or =command:ARGV",
	    option, strcmp(option, "password") == 0 ? "api-token" : option);
}

static void
take_secret(const char *arg)
{
	if (compose_secret(members, MEMBERS, arg) == -1)
		errx(WHY_USAGE,
		    "--secret: has to be MEMBER=file:PATH, "
		    "MEMBER=env:NAME or MEMBER=command:ARGV");
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

static int
print(const struct conn *conn, struct why *why)
{
	if (conn_holds_secret(conn) && tool_guard_secret(NULL, why) == -1)
		return -1;
	return tool_write(&conn->bytes, why);
}

int
main(int argc, char *argv[])
{
	struct conn conn = { .name = "<options>" };
	struct why why = { 0 };
	struct option options[OTHERS + MEMBERS + 1];
	const char *from = NULL;
	bool check = false;
	int ch, i;

	tool_begin();

	prepare_options(options);
	while ((ch = getopt_long(argc, argv, "c:ht:u:V", options, &i)) != -1)
		switch (ch) {
		case 'c':
			from = optarg;
			break;
		case 'h':
			return tool_help(usage, help);
		case 't':
			member_at("/auth/type")->value = optarg;
			break;
		case 'u':
			member_at("/url")->value = optarg;
			break;
		case 'V':
			return tool_version();
		case OPTION_CHECK:
			check = true;
			break;
		case OPTION_REFUSED:
			refuse_secret(options[i].name);
			break;
		case OPTION_SECRET:
			take_secret(optarg);
			break;
		default:
			if (ch < OPTION_MEMBER)
				return tool_usage(usage);
			compose_take(&members[ch - OPTION_MEMBER], optarg);
			break;
		}
	if (optind != argc ||
	    (from == NULL && !compose_is_given(members, MEMBERS)))
		return tool_usage(usage);

	if (from != NULL && conn_load(&conn, from, &why) == -1)
		goto out;
	fill_in_product(&conn);
	if (compose(&conn, members, MEMBERS, &why) == -1)
		goto out;
	if (conn_check(&conn, &why) == -1)
		goto out;
	warn_of_plain_http(&conn);
	if (!check && print(&conn, &why) == -1)
		goto out;
out:
	conn_release(&conn);
	return tool_finish(&why);
}
