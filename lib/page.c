/* page: a page of a list, and how the list goes on. */

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "text.h"
#include "why.h"

/* What is looked for in a page: in an order that the parts below count on. */
static const char *const names[] = {
	/* What may be the list where there is more than one array. */
	"values", "issues", "comments", "worklogs", "histories", "dashboards",
	"issueTypes", "fields", "records", "issueChangeLogs",
	/* Is it the last? */
	"isLast", "isLastPage", "lastPage", "last",
	/* What else a page says, and hardly anything but a page. */
	"startAt", "maxResults", "limit", "nextPage", "nextPageToken",
	"nextPageCursor",
	/* What others may say, too. */
	"start", "offset", "total", "next", "_links"
};

enum {
	VALUES = 0,
	LISTS = 10, /* the first so many */
	IS_LAST = LISTS,
	LAST = IS_LAST + 3,
	START_AT,
	MAX_RESULTS,
	LIMIT,
	NEXT_PAGE,
	NEXT_PAGE_TOKEN,
	NEXT_PAGE_CURSOR,
	START,
	OFFSET,
	TOTAL,
	NEXT,
	LINKS,
	NAMES
};

enum {
	DIGITS_MAX = 15 /* of PAGE_NUMBER_MAX */
};

/* An object's members by those names, found in one pass over it. */
struct facts {
	struct value at[NAMES];
	struct value array; /* the last of its arrays */
	unsigned int arrays;
};

/* What a page says about being the last. */
enum end {
	END_UNKNOWN,
	END_YES,
	END_NO
};

static void
read_facts(const struct text *text, struct value object, struct facts *facts)
{
	struct member member = { 0 };

	*facts = (struct facts){ 0 };
	if (object.kind != TEXT_OBJECT)
		return;
	while (text_next(text, object, &member)) {
		for (size_t i = 0; i < NAMES; i++)
			if (text_is(text, member.name, names[i]))
				facts->at[i] = member.value;
		if (member.value.kind == TEXT_ARRAY) {
			facts->array = member.value;
			facts->arrays++;
		}
	}
}

static bool
is_page(const struct facts *facts)
{
	for (size_t i = IS_LAST; i <= NEXT_PAGE_CURSOR; i++)
		if (i != LAST && facts->at[i].kind != TEXT_NONE)
			return true;
	return false;
}

/*
 * The object that is the page: the root, or where that has neither a list nor
 * anything of a page, the one object in it that holds a list of values.
 */
static void
find_page(const struct text *text, struct facts *facts)
{
	struct member member = { 0 };
	struct facts inner, found;
	unsigned int count = 0;

	read_facts(text, text->root, facts);
	if (is_page(facts) || facts->arrays > 0)
		return;
	while (text_next(text, text->root, &member)) {
		read_facts(text, member.value, &inner);
		if (inner.at[VALUES].kind == TEXT_ARRAY) {
			found = inner;
			count++;
		}
	}
	if (count == 1)
		*facts = found;
}

/* An array by a known name, or else the only one, or none. */
static struct value
find_items(const struct facts *facts)
{
	for (size_t i = 0; i < LISTS; i++)
		if (facts->at[i].kind == TEXT_ARRAY)
			return facts->at[i];
	return facts->arrays == 1 ? facts->array : (struct value){ 0 };
}

static uint64_t
count_items(const struct text *text, struct value items)
{
	struct member member = { 0 };
	uint64_t count = 0;

	while (text_next(text, items, &member))
		count++;
	return count;
}

/* Returns 1, 0 where there is no such number, or -1 and why. */
static int
read_number(const struct text *text, const struct facts *facts, size_t which,
    uint64_t *number, struct why *why)
{
	const struct value value = facts->at[which];
	const char *digits = text->data + value.at;
	const size_t len = value.end - value.at;

	if (value.kind != TEXT_NUMBER)
		return 0;
	*number = 0;
	for (size_t i = 0; i < len; i++) {
		if (len > DIGITS_MAX || digits[i] < '0' || digits[i] > '9')
			return why_setx(why, WHY_NONSENSE,
			    "the page's %s is not a number of items",
			    names[which]);
		*number = *number * 10 + (uint64_t)(digits[i] - '0');
	}
	return 1;
}

static enum end
read_end(const struct facts *facts)
{
	for (size_t i = IS_LAST; i <= LAST; i++) {
		if (facts->at[i].kind == TEXT_TRUE)
			return END_YES;
		if (facts->at[i].kind == TEXT_FALSE)
			return END_NO;
	}
	return END_UNKNOWN;
}

/* Take what continues the list, if it is a string that is not empty. */
static bool
take_string(struct page *page, struct value value, enum page_shape shape,
    const char *parameter)
{
	if (value.kind != TEXT_STRING || value.end - value.at <= 2)
		return false;
	page->shape = shape;
	page->parameter = parameter;
	page->next = value;
	return true;
}

static int
take_offset(struct page *page, const struct text *text,
    const struct facts *facts, size_t which, struct why *why)
{
	const int rv = read_number(text, facts, which, &page->offset, why);

	if (rv == 1) {
		page->shape = PAGE_OFFSET;
		page->parameter = names[which];
	}
	return rv;
}

/*
 * startAt says more than a link beside it, whose query may lack what was
 * asked; start says less, for some lists of Jira Service Management heed
 * nothing but the cursor in their link.
 */
static int
find_shape(struct page *page, const struct text *text,
    const struct facts *facts, struct why *why)
{
	const struct value link = text_member(text, facts->at[LINKS], "next");
	int rv;

	if (take_string(page, facts->at[NEXT_PAGE_TOKEN], PAGE_TOKEN,
		"nextPageToken") ||
	    take_string(
		page, facts->at[NEXT_PAGE_CURSOR], PAGE_TOKEN, "cursor"))
		return 0;
	if ((rv = take_offset(page, text, facts, START_AT, why)) != 0)
		return rv;
	if (take_string(page, facts->at[NEXT_PAGE], PAGE_LINK, NULL) ||
	    take_string(page, link, PAGE_LINK, NULL) ||
	    take_string(page, facts->at[NEXT], PAGE_LINK, NULL))
		return 0;
	if ((rv = take_offset(page, text, facts, START, why)) != 0)
		return rv;
	return take_offset(page, text, facts, OFFSET, why);
}

/* Where items are counted, the end can be told without its mark. */
static int
find_end_by_count(struct page *page, enum end end, struct why *why)
{
	const bool complete =
	    page->has_total && page->offset + page->count >= page->total;

	if (page->items.kind == TEXT_NONE)
		return why_setx(
		    why, WHY_NONSENSE, "the answer is a page without a list");
	page->last = complete && (end == END_UNKNOWN || page->count == 0);
	if (page->last || page->count > 0)
		return 0;
	if (page->has_total)
		return why_setx(why, WHY_NONSENSE,
		    "an empty page that is not the last, after %ju of %ju "
		    "items",
		    (uintmax_t)page->offset, (uintmax_t)page->total);
	if (end == END_NO)
		return why_setx(why, WHY_NONSENSE,
		    "an empty page that is not the last, after %ju items",
		    (uintmax_t)page->offset);
	page->last = true;
	return 0;
}

static int
find_end(struct page *page, enum end end, struct why *why)
{
	if (end == END_YES) {
		page->last = true;
		return 0;
	}
	switch (page->shape) {
	case PAGE_TOKEN:
	case PAGE_LINK:
		return 0;
	case PAGE_OFFSET:
		return find_end_by_count(page, end, why);
	case PAGE_WHOLE:
	case PAGE_ARRAY:
		break;
	}
	if (end == END_NO)
		return why_setx(why, WHY_NONSENSE,
		    "a page that is not the last, and does not tell the next");
	page->last = true;
	return 0;
}

static void
read_array(struct page *page, const struct text *text)
{
	page->shape = PAGE_ARRAY;
	page->parameter = "startAt";
	page->items = text->root;
	page->count = count_items(text, text->root);
	page->last = page->count == 0;
}

int
page_read(struct page *page, const struct text *text, struct why *why)
{
	struct facts facts;
	int rv;

	*page = (struct page){ 0 };
	if (text->root.kind == TEXT_ARRAY) {
		read_array(page, text);
		return 0;
	}
	find_page(text, &facts);
	page->items = find_items(&facts);
	page->count = count_items(text, page->items);
	if (find_shape(page, text, &facts, why) == -1)
		return -1;
	if ((rv = read_number(text, &facts, TOTAL, &page->total, why)) == -1)
		return -1;
	page->has_total = rv == 1;
	return find_end(page, read_end(&facts), why);
}
