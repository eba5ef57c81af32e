/* applink_report: say what became of an application link. */

#include <string.h>

#include "applink.h"
#include "applink_report.h"
#include "mem.h"
#include "text.h"

/* The words for what differs, each between quote and parted by commas. */
static void
add_words(
    struct mem *out, unsigned int differs, const char *quote, const char *comma)
{
	const char *before = "";
	unsigned int bit;

	for (bit = 1; bit < APPLINK_ALL; bit <<= 1)
		if ((differs & bit) != 0) {
			mem_printf(out, "%s%s%s%s", before, quote,
			    applink_word(bit), quote);
			before = comma;
		}
}

void
applink_report(const struct applink_outcome *outcome, struct mem *out)
{
	mem_add(out, outcome->diff.data, outcome->diff.len);
	mem_puts(out, outcome->changed ? "changed" : "unchanged");
	if (outcome->differs != 0)
		mem_puts(out, ": ");
	add_words(out, outcome->differs, "", ", ");
	mem_putc(out, '\n');
}

void
applink_report_json(const struct applink_outcome *outcome,
    const char *consumer_key, bool diff, struct mem *out)
{
	mem_printf(out, "{\"changed\":%s,\"consumerKey\":",
	    outcome->changed ? "true" : "false");
	text_quote(out, consumer_key, strlen(consumer_key));
	if (outcome->id.len > 0) {
		mem_puts(out, ",\"id\":");
		text_quote(out, outcome->id.data, outcome->id.len);
	}
	mem_puts(out, ",\"differs\":[");
	add_words(out, outcome->differs, "\"", ",");
	mem_printf(out, "],\"proven\":%s", outcome->proven ? "true" : "false");
	if (diff) {
		mem_puts(out, ",\"diff\":");
		text_quote(out, mem_str(&outcome->diff), outcome->diff.len);
	}
	mem_puts(out, "}\n");
}
