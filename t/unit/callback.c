/* A callback is a GET of its own path, and nothing else. */

#include <string.h>

#include "callback.h"
#include "mem.h"
#include "tap.h"

static const struct {
	const char *sentence, *head, *query; /* NULL: it is none */
} heads[] = {
	{ "takes a query", "GET /cb?a=b&c=%20 HTTP/1.1\r\n\r\n", "a=b&c=%20" },
	{ "takes lines without a carriage return",
	    "GET /cb?a=b HTTP/1.0\nHost: x\n\n", "a=b" },
	{ "takes no query", "GET /cb HTTP/1.1\r\n\r\n", "" },
	{ "takes an empty one", "GET /cb? HTTP/1.1\r\n\r\n", "" },
	{ "refuses a longer path", "GET /cbx?a=b HTTP/1.1\r\n\r\n", NULL },
	{ "refuses a path below", "GET /cb/?a=b HTTP/1.1\r\n\r\n", NULL },
	{ "refuses another", "GET /?a=b HTTP/1.1\r\n\r\n", NULL },
	{ "refuses one in other letters", "GET /CB?a=b HTTP/1.1\r\n\r\n",
	    NULL },
	{ "refuses a host in the line",
	    "GET http://localhost/cb?a=b HTTP/1.1\r\n\r\n", NULL },
	{ "refuses POST", "POST /cb?a=b HTTP/1.1\r\n\r\n", NULL },
	{ "refuses HEAD", "HEAD /cb?a=b HTTP/1.1\r\n\r\n", NULL },
	{ "refuses a later protocol", "GET /cb?a=b HTTP/2.0\r\n\r\n", NULL },
	{ "refuses an older one", "GET /cb?a=b\r\n\r\n", NULL },
	{ "refuses a blank in the query", "GET /cb?a=b c HTTP/1.1\r\n\r\n",
	    NULL },
	{ "refuses a control character", "GET /cb?a=\033 HTTP/1.1\r\n\r\n",
	    NULL },
	{ "refuses nothing", "\r\n\r\n", NULL },
	{ "refuses no line", "", NULL },
};

static void
read_head(size_t i)
{
	struct mem query = { 0 };
	int is;

	is =
	    callback_query(heads[i].head, strlen(heads[i].head), "/cb", &query);
	it(heads[i].sentence,
	    heads[i].query == NULL
		? !is && query.len == 0
		: is && strcmp(mem_str(&query), heads[i].query) == 0);
	mem_release(&query);
}

static int
page_says(enum callback callback, const char *words)
{
	struct mem page = { 0 };
	int says;

	callback_page(callback, &page);
	says = strstr(mem_str(&page), words) != NULL &&
	    strstr(mem_str(&page), "Cache-Control: no-store\r\n") != NULL &&
	    strstr(mem_str(&page), "Connection: close\r\n") != NULL &&
	    strstr(mem_str(&page), "http") == NULL;
	mem_release(&page);
	return says;
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof heads / sizeof heads[0]; i++)
		read_head(i);
	it("waits for the end of a head", !callback_complete("GET /\r\n", 7));
	it("and knows it", callback_complete("GET /\r\n\r\n", 9));
	it("says that the window can be closed",
	    page_says(CALLBACK_GRANTED, "window can be closed"));
	it("also after a refusal", page_says(CALLBACK_DENIED, "was refused"));
	it("has nothing for a stranger",
	    page_says(CALLBACK_STRANGE, "HTTP/1.1 404 "));
	return finish();
}
