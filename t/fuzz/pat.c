/* What Jira says of tokens fits into a header, a path and a table. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "pat.h"
#include "text.h"
#include "when.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
want(bool holds)
{
	if (!holds)
		abort();
}

static void
want_pat(const struct pat *pat)
{
	const char *c;

	want(pat->id.len > 0 && pat->id.len <= PAT_ID_MAX);
	want(strlen(pat->id.data) == pat->id.len);
	want(strpbrk(pat->id.data, "/.?#% \t\n\"\\") == NULL);
	want(pat->created >= 0 && pat->created <= WHEN_MAX);
	want(pat->expires >= 0 && pat->expires <= WHEN_MAX);
	want(pat->used >= 0 && pat->used <= WHEN_MAX);
	want(strlen(mem_str(&pat->secret)) == pat->secret.len);
	for (c = mem_str(&pat->secret); *c != '\0'; c++)
		want(*c > ' ' && *c < 0x7f);
}

/* A line for each, which is JSON; and a table that steers no terminal. */
static void
want_shown(const struct pats *pats)
{
	struct mem out = { 0 };
	struct text text = { .name = "line", .syntax = TEXT_JSON };
	struct why why = { 0 };
	const char *line, *end;
	size_t lines = 0;

	pats_json(pats, &out);
	for (line = mem_str(&out); *line != '\0'; line = end + 1, lines++) {
		want((end = strchr(line, '\n')) != NULL);
		want(text_read(&text, line, (size_t)(end - line), &why) == 0);
	}
	want(lines == pats->count);
	mem_cut(&out, 0);
	pats_table(pats, &out);
	for (line = mem_str(&out), lines = 0; *line != '\0'; line++) {
		want((unsigned char)*line >= ' ' || *line == '\n');
		lines += *line == '\n';
	}
	want(lines == (pats->count == 0 ? 0 : pats->count + 1));
	mem_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct pats pats = { 0 };
	struct pat pat = { 0 };
	struct why why = { 0 };
	size_t i;

	if (pat_parse(&pat, (const char *)data, len, &why) == 0) {
		want(pat.secret.len > 0 && pat.secret.len <= PAT_SECRET_MAX);
		want_pat(&pat);
	} else {
		want(why.status == WHY_NONSENSE && why.msg[0] != '\0');
		want(pat.id.len == 0 || strpbrk(pat.id.data, "/.") == NULL);
	}
	if (pats_parse(&pats, (const char *)data, len, &why) == 0) {
		for (i = 0; i < pats.count; i++)
			want_pat(&pats.list[i]);
		want_shown(&pats);
	} else
		want(why.status == WHY_NONSENSE && why.msg[0] != '\0');
	pat_release(&pat);
	pats_release(&pats);
	return 0;
}
