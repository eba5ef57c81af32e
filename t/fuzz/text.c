/* Whatever text reads, it reads the same when it is written out again. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "text.h"
#include "text_scan.h"
#include "text_strict.h"

static void
check(bool holds)
{
	if (!holds)
		abort();
}

static void write_value(
    struct mem *mem, const struct text *text, struct value value);

static void
write_string(struct mem *mem, const struct text *text, struct value value)
{
	struct mem plain = { 0 };

	text_string(text, value, &plain);
	text_quote(mem, mem_str(&plain), plain.len);
	if (strlen(mem_str(&plain)) == plain.len)
		check(text_is(text, value, mem_str(&plain)));
	mem_release(&plain);
}

/* Members follow one another within their container, and end within it. */
static void
write_container(struct mem *mem, const struct text *text, struct value value)
{
	const bool object = value.kind == TEXT_OBJECT;
	struct member member = { 0 };
	size_t at = value.at;

	mem_putc(mem, object ? '{' : '[');
	while (text_next(text, value, &member)) {
		if (mem->data[mem->len - 1] != (object ? '{' : '['))
			mem_putc(mem, ',');
		check((member.name.kind == TEXT_STRING) == object);
		if (object) {
			check(member.name.at >= at);
			check(member.name.end > member.name.at);
			check(member.value.at > member.name.end);
			check(text_member_at(text, member.name.at).value.at ==
			    member.value.at);
			write_string(mem, text, member.name);
			mem_putc(mem, ':');
		}
		check(member.value.kind != TEXT_NONE);
		check(member.value.at >= at);
		check(member.value.end > member.value.at);
		at = member.value.end;
		check(at <= value.end);
		write_value(mem, text, member.value);
	}
	mem_putc(mem, object ? '}' : ']');
}

static void
write_value(struct mem *mem, const struct text *text, struct value value)
{
	switch (value.kind) {
	case TEXT_OBJECT:
	case TEXT_ARRAY:
		write_container(mem, text, value);
		break;
	case TEXT_STRING:
		write_string(mem, text, value);
		break;
	default:
		mem_add(mem, text->data + value.at, value.end - value.at);
	}
}

static void
check_again(const struct text *text)
{
	struct text again = { .name = "again", .syntax = TEXT_JSON };
	struct mem first = { 0 }, second = { 0 };
	struct why why = { 0 };
	uint64_t a, b;

	write_value(&first, text, text->root);
	check(mem_check(&first, &why) == 0);
	check(text_read(&again, first.data, first.len, &why) == 0);
	check(text_same(text, text->root, &again, again.root));
	check(text_hash(text, text->root, &a));
	check(text_hash(&again, again.root, &b));
	check(a == b);
	check(text_depth(text, text->root) == text_depth(&again, again.root));
	write_value(&second, &again, again.root);
	check(first.len == second.len);
	check(memcmp(first.data, second.data, first.len) == 0);
	mem_release(&first);
	mem_release(&second);
}

/* What is strict is told by both ways to tell it. */
static void
check_strict(const struct text *text)
{
	struct text other = { .name = "<fuzz>", .syntax = TEXT_JSONC };
	const char *const p = text->data + text->root.at;
	const char *const end = text->data + text->root.end;
	struct scan scan = { .end = text->data + text->len,
		.syntax = TEXT_JSON };
	struct why why = { 0 };

	check(text_read(&other, text->data, text->len, &why) == 0);
	check(other.root.at == text->root.at);
	check(other.root.end == text->root.end);
	check(other.bigs == text->bigs);
	check(
	    memcmp(other.big, text->big, text->bigs * sizeof(*text->big)) == 0);
	if (*p == '{' || *p == '[')
		check(strict_container(&scan, p) == end);
	scan.end = end;
	check(scan_value(&scan, p) == end);
}

/* Walk two readings of the same text at once. */
static void
check_steps(
    const struct text *a, struct value x, const struct text *b, struct value y)
{
	struct member m = { 0 }, n = { 0 };
	bool more;

	check(x.kind == y.kind && x.at == y.at && x.end == y.end);
	do {
		more = text_next(a, x, &m);
		check(text_next(b, y, &n) == more);
		check(m.name.at == n.name.at && m.name.end == n.name.end);
		if (more)
			check_steps(a, m.value, b, n.value);
	} while (more);
}

/* An index tells what a walk finds; and what is whole is so by itself. */
static void
check_index(const char *data, size_t len)
{
	struct text_index index = { 0 };
	struct text walked = { .name = "<fuzz>", .syntax = TEXT_JSON };
	struct text noted = {
		.name = "<fuzz>", .syntax = TEXT_JSON, .index = &index
	};
	struct why why = { 0 }, again = { 0 };
	const int rv = text_read(&walked, data, len, &why);
	size_t first;

	check(text_read(&noted, data, len, &again) == rv);
	check(strcmp(why.msg, again.msg) == 0);
	if (rv == 0)
		check_steps(&walked, walked.root, &noted, noted.root);
	first = text_read_first(&noted, data, len);
	/* A mark of the byte order is skipped where a whole text is read. */
	check(first > 0 || rv == -1 || data[0] == '\xEF');
	check(first == 0 || text_read(&walked, data, first, &why) == 0);
	text_index_release(&index);
}

/* What an index has read before changes nothing: two texts, in turns. */
static void
check_layouts(const char *data, size_t len)
{
	const char *const cut = memchr(data, '\xFF', len);
	const size_t first = cut == NULL ? 0 : (size_t)(cut - data);
	struct text_index index = { 0 };
	struct text walked = { .name = "<fuzz>", .syntax = TEXT_JSON };
	struct text noted = {
		.name = "<fuzz>", .syntax = TEXT_JSON, .index = &index
	};
	struct why why = { 0 }, again = { 0 };
	const char *part;
	size_t part_len;
	int i, rv;

	for (i = 0; cut != NULL && i < 4; i++) {
		part = i % 2 == 0 ? data : cut + 1;
		part_len = i % 2 == 0 ? first : len - first - 1;
		rv = text_read(&walked, part, part_len, &why);
		check(text_read(&noted, part, part_len, &again) == rv);
		if (rv == 0)
			check_steps(&walked, walked.root, &noted, noted.root);
		else
			check(strcmp(why.msg, again.msg) == 0);
	}
	text_index_release(&index);
}

static void
try(const char *data, size_t len, enum text_syntax syntax)
{
	struct text text = { .name = "<fuzz>", .syntax = syntax };
	struct why why = { 0 };

	if (syntax == TEXT_JSON) {
		check_index(data, len);
		check_layouts(data, len);
	}
	if (text_read(&text, data, len, &why) == -1) {
		check(why.status == WHY_INPUT);
		check(strncmp(why.msg, "<fuzz>:", 7) == 0);
		check(text.root.kind == TEXT_NONE);
		return;
	}
	check(text.syntax != TEXT_ANY);
	check(text.root.kind != TEXT_NONE);
	check(text.root.end <= len && text.root.at <= text.root.end);
	check_again(&text);
	if (text.syntax == TEXT_JSON)
		check_strict(&text);
	/* What JSON takes, JSONC and Hjson take as well. */
	if (syntax == TEXT_JSON) {
		try(data, len, TEXT_JSONC);
		struct text more = { .name = "<fuzz>", .syntax = TEXT_HJSON };
		check(text_read(&more, data, len, &why) == 0);
		check(text_same(&text, text.root, &more, more.root));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	/* A copy of just this size, so that a byte too far is noticed. */
	char *copy = malloc(len);

	if (len > 0)
		memcpy(copy, data, len);
	for (int syntax = TEXT_ANY; syntax <= TEXT_HJSON; syntax++)
		try(copy, len, (enum text_syntax)syntax);
	free(copy);
	return 0;
}
