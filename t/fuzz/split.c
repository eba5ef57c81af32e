/*
 * A stream gives the same values however it is cut; what is well formed gives
 * its value, and any stream comes to its end.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "split.h"
#include "text.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Add what is found, in a form that can be compared. */
static void
add_item(struct mem *all, enum split_found found, const struct split_item *item)
{
	if (found == SPLIT_VALUE) {
		mem_printf(all, "value %zu: ", item->line);
		mem_add(all, item->data, item->len);
	} else {
		mem_printf(all, "bad %zu: %s", item->line, item->wrong);
	}
	mem_putc(all, '\n');
}

/* Split it into pieces of step bytes. */
static void
split_all(const uint8_t *data, size_t len, size_t step, struct mem *all)
{
	struct split split = { 0 };
	struct split_item item;
	struct why why = { 0 };
	enum split_found found;
	size_t at = 0, some;
	char *room;

	while ((found = split_next(&split, &item)) != SPLIT_END) {
		if (found != SPLIT_MORE) {
			add_item(all, found, &item);
			continue;
		}
		some = len - at < step ? len - at : step;
		if ((room = split_room(&split, &why)) == NULL)
			abort();
		if (some > 0)
			memcpy(room, data + at, some);
		split_grew(&split, some);
		at += some;
	}
	if (at != len)
		abort();
	split_release(&split);
}

/* One value that is well formed is one value, or those of its array. */
static void
want_value(const uint8_t *data, size_t len, const struct mem *all)
{
	struct text text = { .name = "<fuzz>", .syntax = TEXT_JSON };
	struct member item = { 0 };
	struct mem want = { 0 };
	struct why why = { 0 };
	const char *s = mem_str(all);

	if (text_read(&text, (const char *)data, len, &why) == -1)
		return;
	if (text.root.kind != TEXT_ARRAY)
		item.value = text.root;
	while (text.root.kind != TEXT_ARRAY ||
	    text_next(&text, text.root, &item)) {
		if (strncmp(s, "value ", 6) != 0 ||
		    (s = strstr(s, ": ")) == NULL)
			abort();
		mem_cut(&want, 0);
		mem_add(&want, text.data + item.value.at,
		    item.value.end - item.value.at);
		mem_putc(&want, '\n');
		if (strncmp(s + 2, mem_str(&want), want.len) != 0)
			abort();
		s += 2 + want.len;
		if (text.root.kind != TEXT_ARRAY)
			break;
	}
	if (*s != '\0')
		abort();
	mem_release(&want);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct mem whole = { 0 }, cut = { 0 };

	if (len > SPLIT_BLOCK)
		return 0;
	split_all(data, len, SPLIT_BLOCK, &whole);
	split_all(data, len, 1 + len % 5, &cut);
	if (whole.len != cut.len ||
	    memcmp(mem_str(&whole), mem_str(&cut), whole.len) != 0)
		abort();
	want_value(data, len, &whole);
	mem_release(&whole);
	mem_release(&cut);
	return 0;
}
