/* Whatever a page says: a next one of the same list, an end, or a refusal. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "page.h"
#include "page_next.h"
#include "page_walk.h"
#include "text.h"
#include "url.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static const char base[] = "http://jira.example/rest/list";

static bool
is_object(const struct mem *body)
{
	struct text text = { .name = "body", .syntax = TEXT_JSON };
	struct why why;

	return text_read(&text, mem_str(body), body->len, &why) == 0 &&
	    text.root.kind == TEXT_OBJECT;
}

/* The resource is the same, and the body still what it was. */
static void
want_same(
    const struct page *page, const struct page_request *request, bool object)
{
	struct url url;
	struct why why;
	uint64_t number;

	if (url_split(&url, mem_str(request->url), &why) == -1 ||
	    url.base.len != sizeof base - 1 ||
	    memcmp(url.base.at, base, url.base.len) != 0)
		abort();
	if (is_object(request->body) != object)
		abort();
	if (page->shape == PAGE_OFFSET &&
	    (!page_asked(request, page->parameter, &number) ||
		number != page->offset + page->count))
		abort();
}

static void
want_compact(const struct text *text, struct value items)
{
	struct text line = { .name = "item", .syntax = TEXT_JSON };
	struct mem mem = { 0 };
	struct why why;

	text_compact(text, items, &mem);
	if (memchr(mem_str(&mem), '\n', mem.len) != NULL ||
	    text_read(&line, mem_str(&mem), mem.len, &why) == -1 ||
	    !text_same(&line, line.root, text, items))
		abort();
	mem_release(&mem);
}

static void
refused(const struct why *why)
{
	if ((why->status != WHY_NONSENSE && why->status != WHY_USAGE) ||
	    why->msg[0] == '\0')
		abort();
}

/* A query or a body, a line feed, and pages, each of them a line. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct mem url = { 0 }, body = { 0 }, copy = { 0 };
	struct page_request request = { &url, &body };
	struct page_walk walk = { 0 };
	struct page page;
	struct text text;
	struct url parts;
	struct why why = { 0 };
	char *rest, *line;
	bool object;

	mem_add(&copy, data, len);
	rest = copy.data;
	if ((line = strsep(&rest, "\n")) == NULL)
		goto out;
	mem_puts(&url, base);
	if (*line == '{')
		mem_puts(&body, line);
	else
		mem_printf(&url, "?%s", line);
	if (url_split(&parts, mem_str(&url), &why) == -1 ||
	    parts.base.len != sizeof base - 1)
		goto out;
	object = is_object(&body);
	while ((line = strsep(&rest, "\n")) != NULL) {
		text = (struct text){ .name = "page", .syntax = TEXT_JSON };
		if (text_read(&text, line, strlen(line), &why) == -1)
			break;
		why = (struct why){ 0 };
		if (page_read(&page, &text, &why) == -1 ||
		    page_walk_add(&walk, &page, &text, &request, &why) == -1) {
			refused(&why);
			break;
		}
		if (page.items.kind != TEXT_NONE)
			want_compact(&text, page.items);
		if (page.last)
			break;
		if (page_next(&page, &text, &request, &why) == -1) {
			refused(&why);
			break;
		}
		want_same(&page, &request, object);
	}
out:
	mem_release(&url);
	mem_release(&body);
	mem_release(&copy);
	return 0;
}
