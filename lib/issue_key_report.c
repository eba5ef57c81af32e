/* issue_key_report: what was found, where that can only be said at the end. */

#include <inttypes.h>
#include <string.h>

#include "issue_key_report.h"
#include "issue_key_set.h"
#include "mem.h"

/* The bytes of the key that begins so far into the text; 0 after the last. */
static size_t
key_at(const struct issue_key_set *found, size_t at)
{
	const char *const key = mem_str(&found->text) + at;
	const char *end;

	if (at == found->text.len)
		return 0;
	end = memchr(key, found->end, found->text.len - at);
	return (size_t)(end - key);
}

void
issue_key_report(const struct issue_key_set *found, struct mem *out)
{
	const char *const text = mem_str(&found->text);
	size_t at, len;

	for (at = 0; (len = key_at(found, at)) > 0; at += len + 1) {
		mem_add(out, text + at, len);
		mem_printf(out, "\t%" PRIu64,
		    issue_key_set_times(found, text + at, len));
		mem_putc(out, found->end);
	}
}

void
issue_key_report_json(
    const struct issue_key_set *found, bool count, struct mem *out)
{
	const char *const text = mem_str(&found->text);
	size_t at, len;

	mem_putc(out, count ? '{' : '[');
	for (at = 0; (len = key_at(found, at)) > 0; at += len + 1) {
		mem_puts(out, at == 0 ? "\"" : ",\"");
		mem_add(out, text + at, len);
		mem_putc(out, '"');
		if (count)
			mem_printf(out, ":%" PRIu64,
			    issue_key_set_times(found, text + at, len));
	}
	mem_puts(out, count ? "}\n" : "]\n");
}
