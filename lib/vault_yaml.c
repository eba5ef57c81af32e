/* vault_yaml: sealed texts among the lines of YAML. */

#include <ctype.h>
#include <string.h>

#include "envelope.h"
#include "mem.h"
#include "vault_yaml.h"

/* The end of the line that begins at at: that of its line feed. */
static size_t
line_end(const char *text, size_t len, size_t at)
{
	const char *end = memchr(text + at, '\n', len - at);

	return end == NULL ? len : (size_t)(end - text) + 1;
}

/* How many blanks a line begins with. */
static size_t
blanks(const char *line, size_t len)
{
	size_t i = 0;

	while (i < len && (line[i] == ' ' || line[i] == '\t'))
		i++;
	return i;
}

static bool
is_blank_line(const char *line, size_t len)
{
	size_t i = 0;

	while (i < len && isspace((unsigned char)line[i]))
		i++;
	return i == len;
}

/*
 * The name in a line "  - name: !vault |": what stands before the colon that
 * a blank follows.
 */
static void
find_name(struct vault_yaml *block, const char *line, size_t len)
{
	size_t at = blanks(line, len), end;

	while (at + 1 < len && line[at] == '-' && line[at + 1] == ' ')
		at += 1 + blanks(line + at + 1, len - at - 1);
	for (end = at; end + 1 < len; end++)
		if (line[end] == ':' && (line[end + 1] == ' '))
			break;
	if (end + 1 >= len || len < 2 ||
	    memchr(line + end, '|', len - end) == NULL)
		return;
	if (end > at + 1 && (line[at] == '"' || line[at] == '\'') &&
	    line[end - 1] == line[at]) {
		at++;
		end--;
	}
	block->name = line + at;
	block->name_len = end - at;
}

/* All lines that are indented like the first, or blank, but not at the end. */
static void
find_end(struct vault_yaml *block, const char *text, size_t len)
{
	size_t at = block->end, end;

	for (; at < len; at = end) {
		end = line_end(text, len, at);
		if (is_blank_line(text + at, end - at))
			continue;
		if (end - at < block->indent ||
		    memcmp(text + at, text + block->at, block->indent) != 0)
			break;
		block->end = end;
	}
}

bool
vault_yaml_next(const char *text, size_t len, struct vault_yaml *block)
{
	size_t at = block->end, line = block->line, end, indent;
	size_t before = at, before_len = 0;

	/* Line numbers go on from the block that was found last. */
	for (end = block->at; end < at; line++)
		end = line_end(text, len, end);
	if (line == 0)
		line = 1;
	for (; at < len; at = end, line++) {
		end = line_end(text, len, at);
		indent = blanks(text + at, end - at);
		if (envelope_is(text + at + indent, end - at - indent)) {
			*block = (struct vault_yaml){ .at = at,
				.end = end,
				.line = line,
				.indent = indent };
			find_name(block, text + before, before_len);
			find_end(block, text, len);
			return true;
		}
		if (!is_blank_line(text + at, end - at)) {
			before = at;
			before_len = end - at;
		}
	}
	return false;
}

void
vault_yaml_text(
    const char *text, const struct vault_yaml *block, struct mem *mem)
{
	size_t at = block->at, end;

	for (; at < block->end; at = end) {
		end = line_end(text, block->end, at);
		if (!is_blank_line(text + at, end - at))
			mem_add(mem, text + at + block->indent,
			    end - at - block->indent);
	}
}

static void
add_indented(
    struct mem *mem, const char *indent, size_t len, const struct mem *sealed)
{
	size_t at, end;

	for (at = 0; at < sealed->len; at = end) {
		end = line_end(sealed->data, sealed->len, at);
		mem_add(mem, indent, len);
		mem_add(mem, sealed->data + at, end - at);
	}
}

void
vault_yaml_replace(struct mem *mem, const char *text,
    const struct vault_yaml *block, const struct mem *sealed)
{
	add_indented(mem, text + block->at, block->indent, sealed);
}

void
vault_yaml_write(struct mem *mem, const char *name, const struct mem *sealed)
{
	static const char indent[] = "          ";

	_Static_assert(sizeof indent - 1 == VAULT_YAML_INDENT, "indent");
	if (*name != '\0')
		mem_printf(mem, "%s: ", name);
	mem_puts(mem, "!vault |\n");
	add_indented(mem, indent, VAULT_YAML_INDENT, sealed);
}

bool
vault_yaml_name(const char *name)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

	return name[strspn(name, good)] == '\0' && *name != '-';
}
