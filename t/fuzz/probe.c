/*
 * Whatever a server says of itself, the report is JSON, the table steers no
 * terminal, and the command to take next is one line.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "probe.h"
#include "probe_site.h"
#include "probe_ways.h"
#include "text.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
want_json(const struct mem *out)
{
	struct text text = { .name = "report", .syntax = TEXT_JSON };
	struct why why = { 0 };

	if (text_read(&text, mem_str(out), out->len, &why) == -1 ||
	    text.root.kind != TEXT_OBJECT)
		abort();
	if (memchr(out->data, '\n', out->len) != out->data + out->len - 1)
		abort();
}

static void
want_plain(const struct mem *out)
{
	size_t i;

	for (i = 0; i < out->len; i++)
		if (((unsigned char)out->data[i] < ' ' &&
			out->data[i] != '\n') ||
		    out->data[i] == 0x7f)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct probe probe = { 0 };
	struct mem body = { 0 }, out = { 0 };

	mem_add(&body, data, len);
	if (probe_site_read(&probe.site, &body, 1700000000, 1700000001)) {
		mem_puts(&probe.site.url, "https://jira.example.com/jira");
		probe.ways.offered[CONN_PAT] = PROBE_YES;
		probe_report(&probe, &out);
		want_json(&out);
		mem_cut(&out, 0);
		probe_table(&probe, &out);
		want_plain(&out);
	}
	probe_release(&probe);
	mem_release(&body);
	mem_release(&out);
	return 0;
}
