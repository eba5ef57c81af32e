/* text: what a value says. */

#include <string.h>

#include "mem.h"
#include "text.h"
#include "text_chars.h"

void
text_string(const struct text *text, struct value value, struct mem *mem)
{
	struct chars chars;

	if (value.plain) {
		mem_add(
		    mem, text->data + value.at + 1, value.end - value.at - 2);
		return;
	}
	chars_begin(&chars, text, value);
	while (chars_next(&chars))
		mem_add(mem, chars.piece, chars.len);
}

bool
text_is(const struct text *text, struct value value, const char *s)
{
	return value.kind == TEXT_STRING &&
	    chars_are(text, value, s, strlen(s));
}

/* One character as JSON has to write it. */
static void
add_escape(struct mem *mem, char c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *which = c == '\0' ? NULL : strchr(from, c);

	if (which == NULL)
		mem_printf(mem, "\\u%04x", c);
	else {
		mem_putc(mem, '\\');
		mem_putc(mem, to[which - from]);
	}
}

void
text_quote(struct mem *mem, const char *s, size_t len)
{
	const char *const end = s + len, *plain;

	mem_putc(mem, '"');
	while (s < end) {
		for (plain = s; s < end; s++)
			if ((unsigned char)*s < ' ' || *s == '"' || *s == '\\')
				break;
		mem_add(mem, plain, (size_t)(s - plain));
		if (s < end)
			add_escape(mem, *s++);
	}
	mem_putc(mem, '"');
}

/* Is this the name that a step of a pointer, up to end, writes? */
static bool
is_step(const struct text *text, struct value name, const char *step,
    const char *end)
{
	struct chars chars;
	char c;

	if (memchr(step, '~', (size_t)(end - step)) == NULL)
		return chars_are(text, name, step, (size_t)(end - step));
	chars_begin(&chars, text, name);
	while (chars_next(&chars))
		for (size_t i = 0; i < chars.len; i++, step++) {
			if (step == end)
				return false;
			c = *step;
			if (c == '~' && step + 1 < end)
				c = *++step == '0' ? '~' : '/';
			if (c != chars.piece[i])
				return false;
		}
	return step == end;
}

size_t
text_index(const char *step, size_t len)
{
	size_t index = 0, digit;

	if (len == 0 || (len > 1 && step[0] == '0'))
		return TEXT_NO_INDEX;
	for (size_t i = 0; i < len; i++) {
		digit = (size_t)(unsigned char)step[i] - '0';
		if (digit > 9 || index > (TEXT_NO_INDEX - 1 - digit) / 10)
			return TEXT_NO_INDEX;
		index = index * 10 + digit;
	}
	return index;
}

/* As text_member(), of a name that occurs twice the last one. */
static struct value
step_down(const struct text *text, struct value value, const char *step,
    const char *end)
{
	const size_t index = text_index(step, (size_t)(end - step));
	struct member member = { 0 };
	struct value found = { 0 };

	if (value.kind == TEXT_OBJECT) {
		while (text_next(text, value, &member))
			if (is_step(text, member.name, step, end))
				found = member.value;
	} else if (index != TEXT_NO_INDEX)
		for (size_t i = 0; text_next(text, value, &member); i++)
			if (i == index)
				return member.value;
	return found;
}

struct value
text_at(const struct text *text, const char *pointer)
{
	struct value value = text->root;
	const char *end;

	if (*pointer != '\0' && *pointer != '/')
		return (struct value){ 0 };
	while (*pointer == '/' && value.kind != TEXT_NONE) {
		end = pointer + 1 + strcspn(pointer + 1, "/");
		value = step_down(text, value, pointer + 1, end);
		pointer = end;
	}
	return value;
}
