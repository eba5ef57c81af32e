/* verdict: what became of a record that was to be sent, as a line. */

#include <inttypes.h>
#include <string.h>

#include "plain.h"
#include "text.h"
#include "verdict.h"
#include "why.h"

enum {
	DIGITS = 20, /* of a number of 64 bits */
	USUAL = 80 /* bytes of a line without a key and what is seldom there */
};

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

/* Write where there is room for it: these return the end. */
static inline char *
put(char *to, const char *s, size_t len)
{
	memcpy(to, s, len);
	return to + len;
}

static inline char *
put_word(char *to, const char *s)
{
	return put(to, s, strlen(s));
}

static inline char *
put_number(char *to, uint64_t number)
{
	char digits[DIGITS];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	return put(to, digits + at, sizeof digits - at);
}

static void
add_array(struct mem *line, const char *name, const struct mem *items)
{
	if (items->len > 0)
		mem_printf(line, ",\"%s\":[%s]", name, mem_str(items));
}

/* Add what most verdicts have not. */
static void
add_rest(struct mem *line, const struct verdict *verdict)
{
	add_array(line, "errors", &verdict->errors);
	add_array(line, "unknown", &verdict->unknown);
	add_array(line, "notes", &verdict->notes);
	if (verdict->by > 0)
		mem_printf(line, ",\"by\":%" PRIu64, verdict->by);
	if (verdict->journal)
		mem_puts(line, ",\"journal\":true");
}

/* There is one for each record, so that the usual is composed by hand. */
void
verdict_line(const struct verdict *verdict, struct mem *line)
{
	char *const room = mem_room(line, USUAL + verdict->key.len);
	char *to = room;

	if (room == NULL)
		return;
	to = put_number(put_word(to, "{\"record\":"), verdict->number);
	to = put_word(to, ",\"verdict\":\"");
	to = put_word(to, names[verdict->kind]);
	to = put_word(to, "\"");
	if (verdict->key.len > 0) {
		to = put_word(to, ",\"key\":");
		to = put(to, verdict->key.data, verdict->key.len);
	}
	mem_grew(line, (size_t)(to - room));
	add_rest(line, verdict);
	mem_putc(line, '}');
	mem_putc(line, '\n');
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

/* Most were never used. */
static void
reuse(struct mem *mem)
{
	if (mem->size > 0 || mem->failed)
		mem_reuse(mem, VERDICT_ROOM_MAX);
}

void
verdict_reuse(struct verdict *verdict)
{
	reuse(&verdict->key);
	reuse(&verdict->errors);
	reuse(&verdict->notes);
	reuse(&verdict->unknown);
	verdict->kind = VERDICT_ACCEPTED;
	verdict->number = verdict->by = 0;
	verdict->journal = false;
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
