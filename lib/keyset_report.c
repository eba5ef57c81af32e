/* keyset_report: say what became of a key set. */

#include "keyset.h"
#include "keyset_report.h"
#include "mem.h"
#include "text.h"

void
keyset_report(const struct keyset *set, struct mem *out)
{
	size_t i;

	if (!set->changed)
		mem_puts(out, "unchanged\n");
	for (i = 0; i < KEYSET_FILES; i++)
		if (set->files[i].change != BUNDLE_SAME)
			mem_printf(out, "%s %s/%s\n",
			    set->files[i].change == BUNDLE_MADE ? "made"
								: "replaced",
			    set->bundle.dir, set->files[i].name);
	if (set->kept.len > 0)
		mem_printf(out, "kept %s\n", mem_str(&set->kept));
}

void
keyset_report_diff(const struct keyset *set, struct mem *out)
{
	const struct keyset_file *file;

	if (!set->changed)
		return;
	mem_printf(out, "--- %s\n+++ %s\n", set->bundle.dir, set->bundle.dir);
	for (file = set->files; file < set->files + KEYSET_FILES; file++) {
		if (file->change == BUNDLE_REPLACED)
			mem_printf(out, "-%s\n", file->name);
		if (file->change != BUNDLE_SAME)
			mem_printf(out, "+%s\n", file->name);
	}
}

static void
add_diff(const struct keyset *set, struct mem *out)
{
	struct mem diff = { 0 };

	keyset_report_diff(set, &diff);
	mem_puts(out, ",\"diff\":");
	text_quote(out, mem_str(&diff), diff.len);
	mem_release(&diff);
}

void
keyset_report_json(const struct keyset *set, bool diff, struct mem *out)
{
	struct mem path = { 0 };
	const char *comma = "";
	size_t i;

	mem_printf(out, "{\"changed\":%s,\"files\":[",
	    set->changed ? "true" : "false");
	for (i = 0; i < KEYSET_FILES; i++) {
		if (set->files[i].change == BUNDLE_SAME)
			continue;
		mem_cut(&path, 0);
		mem_printf(&path, "%s/%s", set->bundle.dir, set->files[i].name);
		mem_puts(out, comma);
		text_quote(out, mem_str(&path), path.len);
		comma = ",";
	}
	mem_putc(out, ']');
	if (set->kept.len > 0) {
		mem_puts(out, ",\"kept\":");
		text_quote(out, mem_str(&set->kept), set->kept.len);
	}
	if (diff)
		add_diff(set, out);
	mem_puts(out, "}\n");
	mem_release(&path);
}
