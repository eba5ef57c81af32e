/* pat_show: personal access tokens, for people and programs; see pat.h. */

#include "mem.h"
#include "pat.h"
#include "plain.h"
#include "text.h"
#include "when.h"

static void
add_cell(struct mem *out, int64_t when)
{
	struct mem cell = { 0 };

	if (when == 0)
		mem_putc(&cell, '-');
	else
		when_print(&cell, when);
	mem_printf(out, "  %-20s", mem_str(&cell));
	mem_release(&cell);
}

void
pats_table(const struct pats *pats, struct mem *out)
{
	const struct pat *pat;
	size_t i;

	if (pats->count > 0)
		mem_printf(out, "%-8s  %-20s  %-20s  %-20s  %s\n", "ID",
		    "CREATED", "ENDS", "LAST USED", "NAME");
	for (i = 0; i < pats->count; i++) {
		pat = &pats->list[i];
		mem_printf(out, "%-8s", mem_str(&pat->id));
		add_cell(out, pat->created);
		add_cell(out, pat->expires);
		add_cell(out, pat->used);
		mem_puts(out, "  ");
		plain_add(out, &pat->name);
		mem_putc(out, '\n');
	}
}

static void
add_time(struct mem *out, const char *name, int64_t when)
{
	mem_printf(out, ",\"%s\":", name);
	when_quote(out, when);
}

void
pats_json(const struct pats *pats, struct mem *out)
{
	const struct pat *pat;
	size_t i;

	for (i = 0; i < pats->count; i++) {
		pat = &pats->list[i];
		mem_printf(out, "{\"id\":\"%s\",\"name\":", mem_str(&pat->id));
		text_quote(out, mem_str(&pat->name), pat->name.len);
		add_time(out, "createdAt", pat->created);
		add_time(out, "expiresAt", pat->expires);
		add_time(out, "lastUsedAt", pat->used);
		mem_puts(out, "}\n");
	}
}
