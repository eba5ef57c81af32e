/* path: where in a document, as people write it and as RFC 6901 does. */

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "mem.h"
#include "path.h"
#include "text.h"
#include "utf8.h"
#include "why.h"

void
path_step(struct mem *pointer, const char *name, size_t len)
{
	size_t i;

	mem_putc(pointer, '/');
	if (memchr(name, '~', len) == NULL && memchr(name, '/', len) == NULL) {
		mem_add(pointer, name, len);
		return;
	}
	for (i = 0; i < len; i++)
		if (name[i] == '~')
			mem_puts(pointer, "~0");
		else if (name[i] == '/')
			mem_puts(pointer, "~1");
		else
			mem_putc(pointer, name[i]);
}

static bool
is_bare(char c)
{
	return isalnum((unsigned char)c) || (c != '\0' && strchr("_-$", c)) ||
	    (unsigned char)c >= 0x80;
}

/* The length of a string in quotation marks, or 0 if it does not end. */
static size_t
quoted_len(const char *s)
{
	size_t i;

	for (i = 1; s[i] != '"'; i++) {
		if (s[i] == '\\' && s[i + 1] != '\0')
			i++;
		if (s[i] == '\0')
			return 0;
	}
	return i + 1;
}

/* A name as a JSON string; returns how long it is, or 0. */
static size_t
quoted(const char *s, struct mem *pointer)
{
	struct text text = { .name = "path", .syntax = TEXT_JSON };
	struct mem name = { 0 };
	struct why why = { 0 };
	size_t len = quoted_len(s);

	if (len == 0 || text_read(&text, s, len, &why) == -1)
		return 0;
	text_string(&text, text.root, &name);
	/* A pointer is a C string. */
	if (memchr(mem_str(&name), '\0', name.len) != NULL)
		len = 0;
	else
		path_step(pointer, mem_str(&name), name.len);
	if (name.failed)
		pointer->failed = true;
	mem_release(&name);
	return len;
}

static size_t
bare(const char *s, struct mem *pointer)
{
	size_t len = 0;

	while (is_bare(s[len]))
		len++;
	if (utf8_span(s, len) != len)
		return 0;
	if (len > 0)
		path_step(pointer, s, len);
	return len;
}

/* "[0]", "[-]" or "[\"name\"]"; returns how long it is, or 0. */
static size_t
bracketed(const char *s, struct mem *pointer)
{
	size_t len;

	if (s[1] == '"')
		len = quoted(s + 1, pointer);
	else if (s[1] == '-')
		len = 1;
	else if (s[1] == '0')
		len = 1;
	else
		len = strspn(s + 1, "0123456789");
	if (len == 0 || s[1 + len] != ']')
		return 0;
	if (s[1] != '"')
		path_step(pointer, s + 1, len);
	return len + 2;
}

int
path_pointer(
    const char *text, const char **end, struct mem *pointer, struct why *why)
{
	const char *s = text;
	size_t len;

	if (*s != '.')
		return why_setx(why, WHY_USAGE, "a path begins with a dot");
	/* After a dot a name or a bracket; after that, a bracket or a dot. */
	do {
		if (*s == '.')
			s++;
		if (*s == '[')
			len = bracketed(s, pointer);
		else if (*s == '"')
			len = quoted(s, pointer);
		else if ((len = bare(s, pointer)) == 0 && s == text + 1 &&
		    !is_bare(*s))
			break;
		if (len == 0)
			return why_setx(why, WHY_USAGE,
			    "no name or index at character %td of the path",
			    s - text + 1);
		s += len;
	} while (*s == '.' || *s == '[');
	*end = s;
	return mem_check(pointer, why);
}

/* Add a step's name, with "~0" and "~1" as what they stand for. */
static void
add_name(struct mem *name, const char *step, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (step[i] == '~' && i + 1 < len)
			mem_putc(name, step[++i] == '0' ? '~' : '/');
		else
			mem_putc(name, step[i]);
}

static void
print_name(struct mem *path, const struct mem *name)
{
	size_t len = 0;

	while (is_bare(mem_str(name)[len]))
		len++;
	mem_putc(path, '.');
	if (len > 0 && len == name->len)
		mem_puts(path, mem_str(name));
	else
		text_quote(path, mem_str(name), name->len);
}

void
path_print(const struct text *text, const char *pointer, struct mem *path)
{
	struct mem name = { 0 }, above = { 0 };
	const char *step;
	size_t len;

	if (*pointer == '\0' || text->root.kind == TEXT_ARRAY)
		mem_putc(path, '.');
	for (step = pointer; *step == '/'; step += len) {
		len = strcspn(++step, "/");
		if (text_at(text, mem_str(&above)).kind == TEXT_ARRAY)
			mem_printf(path, "[%.*s]", (int)len, step);
		else {
			mem_cut(&name, 0);
			add_name(&name, step, len);
			print_name(path, &name);
		}
		mem_cut(&above, 0);
		mem_add(&above, pointer, (size_t)(step + len - pointer));
	}
	if (name.failed || above.failed)
		path->failed = true;
	mem_release(&name);
	mem_release(&above);
}

static void
list_below(const struct text *text, struct value container, struct mem *path,
    struct mem *paths)
{
	struct member member = { 0 };
	struct mem name = { 0 };
	const size_t len = path->len;
	size_t i;

	for (i = 0; text_next(text, container, &member); i++) {
		if (container.kind == TEXT_ARRAY) {
			mem_printf(path, "%s[%zu]", len == 0 ? "." : "", i);
		} else {
			mem_cut(&name, 0);
			text_string(text, member.name, &name);
			print_name(path, &name);
		}
		mem_add(paths, mem_str(path), path->len);
		mem_putc(paths, '\n');
		list_below(text, member.value, path, paths);
		mem_cut(path, len);
	}
	paths->failed |= name.failed;
	mem_release(&name);
}

void
path_list(const struct text *text, struct mem *paths)
{
	struct mem path = { 0 };

	/* It is as deep as text may be: TEXT_DEPTH_MAX. */
	list_below(text, text->root, &path, paths);
	paths->failed |= path.failed;
	mem_release(&path);
}
