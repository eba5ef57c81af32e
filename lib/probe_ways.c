/* probe_ways: which ways into a Jira there are, and how each begins. */

#include <string.h>

#include "conn.h"
#include "head.h"
#include "http.h"
#include "look.h"
#include "mem.h"
#include "oauth1_problem.h"
#include "probe_site.h"
#include "probe_ways.h"
#include "why.h"

/*
 * How to ask a Jira Server, and since when it has the thing.  404 is no; so
 * is 405, which a plugin that is away may leave behind.
 */
static const struct question {
	const char *method, *path;
	unsigned int major, minor; /* 0: ever */
} questions[PROBE_WAYS] = {
	[CONN_PAT] = { "GET", "/rest/pat/latest/tokens", 8, 14 },
	[CONN_OAUTH1] = { "POST", "/plugins/servlet/oauth/request-token", 0,
	    0 },
	[CONN_OAUTH2] = { "GET", "/rest/oauth2/latest/authorize", 8, 22 },
};

/* The words, and the command; "{url}" and "{id}" are the site's. */
static const struct way {
	const char *name, *next;
} ways_of[][PROBE_WAYS] = {
	[CONN_SERVER] = {
		[CONN_BASIC] = { "name and password",
		    "jira-conn -t basic -u {url} --username NAME "
		    "--api-token-file FILE" },
		[CONN_PAT] = { "personal access token",
		    "jira-conn -t pat -u {url} --token-file FILE" },
		[CONN_OAUTH1] = { "OAuth 1.0a application link",
		    "jira-keygen -d keys" },
		[CONN_OAUTH2] = { "OAuth 2.0 provider",
		    "jira-conn -t oauth2 -u {url} --client-id ID "
		    "--client-secret-file FILE --redirect-uri URI "
		    "--scopes WRITE" },
	},
	[CONN_CLOUD] = {
		[CONN_BASIC] = { "API token",
		    "jira-conn -t basic -u {url} --username EMAIL "
		    "--api-token-file FILE" },
		[CONN_OAUTH2] = { "OAuth 2.0 (3LO)",
		    "jira-conn -t oauth2 -u {url} --cloud-id {id} "
		    "--client-id ID --client-secret-file FILE "
		    "--redirect-uri URI --scopes read:jira-work" },
		[CONN_CLIENT_CREDENTIALS] = { "client credentials",
		    "jira-conn -t client-credentials -u {url} "
		    "--cloud-id {id} --client-id ID "
		    "--client-secret-file FILE" },
	},
};

/* An answer that reports an OAuth problem comes from OAuth. */
static bool
reports_problem(const struct look *look)
{
	struct oauth1_problem problem = { 0 };
	struct mem authenticate = { 0 };
	const struct mem *body = &look->reply.body;
	bool reports;

	(void)head_get(&look->reply.head, "WWW-Authenticate", &authenticate);
	reports = oauth1_problem_read(
	    &problem, mem_str(body), body->len, mem_str(&authenticate));
	oauth1_problem_release(&problem);
	mem_release(&authenticate);
	return reports;
}

static enum probe_answer
conclude(
    enum conn_auth auth, const struct look *look, const struct probe_site *site)
{
	const struct question *question = &questions[auth];
	const unsigned int status = look->reply.status;

	if (status == 404 || status == 405 || status == 410)
		return PROBE_NO;
	if (auth == CONN_OAUTH1)
		return reports_problem(look) ? PROBE_YES : PROBE_UNKNOWN;
	if (status == 200 || status == 400 || status == 401 || status == 403)
		return PROBE_YES;
	/* Somebody in between answered: then the version has to do. */
	if (site->major == 0)
		return PROBE_UNKNOWN;
	return probe_site_since(site, question->major, question->minor)
	    ? PROBE_YES
	    : PROBE_NO;
}

static int
ask(struct probe_ways *ways, enum conn_auth auth, const struct probe_site *site,
    struct http *http, struct why *why)
{
	struct look there = { 0 };
	struct mem url = { 0 };
	int rv = -1;

	mem_printf(&url, "%s%s", mem_str(&site->url), questions[auth].path);
	if (mem_check(&url, why) == -1 ||
	    look_once(
		http, questions[auth].method, mem_str(&url), &there, why) == -1)
		goto out;
	ways->offered[auth] = conclude(auth, &there, site);
	rv = 0;
out:
	look_release(&there);
	mem_release(&url);
	return rv;
}

/* Its info is open to everybody. */
static int
ask_service(struct probe_ways *ways, const struct probe_site *site,
    struct http *http, struct why *why)
{
	struct look there = { 0 };
	struct mem url = { 0 };
	int rv = -1;

	mem_printf(&url, "%s/rest/servicedeskapi/info", mem_str(&site->url));
	if (mem_check(&url, why) == -1 ||
	    look_once(http, "GET", mem_str(&url), &there, why) == -1)
		goto out;
	if (there.reply.status == 200)
		ways->service = PROBE_YES;
	else if (there.reply.status == 404)
		ways->service = PROBE_NO;
	rv = 0;
out:
	look_release(&there);
	mem_release(&url);
	return rv;
}

int
probe_ways_look(struct probe_ways *ways, const struct probe_site *site,
    struct http *http, struct why *why)
{
	size_t i;

	for (i = 0; i < PROBE_WAYS; i++) {
		ways->offered[i] = ways_of[site->product][i].name != NULL
		    ? PROBE_YES
		    : PROBE_NO;
		if (site->product == CONN_SERVER && questions[i].path != NULL &&
		    ask(ways, (enum conn_auth)i, site, http, why) == -1)
			return -1;
	}
	return ask_service(ways, site, http, why);
}

const char *
probe_way_name(enum conn_auth auth, enum conn_product product)
{
	return ways_of[product][auth].name;
}

/* As one word of a shell: quoted where it holds more than the plain ones. */
static void
add_word(struct mem *mem, const char *word)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~:/%@+,";

	if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
		mem_puts(mem, word);
		return;
	}
	mem_putc(mem, '\'');
	for (; *word != '\0'; word++)
		if (*word == '\'')
			mem_puts(mem, "'\\''");
		else
			mem_putc(mem, *word);
	mem_putc(mem, '\'');
}

void
probe_way_next(
    enum conn_auth auth, const struct probe_site *site, struct mem *mem)
{
	const char *rest = ways_of[site->product][auth].next, *brace;

	while ((brace = strchr(rest, '{')) != NULL) {
		mem_add(mem, rest, (size_t)(brace - rest));
		if (brace[1] == 'u')
			add_word(mem, mem_str(&site->url));
		else
			add_word(mem,
			    site->cloud_id.len == 0 ? "ID"
						    : mem_str(&site->cloud_id));
		rest = strchr(brace, '}') + 1;
	}
	mem_puts(mem, rest);
}
