/* compact: a value as strict JSON without a needless byte. */

#include <stdbool.h>

#include "compact.h"
#include "mem.h"
#include "text.h"

static void
add_scalar(const struct text *text, struct value value, struct mem *mem)
{
	struct mem plain = { 0 };

	if (value.kind != TEXT_STRING || text->syntax != TEXT_HJSON) {
		mem_add(mem, text->data + value.at, value.end - value.at);
		return;
	}
	text_string(text, value, &plain);
	text_quote(mem, mem_str(&plain), plain.len);
	if (plain.failed)
		mem->failed = true;
	mem_release(&plain);
}

static void
add(const struct text *text, struct value value, bool nulls, struct mem *mem)
{
	const bool object = value.kind == TEXT_OBJECT;
	struct member member = { 0 };
	bool first = true;

	if (!object && value.kind != TEXT_ARRAY) {
		add_scalar(text, value, mem);
		return;
	}
	mem_putc(mem, object ? '{' : '[');
	while (text_next(text, value, &member)) {
		if (object && !nulls && member.value.kind == TEXT_NULL)
			continue;
		if (!first)
			mem_putc(mem, ',');
		first = false;
		if (object) {
			add_scalar(text, member.name, mem);
			mem_putc(mem, ':');
		}
		add(text, member.value, nulls || !object, mem);
	}
	mem_putc(mem, object ? '}' : ']');
}

void
compact_value(const struct text *text, struct value value, struct mem *mem)
{
	add(text, value, true, mem);
}

void
compact_patch(const struct text *text, struct value value, struct mem *mem)
{
	add(text, value, false, mem);
}
