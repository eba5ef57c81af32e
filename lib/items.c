/* items: what comes of pages. */

#include <stddef.h>

#include "items.h"
#include "json.h"
#include "mem.h"
#include "output.h"
#include "page.h"
#include "text.h"
#include "why.h"

bool
items_enough(const struct items *items)
{
	return items->limit > 0 && items->count >= items->limit;
}

/* Add an item: as a line, a program's lines, or an element of the document. */
static int
add_item(struct items *items, const struct text *text, struct value item,
    struct why *why)
{
	struct mem *out = &items->page;

	if (items->form == ITEMS_LINES && items->program != NULL) {
		if (json_print(items->program, text, item, out, why) == 0)
			return 0;
		return why_at(why, "item %ju", (uintmax_t)items->count + 1);
	}
	if (items->form == ITEMS_SLURP)
		mem_puts(out, items->count == 0 ? "[" : ",\n");
	text_compact(text, item, out);
	if (items->form == ITEMS_LINES)
		mem_putc(out, '\n');
	return mem_check(out, why);
}

static int
add_items(struct items *items, const struct page *page, const struct text *text,
    struct why *why)
{
	struct member member = { 0 };

	if (page->items.kind == TEXT_NONE && page->shape != PAGE_ARRAY)
		return why_setx(why, WHY_NONSENSE,
		    "the answer holds no list, or more than one");
	while (!items_enough(items) && text_next(text, page->items, &member)) {
		if (add_item(items, text, member.value, why) == -1)
			return -1;
		items->count++;
	}
	return 0;
}

static int
add_page(struct items *items, const struct page *page, const struct text *text,
    struct why *why)
{
	items->count += page->count;
	if (items->program != NULL)
		return json_print(
		    items->program, text, text->root, &items->page, why);
	mem_add(&items->page, text->data, text->len);
	return mem_check(&items->page, why);
}

/* A document for a program is kept until the end, any other is not. */
static int
write_out(struct items *items, struct why *why)
{
	if (items->form != ITEMS_SLURP || items->program == NULL)
		return output_write(
		    items->output, mem_str(&items->page), items->page.len, why);
	if (items->page.len > ITEMS_DOCUMENT_MAX - items->document.len)
		return why_setx(why, WHY_NONSENSE,
		    "a document of more than %d bytes", ITEMS_DOCUMENT_MAX);
	mem_add(&items->document, items->page.data, items->page.len);
	return mem_check(&items->document, why);
}

int
items_put(struct items *items, const struct page *page, const struct text *text,
    struct why *why)
{
	mem_cut(&items->page, 0);
	if (items->form == ITEMS_PAGES) {
		if (add_page(items, page, text, why) == -1)
			return -1;
	} else if (add_items(items, page, text, why) == -1) {
		return -1;
	}
	return write_out(items, why);
}

static int
print_document(struct items *items, struct why *why)
{
	struct text text = { .name = "<items>", .syntax = TEXT_JSON };

	if (text_read(&text, mem_str(&items->document), items->document.len,
		why) == -1)
		return -1;
	mem_cut(&items->page, 0);
	if (json_print(items->program, &text, text.root, &items->page, why) ==
	    -1)
		return -1;
	return output_write(
	    items->output, mem_str(&items->page), items->page.len, why);
}

int
items_finish(struct items *items, struct why *why)
{
	if (items->form != ITEMS_SLURP)
		return 0;
	mem_cut(&items->page, 0);
	mem_puts(&items->page, items->count == 0 ? "[]\n" : "]\n");
	if (mem_check(&items->page, why) == -1 || write_out(items, why) == -1)
		return -1;
	return items->program == NULL ? 0 : print_document(items, why);
}

void
items_release(struct items *items)
{
	mem_release(&items->page);
	mem_release(&items->document);
}
