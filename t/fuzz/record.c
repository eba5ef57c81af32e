/*
 * Any value is filled in and held against each kind: what comes out is JSON,
 * filled in once, and what is wrong is said in JSON.  It is the same whether
 * others were laid out alike before, or not.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "record.h"
#include "record_fill.h"
#include "record_plan.h"
#include "text.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
want_items(const struct mem *items)
{
	struct text text = { .name = "<items>", .syntax = TEXT_JSON };
	struct member item = { 0 };
	struct mem json = { 0 };
	struct why why = { 0 };

	mem_printf(&json, "[%s]", mem_str(items));
	if (text_read(&text, json.data, json.len, &why) == -1)
		abort();
	while (text_next(&text, text.root, &item))
		if (text_member(&text, item.value, "message").kind !=
		    TEXT_STRING)
			abort();
	mem_release(&json);
}

/* What is made of a record. */
struct outcome {
	int rv;
	int64_t sequence;
	struct mem json, notes, errors, key;
	struct why why;
};

static void
prepare(struct record_plans *plans, const struct record_kind *kind,
    struct text *text, bool trim, struct outcome *outcome)
{
	struct record_plan *const plan = record_plan(plans, kind, text);
	const struct record_fill fill = { .sequence = "5",
		.time = "\"2023-11-14T22:13:20Z\"",
		.url = trim ? "https://ci/{id}/{pipelineId}/{environment.id}"
			    : NULL,
		.trim = trim };

	*outcome = (struct outcome){ 0 };
	(void)record_plan_key(plan, text, &outcome->key);
	(void)record_plan_sequence(plan, text, &outcome->sequence);
	outcome->rv = record_prepare(plan, &fill, text, &outcome->json,
	    &outcome->notes, &outcome->errors, &outcome->why);
}

static void
release(struct outcome *outcome)
{
	mem_release(&outcome->json);
	mem_release(&outcome->notes);
	mem_release(&outcome->errors);
	mem_release(&outcome->key);
}

static void
want_same(const struct mem *a, const struct mem *b)
{
	if (strcmp(mem_str(a), mem_str(b)) != 0)
		abort();
}

/* Filled in, it is JSON that is filled in; what was good stays so. */
static void
want_filled(struct record_plans *plans, const struct record_kind *kind,
    bool trim, const struct outcome *once)
{
	struct text text = { .name = "<record>", .syntax = TEXT_JSON };
	struct outcome twice;
	struct why why = { 0 };

	if (text_read(&text, once->json.data, once->json.len, &why) == -1)
		abort();
	prepare(plans, kind, &text, trim, &twice);
	if (twice.rv != once->rv || (once->rv == 0) != (once->errors.len == 0))
		abort();
	want_same(&twice.json, &once->json);
	want_same(&twice.errors, &once->errors);
	if (once->rv == 0 && twice.key.len == 0)
		abort();
	want_items(&once->notes);
	want_items(&once->errors);
	release(&twice);
}

/* What was known before changes nothing: as read without an index. */
static void
try_text(struct text_index *index, struct record_plans *plans,
    const struct record_kind *kind, bool trim, const char *data, size_t len)
{
	struct record_plans none = { 0 };
	struct text noted = {
		.name = "<record>", .syntax = TEXT_JSON, .index = index
	};
	struct text walked = { .name = "<record>", .syntax = TEXT_JSON };
	struct outcome a, b;
	struct why why = { 0 };

	/* As records come: with nothing after them. */
	if ((len = text_read_first(&noted, data, len)) == 0)
		return;
	if (text_read(&walked, data, len, &why) == -1)
		abort();
	prepare(plans, kind, &noted, trim, &a);
	prepare(&none, kind, &walked, trim, &b);
	if (a.rv != b.rv || a.sequence != b.sequence ||
	    strcmp(a.why.msg, b.why.msg) != 0)
		abort();
	want_same(&a.json, &b.json);
	want_same(&a.notes, &b.notes);
	want_same(&a.errors, &b.errors);
	want_same(&a.key, &b.key);
	if (a.rv != -1)
		want_filled(&none, kind, trim, &a);
	release(&a);
	release(&b);
}

/* The first byte chooses the kind; then come two records, that take turns. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const char *const begin = (const char *)data + 1;
	const char *const end = (const char *)data + len;
	const char *cut;
	const struct record_kind *kind;
	struct text_index index = { 0 };
	struct record_plans plans = { 0 };
	size_t count = 0;
	int i;

	if (len == 0)
		return 0;
	if ((cut = memchr(begin, '\xFF', len - 1)) == NULL)
		cut = end;
	while (record_names[count] != NULL)
		count++;
	kind = record_kind(record_names[data[0] % count]);
	for (i = 0; i < 2; i++) {
		try_text(&index, &plans, kind, data[0] >= 128, begin,
		    (size_t)(cut - begin));
		if (cut < end)
			try_text(&index, &plans, kind, data[0] >= 128, cut + 1,
			    (size_t)(end - cut - 1));
	}
	text_index_release(&index);
	return 0;
}
