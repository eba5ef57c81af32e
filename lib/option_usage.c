/* option_usage: how a program is called, as follows from its options. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "option.h"

/* A paragraph that is broken between its items alone. */
struct lines {
	struct mem *mem;
	size_t column, margin;
};

static void
add_item(struct lines *lines, struct mem *item)
{
	if (lines->column > lines->margin &&
	    lines->column + 1 + item->len > OPTION_WIDTH) {
		mem_printf(lines->mem, "\n%*s", (int)lines->margin - 1, "");
		lines->column = lines->margin - 1;
	}
	mem_printf(lines->mem, " %s", mem_str(item));
	lines->column += 1 + item->len;
	mem_cut(item, 0);
}

/* As ls(1) has them: letters first, and of each the large one. */
static int
by_letter(const void *a, const void *b)
{
	const struct option_row *const *x = a, *const *y = b;
	const int x_low = tolower((*x)->letter), y_low = tolower((*y)->letter);

	if (x_low == 0 && y_low == 0)
		return strcmp((*x)->name, (*y)->name);
	if (x_low == 0 || y_low == 0)
		return x_low == 0 ? 1 : -1;
	return x_low != y_low ? x_low - y_low : (*x)->letter - (*y)->letter;
}

/* Does it stand in the usage on its own? */
static bool
is_told(const struct options *options, const struct option_row *row)
{
	const char *named = options->operands;
	const size_t len = strlen(row->name);

	if (row->help == NULL)
		return false;
	while ((named = strstr(named, "--")) != NULL) {
		named += 2;
		if (strncmp(named, row->name, len) == 0 &&
		    strchr(" ]", named[len]) != NULL)
			return false;
	}
	return true;
}

/* Is it one of the letters that need no argument? */
static bool
is_bare(const struct option_row *row)
{
	return row->letter != 0 &&
	    (row->argument == NULL || row->argument[0] == '=');
}

static void
add_options(const struct options *options, struct lines *lines)
{
	const struct option_row *list[OPTION_MAX];
	const size_t count = option_list(options, list);
	struct mem item = { 0 };
	size_t i;

	qsort(list, count, sizeof list[0], by_letter);
	mem_puts(&item, "[-");
	for (i = 0; i < count; i++)
		if (is_told(options, list[i]) && is_bare(list[i]))
			mem_putc(&item, (char)list[i]->letter);
	mem_putc(&item, ']');
	add_item(lines, &item);
	for (i = 0; i < count; i++) {
		if (!is_told(options, list[i]) || is_bare(list[i]))
			continue;
		if (list[i]->letter != 0)
			mem_printf(&item, "[-%c", list[i]->letter);
		else
			mem_printf(&item, "[--%s", list[i]->name);
		option_add_argument(list[i], &item);
		mem_putc(&item, ']');
		add_item(lines, &item);
	}
	mem_release(&item);
}

void
option_usage(
    const struct options *options, const char *program, struct mem *mem)
{
	static const char usage[] = "usage: ";
	const size_t margin = strlen(usage) + strlen(program) + 1;
	struct lines lines = { mem, margin, margin };
	struct mem operands = { 0 };

	if (options->usage != NULL) {
		mem_puts(mem, options->usage);
		return;
	}
	mem_printf(mem, "%s%s", usage, program);
	add_options(options, &lines);
	if (options->operands[0] != '\0') {
		mem_puts(&operands, options->operands);
		add_item(&lines, &operands);
	}
	mem_putc(mem, '\n');
	mem_release(&operands);
}
