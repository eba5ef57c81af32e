/*
 * Any value is filled in and held against each kind: what comes out is JSON,
 * filled in once, and what is wrong is said in JSON.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "record.h"
#include "record_fill.h"
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

/* Fill in, and again: the second time changes nothing. */
static void
try_kind(const struct record_kind *kind, struct text *text, bool trim)
{
	struct mem room = { 0 };
	const struct record_fill fill = { .sequence = "5",
		.time = "\"2023-11-14T22:13:20Z\"",
		.url = "https://ci/{id}/{pipelineId}/{environment.id}",
		.trim = trim,
		.room = &room };
	struct text once = { .name = "<once>", .syntax = TEXT_JSON };
	struct mem json = { 0 }, twice = { 0 }, notes = { 0 }, errors = { 0 };
	struct mem key = { 0 }, ignored = { 0 }, noted = { 0 }, walked = { 0 };
	struct why why = { 0 };

	kind = record_kind_of(kind, text, text->root);
	if (record_fill(kind, &fill, text, &json, &notes, &why) == -1) {
		if (why.status != WHY_INPUT || why.msg[0] == '\0')
			abort();
		goto out;
	}
	if (text_read(&once, json.data, json.len, &why) == -1 ||
	    text->len != once.len ||
	    !text_same(text, text->root, &once, once.root) ||
	    record_fill(kind, &fill, &once, &twice, &ignored, &why) == -1 ||
	    twice.len != json.len ||
	    memcmp(mem_str(&twice), mem_str(&json), json.len) != 0)
		abort();
	/* What is known of the places of values is as good as a look at them.
	 */
	(void)record_check(kind, text, text->root, &noted);
	(void)record_key(kind, text, text->root, &noted);
	if ((record_check(kind, &once, once.root, &errors) == 0) !=
	    (errors.len == 0))
		abort();
	if (errors.len == 0 && !record_key(kind, &once, once.root, &key))
		abort();
	mem_add(&walked, errors.data, errors.len);
	(void)record_key(kind, &once, once.root, &walked);
	if (strcmp(mem_str(&noted), mem_str(&walked)) != 0)
		abort();
	want_items(&notes);
	want_items(&errors);
out:
	mem_release(&json);
	mem_release(&twice);
	mem_release(&notes);
	mem_release(&errors);
	mem_release(&key);
	mem_release(&ignored);
	mem_release(&noted);
	mem_release(&walked);
	mem_release(&room);
}

/* The first byte chooses the kind; then comes the record. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct text_index index = { 0 };
	struct text text = {
		.name = "<fuzz>", .syntax = TEXT_JSON, .index = &index
	};
	struct why why = { 0 };
	size_t count = 0;

	if (len == 0 ||
	    text_read(&text, (const char *)data + 1, len - 1, &why) == -1) {
		text_index_release(&index);
		return 0;
	}
	while (record_names[count] != NULL)
		count++;
	try_kind(
	    record_kind(record_names[data[0] % count]), &text, data[0] >= 128);
	text_index_release(&index);
	return 0;
}
