/* option: what options a program has, described once. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "option.h"

enum {
	MARGIN_MAX = 29 /* columns of --help before the sentences, at most */
};

static const struct option_row common[] = {
	{ 'h', "help", "=", "show this help", OPTION_NOWHERE },
	{ 'V', "version", NULL, "show the version", OPTION_NOWHERE },
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
    char shorts[static 2 * OPTION_MAX + 2])
{
	const struct option_row *list[OPTION_MAX];
	const size_t count = option_list(options, list);
	size_t i;
	int kind;

	*shorts++ = ':';
	for (i = 0; i < count; i++) {
		kind = argument_kind(list[i]);
		longs[i] = (struct option){ list[i]->name, kind, NULL,
			OPTION_LONG + (int)i };
		if (list[i]->letter == 0)
			continue;
		*shorts++ = (char)list[i]->letter;
		if (kind == required_argument)
			*shorts++ = ':';
	}
	longs[count] = (struct option){ 0 };
	*shorts = '\0';
}

void
option_add_argument(const struct option_row *row, struct mem *mem)
{
	if (row->argument == NULL)
		return;
	if (row->argument[0] != '=')
		mem_printf(mem, " %s", row->argument);
	else if (row->argument[1] != '\0')
		mem_printf(mem, "[%s]", row->argument);
}

/* "  -o, --output form" */
static void
add_term(const struct option_row *row, struct mem *mem)
{
	mem_puts(mem, "  ");
	if (row->letter != 0)
		mem_printf(mem, "-%c, ", row->letter);
	else
		mem_puts(mem, "    ");
	mem_printf(mem, "--%s", row->name);
	option_add_argument(row, mem);
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
		if (column > margin && column + 1 + len > OPTION_WIDTH) {
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

/* The word of that name in a table, or NULL. */
static const struct option_word *
find_word(const struct option_word *words, const char *name)
{
	for (; words != NULL && words->name != NULL; words++)
		if (strcmp(words->name, name) == 0)
			return words;
	return NULL;
}

/* Say what those of the operands mean that are words; does any? */
static bool
add_meanings(
    const struct options *options, char *const operands[], struct mem *mem)
{
	const struct option_word *word;
	size_t i;

	if (!options->words_rule || operands[0] == NULL ||
	    find_word(options->words, operands[0]) == NULL)
		return false;
	for (i = 0; i < 2 && operands[i] != NULL; i++) {
		word = find_word(
		    i == 0 ? options->words : options->verbs, operands[i]);
		if (word != NULL)
			mem_printf(mem, "%s: %s\n", word->name, word->help);
	}
	return true;
}

/*
 * What --help says of an option, without the words that it is for; or NULL
 * where this is none of them.
 */
static const char *
said_of(const char *help, const char *word)
{
	const char *const end = strstr(help, ": "), *name;
	size_t len;

	if (end == NULL)
		return help;
	for (name = help; name <= end; name += len + 2) {
		len = strcspn(name, ",: ");
		if (name[len] == ' ')
			return help;
		if (strlen(word) == len && strncmp(word, name, len) == 0)
			return end + 2;
	}
	return NULL;
}

/* Is it one of these words, between blanks? */
static bool
is_among(const char *words, const char *word)
{
	const size_t len = strlen(word);
	const char *at = words;

	while ((at = strstr(at, word)) != NULL) {
		if ((at == words || at[-1] == ' ') &&
		    (at[len] == ' ' || at[len] == '\0'))
			return true;
		at += len;
	}
	return false;
}

bool
option_suits(const struct option_row *row, const char *word)
{
	return row->only != NULL ? is_among(row->only, word)
				 : said_of(row->help, word) != NULL;
}

/* What --help says of it to operands, of which there is one at least. */
static const char *
said(const struct option_row *row, char *const operands[])
{
	const char *words = said_of(row->help, operands[0]);

	if (operands[1] == NULL)
		return words;
	if (row->only != NULL && !is_among(row->only, operands[1]))
		return NULL;
	return words == NULL ? said_of(row->help, operands[1]) : words;
}

static void
add_words(const char *title, const struct option_word *words, size_t margin,
    struct mem *mem)
{
	if (words == NULL)
		return;
	mem_printf(mem, "%s:\n", title);
	for (; words->name != NULL; words++) {
		mem_printf(mem, "  %s", words->name);
		add_sentence(words->help, 2 + strlen(words->name), margin, mem);
	}
}

void
option_help(const struct options *options, const char *program,
    char *const operands[], struct mem *mem)
{
	const struct option_row *list[OPTION_MAX];
	const size_t count = option_list(options, list);
	const bool particular = add_meanings(options, operands, mem);
	const char *help[OPTION_MAX];
	size_t i, width, margin = 0;

	if (!particular)
		option_usage(options, program, mem);
	for (i = 0; i < count; i++) {
		help[i] = list[i]->help;
		if (particular && help[i] != NULL)
			help[i] = said(list[i], operands);
		width = term_width(list[i]) + 2;
		if (help[i] != NULL && width > margin && width <= MARGIN_MAX)
			margin = width;
	}
	for (i = 0; i < count; i++) {
		if (help[i] == NULL)
			continue;
		add_term(list[i], mem);
		add_sentence(help[i], term_width(list[i]), margin, mem);
	}
	if (!particular)
		add_words(options->operand, options->words, margin, mem);
	if (!particular || operands[1] == NULL)
		add_words("verb", options->verbs, margin, mem);
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
	const struct option_word *word;
	size_t i;

	for (i = 0; i < count; i++) {
		if (list[i]->help == NULL)
			continue;
		if (list[i]->letter != 0)
			mem_putc(mem, (char)list[i]->letter);
		mem_printf(mem, "\t%s\t%s\t%s\t%s\n", list[i]->name,
		    list[i]->letter == 'h' ? "" : or_nothing(list[i]->argument),
		    or_nothing(list[i]->values), list[i]->help);
	}
	if (options->operand == NULL)
		return;
	mem_printf(mem, "\t\t%s\t", options->operand);
	for (word = options->words; word != NULL && word->name != NULL; word++)
		mem_printf(
		    mem, "%s%s", word == options->words ? "" : " ", word->name);
	mem_puts(mem, "\t\n");
}
