/* page_walk: the pages of one list, and whether they can come to an end. */

#include <string.h>

#include "mem.h"
#include "page.h"
#include "page_next.h"
#include "page_walk.h"
#include "text.h"
#include "why.h"

enum {
	LANES = 4,
	STRIDE = LANES * 8 /* bytes */
};

static inline uint64_t
stir(uint64_t sum, const char *data)
{
	uint64_t word;

	memcpy(&word, data, sizeof word);
	sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return sum ^ sum >> 32;
}

/*
 * A number that stands for some bytes: equal where they are, and fast, as
 * four sums need not wait for one another.
 */
static uint64_t
digest(const char *data, size_t len)
{
	uint64_t sums[LANES] = { len, 1, 2, 3 }, sum = 0;
	char rest[STRIDE] = { 0 };
	size_t i;

	for (; len >= STRIDE; data += STRIDE, len -= STRIDE)
		for (i = 0; i < LANES; i++)
			sums[i] = stir(sums[i], data + i * sizeof sum);
	memcpy(rest, data, len);
	for (i = 0; i < LANES; i++) {
		sums[i] = stir(sums[i], rest + i * sizeof sum);
		sum = stir(sum, (const char *)&sums[i]);
	}
	return sum;
}

/*
 * Has the same page come before?  The last one is known, and the one whose
 * number was the last power of two: a circle of any length is met in the end
 * (Brent, "An Improved Monte Carlo Factorization Algorithm", 1980, 2).
 */
static bool
is_known(struct page_walk *walk, uint64_t page)
{
	const bool known =
	    walk->pages > 1 && (page == walk->last || page == walk->mark);

	walk->last = page;
	if ((walk->pages & (walk->pages - 1)) == 0)
		walk->mark = page;
	return known;
}

/* Is it as long as it was asked to be, so that others may follow? */
static bool
is_full(const struct page *page, const struct page_request *request)
{
	uint64_t size;

	return page_asked(request, "maxResults", &size) && size == page->count;
}

static int
check_repeated(struct page_walk *walk, struct page *page,
    const struct text *text, const struct page_request *request,
    struct why *why)
{
	const bool listed = page->items.kind != TEXT_NONE;
	const struct value what = listed ? page->items : text->root;

	if ((listed && page->count == 0) ||
	    !is_known(walk, digest(text->data + what.at, what.end - what.at)))
		return 0;
	if (page->shape == PAGE_ARRAY && walk->pages == 2 &&
	    !is_full(page, request)) {
		page->last = true;
		page->count = 0;
		page->items = (struct value){ 0 };
		return 0;
	}
	return why_setx(why, WHY_NONSENSE,
	    "the same page came twice, after %ju items",
	    (uintmax_t)walk->items);
}

static int
check_offset(struct page_walk *walk, const struct page *page, struct why *why)
{
	const uint64_t expected = walk->expected;

	if (page->shape != PAGE_OFFSET)
		return 0;
	walk->expected = page->offset + page->count;
	if (expected == 0 || expected == page->offset)
		return 0;
	return why_setx(why, WHY_NONSENSE,
	    "the page from %ju on was asked for, and the one from %ju on came",
	    (uintmax_t)expected, (uintmax_t)page->offset);
}

static int
check_empty(struct page_walk *walk, const struct page *page, struct why *why)
{
	walk->empty = page->count == 0 ? walk->empty + 1 : 0;
	if (page->items.kind == TEXT_NONE || page->last ||
	    walk->empty <= PAGE_WALK_EMPTY_MAX)
		return 0;
	return why_setx(why, WHY_NONSENSE,
	    "%u empty pages, none of which is the last, after %ju items",
	    walk->empty, (uintmax_t)walk->items);
}

static void
note_total(struct page_walk *walk, const struct page *page)
{
	if (!page->has_total)
		return;
	if (walk->pages > 1 && walk->total != page->total)
		walk->moved = true;
	walk->total = page->total;
}

int
page_walk_add(struct page_walk *walk, struct page *page,
    const struct text *text, const struct page_request *request,
    struct why *why)
{
	if (walk->pages++ == PAGE_WALK_MAX)
		return why_setx(
		    why, WHY_NONSENSE, "more than %d pages", PAGE_WALK_MAX);
	if (check_offset(walk, page, why) == -1 ||
	    check_repeated(walk, page, text, request, why) == -1 ||
	    check_empty(walk, page, why) == -1)
		return -1;
	note_total(walk, page);
	walk->items += page->count;
	return 0;
}
