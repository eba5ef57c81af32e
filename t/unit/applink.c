/* A link is known by its id or its URL, and read as Jira shows it. */

#include <string.h>

#include "applink_id.h"
#include "applink_read.h"
#include "http.h"
#include "mem.h"
#include "tap.h"
#include "why.h"

/*
 * The first is what a server gave; the others are what Python makes of them:
 * uuid.UUID(bytes=hashlib.md5(url).digest(), version=3).
 */
static const struct {
	const char *sentence, *url, *id;
} ids[] = {
	{ "computes the id that Jira gives", "https://cs.example.test",
	    "66c59aa6-818a-302b-b170-829a42d07341" },
	{ "without the slashes at the end", "https://cs.example.test//",
	    "66c59aa6-818a-302b-b170-829a42d07341" },
	{ "of a URL with a path", "http://example.com/codestream",
	    "7277cd51-7e2c-3563-8135-ba5edc4e3ad7" },
	{ "and of one with a port", "http://example.com:8080",
	    "06218cd2-62e8-335a-a83c-db425cf5edfc" },
};

static const struct {
	const char *sentence, *a, *b;
	bool same;
} urls[] = {
	{ "knows a URL", "http://a.example", "http://a.example", true },
	{ "whatever its slashes", "http://a.example/", "http://a.example",
	    true },
	{ "and the case of its host", "HTTP://A.Example", "http://a.example/",
	    true },
	{ "and a port that goes without saying", "http://a.example:80",
	    "http://a.example", true },
	{ "and its path", "http://a.example/x//", "http://a.example/x", true },
	{ "but no other's host", "http://a.example", "http://b.example",
	    false },
	{ "nor scheme", "http://a.example", "https://a.example", false },
	{ "nor port", "http://a.example", "http://a.example:81", false },
	{ "nor path", "http://a.example/x", "http://a.example/X", false },
	{ "nor a longer one", "http://a.example/x", "http://a.example/xy",
	    false },
	{ "nor what is none", "nothing", "nothing", false },
};

static const struct {
	const char *sentence, *url;
	bool good;
} checks[] = {
	{ "takes a URL", "https://cs.example.test/a/b/", true },
	{ "but none with a query", "https://cs.example.test/?a=b", false },
	{ "nor with a fragment", "https://cs.example.test/#a", false },
	{ "nor one that climbs", "https://cs.example.test/a/../b", false },
	{ "nor another scheme", "ftp://cs.example.test/", false },
};

static const struct {
	const char *sentence, *text;
	bool is;
} shapes[] = {
	{ "knows an id", "66c59aa6-818a-302b-b170-829a42d07341", true },
	{ "in capitals, too", "66C59AA6-818A-302B-B170-829A42D07341", true },
	{ "but no shorter one", "66c59aa6-818a-302b-b170-829a42d0734", false },
	{ "nor a longer", "66c59aa6-818a-302b-b170-829a42d073411", false },
	{ "nor one that climbs", "../59aa6-818a-302b-b170-829a42d07341",
	    false },
	{ "nor nothing", "", false },
};

/* The reply of that body. */
static struct http_reply
answer(const char *body)
{
	struct http_reply reply = { .status = 200 };

	mem_puts(&reply.body, body);
	return reply;
}

static enum status
read_list(const char *body, struct applinks *links)
{
	struct http_reply reply = answer(body);
	struct why why = { 0 };

	applinks_release(links);
	(void)applink_read_list(&reply, links, &why);
	http_reply_release(&reply);
	return why.status;
}

static void
lists(void)
{
	struct applinks links = { 0 };

	it("reads an empty list",
	    read_list("{}", &links) == WHY_OK && links.count == 0);
	it("or one of none",
	    read_list("{\"applicationLinks\":null}", &links) == WHY_OK &&
		links.count == 0);
	it("reads a link",
	    read_list("{\"applicationLinks\":[{\"id\":"
		      "\"66c59aa6-818a-302b-b170-829a42d07341\",\"typeId\":"
		      "\"generic\",\"name\":\"C\\u00f6de\",\"rpcUrl\":"
		      "\"https://cs.example.test\"}]}",
		&links) == WHY_OK &&
		links.count == 1 &&
		strcmp(mem_str(&links.at[0].name), "C\303\266de") == 0);
	it("without a consumer, so far",
	    links.count == 1 && !links.at[0].incoming);
	it("refuses one whose id is none",
	    read_list("{\"applicationLinks\":[{\"id\":\"../x\"}]}", &links) ==
		WHY_NONSENSE);
	it("and a page", read_list("<html></html>", &links) == WHY_NONSENSE);
	it("and another document", read_list("[1]", &links) == WHY_NONSENSE);
	it("and a list that is none",
	    read_list("{\"applicationLinks\":7}", &links) == WHY_NONSENSE);
	applinks_release(&links);
}

static bool
read_consumer(const char *body, struct applinks *links)
{
	struct http_reply reply = answer(body);
	struct why why = { 0 };
	int rv;

	(void)read_list("{\"applicationLinks\":[{\"id\":"
			"\"66c59aa6-818a-302b-b170-829a42d07341\"}]}",
	    links);
	rv = applink_read_consumer(&reply, &links->at[0], &why);
	http_reply_release(&reply);
	return rv == 0;
}

static void
consumers(void)
{
	struct applinks links = { 0 };

	it("reads a consumer",
	    read_consumer("{\"consumers\":[{\"key\":\"k\",\"name\":\"n\","
			  "\"twoLOAllowed\":true,\"executingTwoLOUser\":\"u\"}"
			  "]}",
		&links) &&
		links.at[0].incoming &&
		strcmp(mem_str(&links.at[0].key), "k") == 0);
	it("with its rights",
	    links.at[0].two_legged && !links.at[0].impersonation &&
		strcmp(mem_str(&links.at[0].execute_as), "u") == 0);
	it("passing over the outgoing one",
	    read_consumer("{\"consumers\":[{\"key\":\"out\",\"outgoing\":"
			  "true},{\"key\":\"in\"}]}",
		&links) &&
		strcmp(mem_str(&links.at[0].key), "in") == 0);
	it("and finding none where there is none",
	    read_consumer("{\"consumers\":[]}", &links) &&
		!links.at[0].incoming);
	it("but refuses a page", !read_consumer("<html>", &links));
	applinks_release(&links);
}

static bool
made(const char *body, const char *want)
{
	struct http_reply reply = answer(body);
	struct mem id = { 0 };
	struct why why = { 0 };
	bool is;

	is = applink_read_made(&reply, &id, &why) == 0
	    ? want != NULL && strcmp(mem_str(&id), want) == 0
	    : want == NULL && why.status == WHY_NONSENSE;
	http_reply_release(&reply);
	mem_release(&id);
	return is;
}

int
main(void)
{
	char id[APPLINK_ID_SIZE];
	struct why why;
	size_t i;

	for (i = 0; i < sizeof ids / sizeof ids[0]; i++)
		it(ids[i].sentence,
		    applink_id(ids[i].url, id) && strcmp(id, ids[i].id) == 0);
	for (i = 0; i < sizeof urls / sizeof urls[0]; i++)
		it(urls[i].sentence,
		    applink_same_url(urls[i].a, urls[i].b) == urls[i].same);
	for (i = 0; i < sizeof checks / sizeof checks[0]; i++)
		it(checks[i].sentence,
		    (applink_check_url(checks[i].url, &why) == 0) ==
			checks[i].good);
	for (i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
		it(shapes[i].sentence,
		    applink_is_id(shapes[i].text) == shapes[i].is);
	lists();
	consumers();
	it("learns which link was made",
	    made("{\"resources-created\":[{\"href\":\"http://h/a/"
		 "66c59aa6-818a-302b-b170-829a42d07341\"}]}",
		"66c59aa6-818a-302b-b170-829a42d07341"));
	it("unless it is not said", made("{\"resources-created\":[]}", NULL));
	it("or is no id",
	    made(
		"{\"resources-created\":[{\"href\":\"http://h/a/b\"}]}", NULL));
	return finish();
}
