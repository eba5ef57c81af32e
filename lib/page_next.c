/* page_next: the request for the page after one. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "mem.h"
#include "page.h"
#include "page_next.h"
#include "text.h"
#include "url.h"
#include "why.h"

static struct piece
piece_of(const struct mem *mem)
{
	return (struct piece){ mem_str(mem), mem->len };
}

/* Names are the same if they are so once they are decoded. */
static bool
is_same(struct piece a, struct piece b)
{
	struct mem x = { 0 }, y = { 0 };
	bool same;

	if (a.len == b.len && memcmp(a.at, b.at, a.len) == 0)
		return true;
	url_decode(&x, a.at, a.len, true);
	url_decode(&y, b.at, b.len, true);
	same = x.len == y.len && memcmp(mem_str(&x), mem_str(&y), x.len) == 0;
	mem_release(&x);
	mem_release(&y);
	return same;
}

static bool
find_pair(struct piece query, struct piece wanted, struct piece *value)
{
	struct piece name;

	while (url_next_pair(&query, &name, value))
		if (is_same(name, wanted))
			return true;
	return false;
}

/* Put the pairs of more in the place of those of the same names. */
static int
merge_query(struct mem *url, struct piece more, struct why *why)
{
	struct mem merged = { 0 };
	struct piece name, value, known, rest;
	struct url parts;
	char mark = '?';

	if (url_split(&parts, mem_str(url), why) == -1)
		return -1;
	mem_add(&merged, parts.base.at, parts.base.len);
	for (rest = parts.query; url_next_pair(&rest, &name, &value);) {
		if (find_pair(more, name, &known))
			continue;
		mem_putc(&merged, mark);
		/* As it stands: with its equals sign, or without. */
		mem_add(
		    &merged, name.at, (size_t)(value.at + value.len - name.at));
		mark = '&';
	}
	mem_putc(&merged, mark);
	mem_add(&merged, more.at, more.len);
	mem_release(url);
	*url = merged;
	if (mem_check(url, why) == -1)
		return -1;
	if (url_split(&parts, mem_str(url), why) == -1)
		return why_setx(why, WHY_NONSENSE,
		    "the next page has no address that can be asked");
	return 0;
}

static int
set_member(
    struct mem *body, const char *name, const struct mem *json, struct why *why)
{
	struct text text = { .name = "the body", .syntax = TEXT_JSON };
	struct mem pointer = { 0 }, changed = { 0 };
	struct edit *edit = NULL;
	int rv = -1;

	mem_printf(&pointer, "/%s", name);
	if (text_read(&text, mem_str(body), body->len, why) == -1 ||
	    text.root.kind != TEXT_OBJECT) {
		why_setx(why, WHY_USAGE,
		    "the body is no JSON object, in which pages could be "
		    "asked for");
		goto out;
	}
	if ((edit = edit_new(&text, why)) == NULL)
		goto out;
	edit_allow_duplicates(edit);
	if (edit_set(edit, mem_str(&pointer), mem_str(json), json->len, why) ==
	    -1)
		goto out;
	edit_text(edit, &changed);
	if (mem_check(&changed, why) == -1)
		goto out;
	mem_release(body);
	*body = changed;
	changed = (struct mem){ 0 };
	rv = 0;
out:
	edit_free(edit);
	mem_release(&pointer);
	mem_release(&changed);
	return rv;
}

/* Set one parameter, where it is already; or in the body, if there is one. */
static int
set_parameter(struct page_request *request, const char *name,
    const struct mem *value, const struct mem *json, struct why *why)
{
	const struct piece wanted = { name, strlen(name) };
	struct mem pair = { 0 };
	struct piece known;
	struct url parts;
	int rv;

	if (url_split(&parts, mem_str(request->url), why) == -1)
		return -1;
	if (request->body->len > 0 && !find_pair(parts.query, wanted, &known))
		return set_member(request->body, name, json, why);
	mem_printf(&pair, "%s=", name);
	url_encode(&pair, mem_str(value), value->len);
	if ((rv = mem_check(&pair, why)) == 0)
		rv = merge_query(request->url, piece_of(&pair), why);
	mem_release(&pair);
	return rv;
}

static int
next_offset(
    const struct page *page, struct page_request *request, struct why *why)
{
	struct mem number = { 0 };
	uint64_t offset = page->offset;
	int rv;

	/* An array does not say where it begins, but its request does. */
	if (page->shape == PAGE_ARRAY &&
	    !page_asked(request, page->parameter, &offset))
		offset = 0;
	mem_printf(&number, "%" PRIu64, offset + page->count);
	rv = set_parameter(request, page->parameter, &number, &number, why);
	mem_release(&number);
	return rv;
}

static int
next_token(const struct page *page, const struct text *text,
    struct page_request *request, struct why *why)
{
	struct mem token = { 0 }, json = { 0 };
	int rv;

	text_string(text, page->next, &token);
	mem_add(
	    &json, text->data + page->next.at, page->next.end - page->next.at);
	rv = set_parameter(request, page->parameter, &token, &json, why);
	mem_release(&token);
	mem_release(&json);
	return rv;
}

/* The last step of a path, whatever stands before it at another host. */
static struct piece
last_step(struct piece path)
{
	const char *end = path.at + path.len, *p;

	if (path.len > 0 && end[-1] == '/')
		end--;
	for (p = end; p > path.at && p[-1] != '/';)
		p--;
	return (struct piece){ p, (size_t)(end - p) };
}

static bool
leads_here(struct piece link, const struct mem *url)
{
	struct url parts;
	struct why bad;

	return url_split(&parts, mem_str(url), &bad) == 0 &&
	    is_same(last_step(link), last_step(parts.path));
}

static int
next_link(const struct page *page, const struct text *text,
    struct page_request *request, struct why *why)
{
	struct mem link = { 0 };
	const char *query;
	int rv = -1;

	text_string(text, page->next, &link);
	if (mem_check(&link, why) == -1)
		goto out;
	mem_cut(&link, strcspn(mem_str(&link), "#"));
	query = strchr(mem_str(&link), '?');
	if (query == NULL || query[1] == '\0' ||
	    strlen(link.data) != link.len) {
		why_setx(why, WHY_NONSENSE,
		    "the link to the next page has no query");
		goto out;
	}
	if (!leads_here(
		(struct piece){ link.data, (size_t)(query - link.data) },
		request->url)) {
		why_setx(why, WHY_NONSENSE,
		    "the link to the next page leads to another resource");
		goto out;
	}
	query++;
	rv = merge_query(
	    request->url, (struct piece){ query, strlen(query) }, why);
out:
	mem_release(&link);
	return rv;
}

int
page_next(const struct page *page, const struct text *text,
    struct page_request *request, struct why *why)
{
	if (page->next.end - page->next.at > PAGE_NEXT_MAX)
		return why_setx(why, WHY_NONSENSE,
		    "what leads to the next page is longer than %d bytes",
		    PAGE_NEXT_MAX);
	if (page->shape == PAGE_TOKEN)
		return next_token(page, text, request, why);
	if (page->shape == PAGE_LINK)
		return next_link(page, text, request, why);
	return next_offset(page, request, why);
}

bool
page_guess(const struct page *page, struct page_request *request)
{
	struct page after = *page;
	struct why why;

	after.offset += page->count;
	return page->shape == PAGE_OFFSET && page->has_total &&
	    page->count > 0 && after.offset + page->count < page->total &&
	    next_offset(&after, request, &why) == 0;
}

static bool
read_number(struct piece digits, uint64_t *number)
{
	uint64_t n = 0;

	for (size_t i = 0; i < digits.len; i++) {
		if (digits.at[i] < '0' || digits.at[i] > '9' ||
		    n > (uint64_t)PAGE_NUMBER_MAX / 10)
			return false;
		n = n * 10 + (uint64_t)(digits.at[i] - '0');
	}
	*number = n;
	return digits.len > 0;
}

bool
page_asked(
    const struct page_request *request, const char *name, uint64_t *number)
{
	const struct piece wanted = { name, strlen(name) };
	struct text text = { .name = "the body", .syntax = TEXT_JSON };
	struct value member;
	struct piece value;
	struct url parts;
	struct why bad;

	if (url_split(&parts, mem_str(request->url), &bad) == 0 &&
	    find_pair(parts.query, wanted, &value))
		return read_number(value, number);
	if (request->body->len == 0 ||
	    text_read(
		&text, mem_str(request->body), request->body->len, &bad) == -1)
		return false;
	member = text_member(&text, text.root, name);
	return member.kind == TEXT_NUMBER &&
	    read_number(
		(struct piece){ text.data + member.at, member.end - member.at },
		number);
}
