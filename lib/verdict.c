/* verdict: what became of a record that was to be sent, as a line. */

#include <inttypes.h>

#include "plain.h"
#include "text.h"
#include "verdict.h"
#include "why.h"

static const char *const names[VERDICT_KINDS] = {
	[VERDICT_ACCEPTED] = "accepted",
	[VERDICT_FAILED] = "failed",
	[VERDICT_INVALID] = "invalid",
	[VERDICT_REJECTED] = "rejected",
	[VERDICT_SUPERSEDED] = "superseded",
	[VERDICT_UNKNOWN] = "unknown",
	[VERDICT_VALID] = "valid",
};

const char *
verdict_name(enum verdict_kind kind)
{
	return names[kind];
}

static void
add_number(struct mem *line, uint64_t number)
{
	char digits[20];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	mem_add(line, digits + at, sizeof digits - at);
}

static void
add_array(struct mem *line, const char *name, const struct mem *items)
{
	if (items->len > 0)
		mem_printf(line, ",\"%s\":[%s]", name, mem_str(items));
}

/* There is one for each record, so that the usual is composed by hand. */
void
verdict_line(const struct verdict *verdict, struct mem *line)
{
	mem_puts(line, "{\"record\":");
	add_number(line, verdict->number);
	mem_puts(line, ",\"verdict\":\"");
	mem_puts(line, names[verdict->kind]);
	mem_putc(line, '"');
	if (verdict->key.len > 0) {
		mem_puts(line, ",\"key\":");
		mem_add(line, verdict->key.data, verdict->key.len);
	}
	add_array(line, "errors", &verdict->errors);
	add_array(line, "unknown", &verdict->unknown);
	add_array(line, "notes", &verdict->notes);
	if (verdict->by > 0)
		mem_printf(line, ",\"by\":%" PRIu64, verdict->by);
	if (verdict->journal)
		mem_puts(line, ",\"journal\":true");
	mem_puts(line, "}\n");
}

/* Add a string as a terminal may show it. */
static void
add_plain(const struct text *text, struct value value, struct mem *lines)
{
	struct mem chars = { 0 };

	text_string(text, value, &chars);
	plain_add(lines, &chars);
	mem_release(&chars);
}

/* Add the values of an object or array with blanks or commas between them. */
static void
add_values(const struct mem *json, const char *between, struct mem *lines)
{
	struct text text = { .name = "", .syntax = TEXT_JSON };
	struct member member = { 0 };
	struct why why = { 0 };
	bool first = true;

	if (text_read(&text, json->data, json->len, &why) == -1)
		return;
	for (; text_next(&text, text.root, &member); first = false) {
		mem_puts(lines, first ? "" : between);
		add_plain(&text, member.value, lines);
	}
}

/* "             /state: has to be …" */
static void
add_items(const struct mem *items, struct mem *lines)
{
	struct text text = { .name = "", .syntax = TEXT_JSON };
	struct member item = { 0 };
	struct mem json = { 0 };
	struct why why = { 0 };
	struct value path;

	mem_printf(&json, "[%s]", mem_str(items));
	if (text_read(&text, json.data, json.len, &why) == -1)
		goto out;
	while (text_next(&text, text.root, &item)) {
		mem_puts(lines, "            ");
		path = text_member(&text, item.value, "path");
		if (path.kind == TEXT_STRING && path.end - path.at > 2) {
			add_plain(&text, path, lines);
			mem_puts(lines, ": ");
		}
		add_plain(
		    &text, text_member(&text, item.value, "message"), lines);
		mem_putc(lines, '\n');
	}
out:
	mem_release(&json);
}

void
verdict_words(const struct verdict *verdict, struct mem *lines)
{
	struct mem json = { 0 };

	mem_printf(lines, "%-10s  ", names[verdict->kind]);
	if (verdict->key.len > 0)
		add_values(&verdict->key, " ", lines);
	else
		mem_printf(lines, "record %" PRIu64, verdict->number);
	if (verdict->unknown.len > 0) {
		mem_printf(&json, "[%s]", mem_str(&verdict->unknown));
		mem_puts(lines, ": Jira does not know ");
		add_values(&json, ", ", lines);
	}
	if (verdict->by > 0)
		mem_printf(lines, ": by record %" PRIu64, verdict->by);
	if (verdict->journal)
		mem_puts(lines, ", says the journal");
	mem_putc(lines, '\n');
	add_items(&verdict->errors, lines);
	add_items(&verdict->notes, lines);
	mem_release(&json);
}

void
verdict_reuse(struct verdict *verdict)
{
	mem_reuse(&verdict->key, VERDICT_ROOM_MAX);
	mem_reuse(&verdict->errors, VERDICT_ROOM_MAX);
	mem_reuse(&verdict->notes, VERDICT_ROOM_MAX);
	mem_reuse(&verdict->unknown, VERDICT_ROOM_MAX);
	*verdict = (struct verdict){
		.key = verdict->key,
		.errors = verdict->errors,
		.notes = verdict->notes,
		.unknown = verdict->unknown,
	};
}

void
verdict_release(struct verdict *verdict)
{
	mem_release(&verdict->key);
	mem_release(&verdict->errors);
	mem_release(&verdict->notes);
	mem_release(&verdict->unknown);
	*verdict = (struct verdict){ 0 };
}
