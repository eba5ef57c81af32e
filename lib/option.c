/* option: what options a program has, described once. */

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "option.h"

enum {
	WIDTH = 79,     /* columns of --help */
	MARGIN_MAX = 29 /* and at most of them before the sentences */
};

static const struct option_row common[] = {
	{ 'h', "help", "=", "show this help", NULL },
	{ 'V', "version", NULL, "show the version", NULL },
	{ 0 },
};

static int
by_name(const void *a, const void *b)
{
	const struct option_row *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

size_t
option_list(const struct options *options,
    const struct option_row *list[static OPTION_MAX])
{
	const struct option_row *const tables[] = { options->rows,
		options->shared, common };
	const struct option_row *row;
	size_t count = 0, i;

	for (i = 0; i < sizeof tables / sizeof tables[0]; i++)
		for (row = tables[i]; row != NULL && row->name != NULL; row++) {
			if (count == OPTION_MAX)
				abort();
			list[count++] = row;
		}
	qsort(list, count, sizeof list[0], by_name);
	return count;
}

static bool
has_letter(const struct option_row *row)
{
	return row->code < OPTION_NO_LETTER && isalnum(row->code);
}

static int
argument_kind(const struct option_row *row)
{
	if (row->argument == NULL)
		return no_argument;
	return row->argument[0] == '=' ? optional_argument : required_argument;
}

void
option_getopt(const struct options *options,
    struct option longs[static OPTION_MAX + 1],
    char shorts[static 2 * OPTION_MAX + 1])
{
	const struct option_row *list[OPTION_MAX];
	const size_t count = option_list(options, list);
	size_t i;
	int kind;

	for (i = 0; i < count; i++) {
		kind = argument_kind(list[i]);
		longs[i] = (struct option){ list[i]->name, kind, NULL,
			OPTION_LONG + (int)i };
		if (!has_letter(list[i]))
			continue;
		*shorts++ = (char)list[i]->code;
		if (kind == required_argument)
			*shorts++ = ':';
	}
	longs[count] = (struct option){ 0 };
	*shorts = '\0';
}

/* "  -o, --output form" */
static void
add_term(const struct option_row *row, struct mem *mem)
{
	mem_puts(mem, "  ");
	if (has_letter(row))
		mem_printf(mem, "-%c, ", row->code);
	else
		mem_puts(mem, "    ");
	mem_printf(mem, "--%s", row->name);
	if (argument_kind(row) == optional_argument) {
		/* A bare "=" is one that --help keeps to itself. */
		if (row->argument[1] != '\0')
			mem_printf(mem, "[%s]", row->argument);
	} else if (row->argument != NULL) {
		mem_printf(mem, " %s", row->argument);
	}
}

static size_t
term_width(const struct option_row *row)
{
	struct mem term = { 0 };
	size_t width;

	add_term(row, &term);
	width = term.len;
	mem_release(&term);
	return width;
}

/* Let a sentence begin in a column, and go on there. */
static void
add_sentence(const char *s, size_t column, size_t margin, struct mem *mem)
{
	size_t len;

	if (column + 2 > margin) {
		mem_putc(mem, '\n');
		column = 0;
	}
	mem_printf(mem, "%*s", (int)(margin - column), "");
	for (column = margin; *s != '\0'; s += len + (s[len] == ' ')) {
		len = strcspn(s, " ");
		if (column > margin && column + 1 + len > WIDTH) {
			mem_printf(mem, "\n%*s", (int)margin, "");
			column = margin;
		} else if (column > margin) {
			mem_putc(mem, ' ');
			column++;
		}
		mem_add(mem, s, len);
		column += len;
	}
	mem_putc(mem, '\n');
}

void
option_help(const struct options *options, struct mem *mem)
{
	const struct option_row *list[OPTION_MAX];
	const size_t count = option_list(options, list);
	size_t i, width, margin = 0;

	for (i = 0; i < count; i++) {
		width = term_width(list[i]) + 2;
		if (list[i]->help != NULL && width > margin &&
		    width <= MARGIN_MAX)
			margin = width;
	}
	mem_puts(mem, options->usage);
	for (i = 0; i < count; i++) {
		if (list[i]->help == NULL)
			continue;
		add_term(list[i], mem);
		add_sentence(list[i]->help, term_width(list[i]), margin, mem);
	}
	if (options->operands != NULL) {
		mem_printf(mem, "  %s", options->operand);
		add_sentence(options->operands, 2 + strlen(options->operand),
		    margin, mem);
	}
}

static const char *
or_nothing(const char *s)
{
	return s == NULL ? "" : s;
}

void
option_table(const struct options *options, struct mem *mem)
{
	const struct option_row *list[OPTION_MAX];
	const size_t count = option_list(options, list);
	size_t i;

	for (i = 0; i < count; i++) {
		if (list[i]->help == NULL)
			continue;
		if (has_letter(list[i]))
			mem_putc(mem, (char)list[i]->code);
		mem_printf(mem, "\t%s\t%s\t%s\t%s\n", list[i]->name,
		    list[i]->code == 'h' ? "" : or_nothing(list[i]->argument),
		    or_nothing(list[i]->values), list[i]->help);
	}
	if (options->operand != NULL)
		mem_printf(mem, "\t\t%s\t%s\t\n", options->operand,
		    or_nothing(options->operands));
}
