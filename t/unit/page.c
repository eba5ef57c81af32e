/* Every shape of a page is known, and the request for the next one made. */

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "page.h"
#include "page_next.h"
#include "page_walk.h"
#include "tap.h"
#include "text.h"
#include "why.h"

#define BASE "https://jira.example/jira/rest/api/2/list"

/* The samples are those of the API's documentation, shortened. */
static const struct {
	const char *sentence, *page;
	const char *query, *body; /* of the request: "" is none */
	const char *next;         /* query or body of the next; NULL: none */
	const char *items;
} pages[] = {
	{ "knows startAt and isLast",
	    "{\"maxResults\":2,\"startAt\":0,\"total\":7,\"isLast\":false,"
	    "\"nextPage\":\"https://x/list?startAt=9\",\"values\":[1,2]}",
	    "?a=b", "", "?a=b&startAt=2", "[1,2]" },
	{ "ends with isLast", "{\"startAt\":5,\"isLast\":true,\"values\":[1]}",
	    "", "", NULL, "[1]" },
	{ "though the total is more",
	    "{\"startAt\":0,\"total\":9,\"isLast\":true,\"values\":[1]}", "",
	    "", NULL, "[1]" },
	{ "goes by the total where there is no mark",
	    "{\"startAt\":50,\"maxResults\":50,\"total\":53,\"issues\":"
	    "[1,2]}",
	    "?startAt=50", "", "?startAt=52", "[1,2]" },
	{ "and by the items that came, not those asked for",
	    "{\"startAt\":50,\"maxResults\":50,\"total\":53,\"issues\":"
	    "[1,2,3]}",
	    "?startAt=50", "", NULL, "[1,2,3]" },
	{ "goes on without any total",
	    "{\"startAt\":3,\"maxResults\":1,\"worklogs\":[1]}", "", "",
	    "?startAt=4", "[1]" },
	{ "until nothing comes", "{\"startAt\":3,\"comments\":[]}", "", "",
	    NULL, "[]" },
	{ "knows a token",
	    "{\"issues\":[{}],\"nextPageToken\":\"a b&c\",\"isLast\":false}",
	    "?jql=x", "", "?jql=x&nextPageToken=a%20b%26c", "[{}]" },
	{ "that replaces the one before",
	    "{\"issues\":[{}],\"nextPageToken\":\"n\"}",
	    "?nextPageToken=m&jql=x", "", "?jql=x&nextPageToken=n", "[{}]" },
	{ "in a body, as it is written",
	    "{\"issues\":[{}],\"nextPageToken\":\"\\u00e9\\n\"}", "",
	    "{\"jql\":\"x\",\"n\":1.0}",
	    "{\"jql\":\"x\",\"n\":1.0,\"nextPageToken\":\"\\u00e9\\n\"}",
	    "[{}]" },
	{ "ends where the token is null",
	    "{\"issues\":[{}],\"nextPageToken\":null}", "", "", NULL, "[{}]" },
	{ "or empty", "{\"issues\":[{}],\"nextPageToken\":\"\"}", "", "", NULL,
	    "[{}]" },
	{ "or missing", "{\"issues\":[{}],\"isLast\":true}", "", "", NULL,
	    "[{}]" },
	{ "knows a list within the answer",
	    "{\"statusId\":\"1\",\"projects\":{\"nextPageToken\":\"t\","
	    "\"values\":[{\"id\":\"2\"}]}}",
	    "", "", "?nextPageToken=t", "[{\"id\":\"2\"}]" },
	{ "and its end", "{\"statusId\":\"1\",\"projects\":{\"values\":[3]}}",
	    "", "", NULL, "[3]" },
	{ "knows a cursor",
	    "{\"cursor\":\"a\",\"nextPageCursor\":\"b\",\"last\":false,"
	    "\"size\":1,\"total\":2,\"values\":[1]}",
	    "?cursor=a", "", "?cursor=b", "[1]" },
	{ "knows nextPage beside since",
	    "{\"since\":1,\"until\":2,\"lastPage\":false,\"nextPage\":"
	    "\"https://jira.example/jira/rest/api/2/list?since=2\","
	    "\"values\":[]}",
	    "?since=1", "", "?since=2", "[]" },
	{ "knows next",
	    "{\"maxResults\":1,\"next\":\"/list?after=2\","
	    "\"values\":[1]}",
	    "?after=1&x=y", "", "?x=y&after=2", "[1]" },
	{ "knows offset and limit",
	    "{\"offset\":0,\"limit\":1,\"total\":3,\"records\":[1]}", "", "",
	    "?offset=1", "[1]" },
	{ "knows _links.next",
	    "{\"size\":1,\"start\":0,\"limit\":1,\"isLastPage\":false,"
	    "\"_expands\":[],\"_links\":{\"next\":"
	    "\"https://other.example/list?start=1&limit=1#x\"},"
	    "\"values\":[1]}",
	    "", "", "?start=1&limit=1", "[1]" },
	{ "goes by start without a link",
	    "{\"size\":1,\"start\":4,\"limit\":1,\"isLastPage\":false,"
	    "\"values\":[1]}",
	    "?start=4", "", "?start=5", "[1]" },
	{ "knows a bare array", "[1,2]", "?startAt=5&x=y", "", "?x=y&startAt=7",
	    "[1,2]" },
	{ "which begins with nothing", "[1,2]", "", "", "?startAt=2", "[1,2]" },
	{ "and ends with nothing", "[]", "?startAt=5", "", NULL, "[]" },
	{ "takes the known one of two lists",
	    "{\"startAt\":0,\"total\":1,\"createMetaIssueType\":[9],"
	    "\"issueTypes\":[1]}",
	    "", "", NULL, "[1]" },
	{ "takes the only list", "{\"total\":1,\"users\":[1]}", "", "", NULL,
	    "[1]" },
	{ "takes no issue for a list",
	    "{\"id\":\"1\",\"fields\":{},\"changelog\":{\"startAt\":0,"
	    "\"total\":99,\"histories\":[1]}}",
	    "", "", NULL, NULL },
	{ "takes none of two lists", "{\"a\":[],\"b\":[]}", "", "", NULL,
	    NULL },
	{ "takes no string for a number", "{\"startAt\":\"0\",\"values\":[1]}",
	    "", "", NULL, "[1]" },
	{ "reads a page that is laid out",
	    "{ \"startAt\" : 0 ,\n"
	    " \"issues\" : [ 1 , 2 ] }",
	    "", "", "?startAt=2", "[ 1 , 2 ]" },
};

static const struct {
	const char *sentence, *page, *message;
} refused[] = {
	{ "refuses a negative place", "{\"startAt\":-1,\"values\":[1]}",
	    "the page's startAt is not a number of items" },
	{ "refuses a fraction", "{\"startAt\":0.5,\"values\":[1]}",
	    "the page's startAt is not a number of items" },
	{ "refuses an exponent", "{\"startAt\":1e3,\"values\":[1]}",
	    "the page's startAt is not a number of items" },
	{ "refuses a huge total",
	    "{\"startAt\":0,\"total\":1000000000000000,\"values\":[1]}",
	    "the page's total is not a number of items" },
	{ "refuses an empty page before the end",
	    "{\"startAt\":2,\"total\":5,\"values\":[]}",
	    "an empty page that is not the last, after 2 of 5 items" },
	{ "also one that says so",
	    "{\"startAt\":2,\"isLast\":false,\"values\":[]}",
	    "an empty page that is not the last, after 2 items" },
	{ "refuses a page with no way on", "{\"isLast\":false,\"values\":[1]}",
	    "a page that is not the last, and does not tell the next" },
	{ "refuses a page without a list", "{\"startAt\":0,\"total\":5}",
	    "the answer is a page without a list" },
};

static void
check_page(size_t i)
{
	struct text text = { .name = "page", .syntax = TEXT_JSON };
	struct mem url = { 0 }, body = { 0 };
	struct page_request request = { &url, &body };
	struct page page;
	struct why why = { 0 };
	const char *next = pages[i].next, *items = pages[i].items;
	bool holds;

	mem_printf(&url, "%s%s", BASE, pages[i].query);
	mem_puts(&body, pages[i].body);
	holds =
	    text_read(&text, pages[i].page, strlen(pages[i].page), &why) == 0 &&
	    page_read(&page, &text, &why) == 0 && page.last == (next == NULL);
	if (holds && items == NULL)
		holds = page.items.kind == TEXT_NONE;
	else if (holds)
		holds = page.items.end - page.items.at == strlen(items) &&
		    memcmp(text.data + page.items.at, items, strlen(items)) ==
			0;
	if (holds && next != NULL) {
		holds = page_next(&page, &text, &request, &why) == 0 &&
		    strncmp(mem_str(&url), BASE, sizeof BASE - 1) == 0 &&
		    strcmp(*next == '{' ? mem_str(&body)
					: mem_str(&url) + sizeof BASE - 1,
			next) == 0;
	}
	it(pages[i].sentence, holds);
	mem_release(&url);
	mem_release(&body);
}

static void
check_refused(size_t i)
{
	struct text text = { .name = "page", .syntax = TEXT_JSON };
	struct page page;
	struct why why = { 0 };

	it(refused[i].sentence,
	    text_read(&text, refused[i].page, strlen(refused[i].page), &why) ==
		    0 &&
		page_read(&page, &text, &why) == -1 &&
		why.status == WHY_NONSENSE &&
		strcmp(why.msg, refused[i].message) == 0);
}

/* Pages of one letter each, as a token leads to them. */
static int
walk_through(const char *letters, struct page_walk *walk, struct why *why)
{
	struct mem url = { 0 }, body = { 0 }, bytes = { 0 };
	struct page_request request = { &url, &body };
	struct text text;
	struct page page;
	int rv = 0;

	mem_puts(&url, BASE);
	for (; *letters != '\0' && rv == 0; letters++) {
		text = (struct text){ .name = "page", .syntax = TEXT_JSON };
		mem_cut(&bytes, 0);
		mem_printf(&bytes,
		    "{\"nextPageToken\":\"t\",\"values\":[%s%c%s]}",
		    *letters == ' ' ? "" : "\"", *letters,
		    *letters == ' ' ? "" : "\"");
		if ((rv = text_read(&text, mem_str(&bytes), bytes.len, why)) ==
			0 &&
		    (rv = page_read(&page, &text, why)) == 0)
			rv = page_walk_add(walk, &page, &text, &request, why);
	}
	mem_release(&url);
	mem_release(&body);
	mem_release(&bytes);
	return rv;
}

static void
check_walk(
    const char *sentence, const char *letters, uint64_t pages_seen, bool good)
{
	struct page_walk walk = { 0 };
	struct why why = { 0 };
	const int rv = walk_through(letters, &walk, &why);

	it(sentence,
	    rv == (good ? 0 : -1) && walk.pages == pages_seen &&
		(good || why.status == WHY_NONSENSE));
}

static void
check_compact(const char *sentence, const char *from, const char *to)
{
	struct text text = { .name = "text", .syntax = TEXT_JSON };
	struct mem mem = { 0 };
	struct why why;

	if (text_read(&text, from, strlen(from), &why) == 0)
		text_compact(&text, text.root, &mem);
	it(sentence, strcmp(mem_str(&mem), to) == 0);
	mem_release(&mem);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof pages / sizeof pages[0]; i++)
		check_page(i);
	for (i = 0; i < sizeof refused / sizeof refused[0]; i++)
		check_refused(i);
	check_walk("walks through pages that differ", "abcdefgh", 8, true);
	check_walk("stops at the same page again", "abb", 3, false);
	check_walk("and at a circle of two", "ababababab", 4, false);
	check_walk("and at a longer one", "xyabcdeabcdeabcde", 13, false);
	check_walk("bears some empty pages", "a          b", 12, true);
	check_walk("but not many", "a           b", 12, false);
	check_compact("takes white space out",
	    " {\n\t\"a b\" : [ 1 ,\r\n\"\\\" \\\\\" , { } ] } ",
	    "{\"a b\":[1,\"\\\" \\\\\",{}]}");
	check_compact("leaves numbers and escapes", "[1.0e+2,-0,\"\\u0041\"]",
	    "[1.0e+2,-0,\"\\u0041\"]");
	check_compact("looks past many bytes",
	    "[\"                                                              "
	    "                                                                \""
	    " , \"          \\\"                                              "
	    "     \" ]",
	    "[\"                                                              "
	    "                                                                \""
	    ",\"          \\\"                                              "
	    "     \"]");
	return finish();
}
