/* What Jira says of personal access tokens is read whole, or not at all. */

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "pat.h"
#include "tap.h"
#include "why.h"

/* As section 3 of Atlassian's page on them has it. */
static const char made[] =
    "{\"id\":1,\"name\":\"x\",\"createdAt\":\"2021-04-15T10:00:00.000+0000\","
    "\"expiringAt\":\"2021-07-14T10:00:00.000+0000\",\"rawToken\":\"a/b+c=\"}";
static const char list[] =
    "[{\"id\":7,\"name\":\"ci\",\"createdAt\":\"2021-04-15T10:00:00Z\"},"
    "{\"id\":\"8\",\"name\":\"a\\n\\u009b2J\",\"createdAt\":1618480800000,"
    "\"lastAccessedAt\":\"2021-04-16T10:00:00.000+02:00\"},"
    "{\"id\":\"9-a_B\"}]";

static const struct {
	const char *sentence, *body;
} refused[] = {
	{ "refuses nothing", "" },
	{ "refuses a page", "<html></html>" },
	{ "refuses half an answer", "{\"id\":1,\"rawToken\":\"a\"" },
	{ "refuses a list for one", "[]" },
	{ "refuses one without an id", "{\"rawToken\":\"a\"}" },
	{ "refuses an id that is null", "{\"id\":null,\"rawToken\":\"a\"}" },
	{ "refuses an empty id", "{\"id\":\"\",\"rawToken\":\"a\"}" },
	{ "refuses an id that climbs", "{\"id\":\"../1\",\"rawToken\":\"a\"}" },
	{ "refuses an id with a blank", "{\"id\":\"1 2\",\"rawToken\":\"a\"}" },
	{ "refuses an id with a point", "{\"id\":1.5,\"rawToken\":\"a\"}" },
	{ "refuses an id of 65 bytes",
	    "{\"id\":\"01234567890123456789012345678901234567890123456789"
	    "012345678901234\",\"rawToken\":\"a\"}" },
	{ "refuses no token", "{\"id\":1}" },
	{ "refuses an empty token", "{\"id\":1,\"rawToken\":\"\"}" },
	{ "refuses a number for one", "{\"id\":1,\"rawToken\":5}" },
	{ "refuses a line feed in it", "{\"id\":1,\"rawToken\":\"a\\nb\"}" },
	{ "refuses NUL in it", "{\"id\":1,\"rawToken\":\"a\\u0000b\"}" },
	{ "refuses a blank in it", "{\"id\":1,\"rawToken\":\"a b\"}" },
	{ "refuses a byte above ASCII",
	    "{\"id\":1,\"rawToken\":\"\xc3\xbc\"}" },
};

static void
take_one(void)
{
	struct pat pat = { 0 };
	struct why why = { 0 };

	it("takes Jira's answer",
	    pat_parse(&pat, made, strlen(made), &why) == 0);
	it("with an id", strcmp(mem_str(&pat.id), "1") == 0);
	it("a name", strcmp(mem_str(&pat.name), "x") == 0);
	it("the secret", strcmp(mem_str(&pat.secret), "a/b+c=") == 0);
	it("and its end", pat.expires - pat.created == INT64_C(90) * 86400);
	it("nobody having used it", pat.used == 0);
	pat_release(&pat);
	it("and lets go of all", pat.secret.data == NULL && pat.id.len == 0);
}

static void
take_list(void)
{
	struct pats pats = { 0 };
	struct mem out = { 0 };
	struct why why = { 0 };

	it("takes a list", pats_parse(&pats, list, strlen(list), &why) == 0);
	it("of three", pats.count == 3);
	it("finds one by its id",
	    pats_find(&pats, "8") == &pats.list[1] &&
		pats_find(&pats, "1") == NULL);
	it("reads no time from what is none", pats.list[1].created == 0);
	it("but with any offset", pats.list[1].used == INT64_C(1618560000));
	pats_table(&pats, &out);
	it("shows no control character",
	    strstr(mem_str(&out), "a??2J\n") != NULL);
	mem_cut(&out, 0);
	pats_json(&pats, &out);
	it("tells it in JSON",
	    strstr(mem_str(&out),
		"{\"id\":\"7\",\"name\":\"ci\",\"createdAt\":"
		"\"2021-04-15T10:00:00Z\",\"expiresAt\":null,"
		"\"lastUsedAt\":null}\n") != NULL);
	mem_release(&out);
	it("takes an empty one",
	    pats_parse(&pats, "[]", 2, &why) == 0 && pats.count == 0);
	it("refuses an object for one",
	    pats_parse(&pats, made, strlen(made), &why) == -1 &&
		why.status == WHY_NONSENSE);
	pats_release(&pats);
}

/* The first that is too much, of a token's bytes and of a list's tokens. */
static void
take_limits(void)
{
	struct pats pats = { 0 };
	struct pat pat = { 0 };
	struct mem body = { 0 };
	struct why why = { 0 };
	size_t i;

	mem_puts(&body, "{\"id\":1,\"rawToken\":\"");
	for (i = 0; i < PAT_SECRET_MAX; i++)
		mem_putc(&body, 'a');
	mem_puts(&body, "\"}");
	it("takes the longest token",
	    pat_parse(&pat, body.data, body.len, &why) == 0);
	mem_cut(&body, body.len - 2);
	mem_puts(&body, "a\"}");
	it("and none that is longer",
	    pat_parse(&pat, body.data, body.len, &why) == -1 &&
		why.status == WHY_NONSENSE);
	mem_cut(&body, 0);
	for (i = 0; i < PAT_COUNT_MAX; i++)
		mem_puts(&body, i == 0 ? "[{\"id\":1}" : ",{\"id\":1}");
	mem_puts(&body, "]");
	it("takes the longest list",
	    pats_parse(&pats, body.data, body.len, &why) == 0 &&
		pats.count == PAT_COUNT_MAX);
	mem_cut(&body, body.len - 1);
	mem_puts(&body, ",{\"id\":1}]");
	it("and none that is longer",
	    pats_parse(&pats, body.data, body.len, &why) == -1 &&
		why.status == WHY_NONSENSE);
	pat_release(&pat);
	pats_release(&pats);
	mem_release(&body);
}

static bool
refuses(const char *body)
{
	struct pat pat = { 0 };
	struct why why = { 0 };
	bool good;

	good = pat_parse(&pat, body, strlen(body), &why) == -1 &&
	    why.status == WHY_NONSENSE && why.msg[0] != '\0';
	pat_release(&pat);
	return good;
}

static void
take_names(void)
{
	struct why why = { 0 };
	char name[PAT_NAME_MAX + 2];

	it("takes a name in any script",
	    pat_check_name("caf\xc3\xa9", &why) == 0);
	it("no empty one", pat_check_name("", &why) == -1);
	it("none of two lines", pat_check_name("a\nb", &why) == -1);
	it("none that is no UTF-8", pat_check_name("a\xff", &why) == -1);
	memset(name, 'a', sizeof name);
	name[PAT_NAME_MAX + 1] = '\0';
	it("and no long one",
	    pat_check_name(name, &why) == -1 && why.status == WHY_USAGE);
}

int
main(void)
{
	size_t i;

	take_one();
	take_list();
	take_limits();
	for (i = 0; i < sizeof refused / sizeof refused[0]; i++)
		it(refused[i].sentence, refuses(refused[i].body));
	take_names();
	return finish();
}
