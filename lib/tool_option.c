/* tool_option: what the command line says. */

#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>

#include "mem.h"
#include "option.h"
#include "tool.h"
#include "why.h"

/* The options of the command line, and which were taken. */
static struct {
	const struct option_row *list[OPTION_MAX];
	struct option longs[OPTION_MAX + 1];
	char shorts[2 * OPTION_MAX + 2];
	size_t count;
	bool taken[OPTION_MAX]; /* of the list */
} asked;

void
tool_usage(const struct options *options)
{
	struct mem usage = { 0 };

	option_usage(options, getprogname(), &usage);
	(void)fputs(mem_str(&usage), stderr);
	mem_release(&usage);
	exit(WHY_USAGE);
}

static noreturn void
print_help(const struct options *options, char *const operands[])
{
	struct mem help = { 0 };
	struct why why = { 0 };

	if (operands != NULL)
		option_help(options, getprogname(), operands, &help);
	else
		option_table(options, &help);
	(void)tool_write(&help, &why);
	mem_release(&help);
	exit(tool_finish(&why));
}

static noreturn void
print_version(void)
{
	struct why why = { 0 };

	(void)printf("%s %s\n", getprogname(), VERSION);
	exit(tool_finish(&why));
}

/* Say what is wrong with an option, and where to look for those there are. */
static noreturn void
refuse_option(const struct options *options, int ch, const char *word)
{
	struct mem wrong = { 0 };

	option_wrong(options, ch, word, &wrong);
	warnx("%s", mem_str(&wrong));
	mem_release(&wrong);
	exit(WHY_USAGE);
}

/* The operands, wherever among the options they stand. */
static char **
find_operands(int argc, char *argv[])
{
	while (getopt_long(argc, argv, asked.shorts, asked.longs, NULL) != -1)
		continue;
	return argv + optind;
}

/* The place in the list of what getopt_long() found. */
static size_t
find_option(int ch)
{
	size_t i = 0;

	if (ch >= OPTION_LONG)
		return (size_t)(ch - OPTION_LONG);
	while (asked.list[i]->letter != ch)
		i++;
	return i;
}

/* Put the argument of an option where it goes. */
static void
store(const struct options *options, const struct option_row *row, char *call)
{
	const struct option_row *shared = options->shared;
	struct why why = { 0 };

	while (shared != NULL && shared->name != NULL && shared != row)
		shared++;
	if (shared == row)
		call += options->shared_at;
	if (option_store(row, optarg, call, &why) == -1)
		exit(tool_finish(&why));
}

const struct option_row *
tool_option(int argc, char *argv[], const struct options *options, void *call)
{
	const struct option_row *row;
	size_t i;
	int ch;

	if (asked.count == 0) {
		asked.count = option_list(options, asked.list);
		option_getopt(options, asked.longs, asked.shorts);
	}
	ch = getopt_long(argc, argv, asked.shorts, asked.longs, NULL);
	if (ch == -1)
		return NULL;
	if (ch == '?' || ch == ':')
		refuse_option(options, ch, argv[optind - 1]);
	i = find_option(ch);
	row = asked.list[i];
	switch (row->letter) {
	case 'h':
		if (optarg != NULL && strcmp(optarg, "options") != 0)
			errx(WHY_USAGE, "--help: takes nothing but =options");
		print_help(
		    options, optarg != NULL ? NULL : find_operands(argc, argv));
	case 'V':
		print_version();
	}
	if (row->help == NULL)
		errx(WHY_USAGE,
		    "--%s: a secret is no argument, which others can see: %s",
		    row->name, row->values);
	asked.taken[i] = true;
	store(options, row, call);
	return row;
}

const struct option_row *
tool_misfit(const char *word)
{
	size_t i;

	for (i = 0; i < asked.count; i++)
		if (asked.taken[i] && !option_suits(asked.list[i], word))
			return asked.list[i];
	return NULL;
}

void
tool_suits(const char *verb)
{
	const struct option_row *const misfit = tool_misfit(verb);

	if (misfit != NULL)
		errx(WHY_USAGE, "%s: --%s is for another verb", verb,
		    misfit->name);
}

void
tool_no_word(
    const struct option_word *words, const char *what, const char *operand)
{
	struct mem wrong = { 0 };
	struct why why = { 0 };

	option_no_word(words, what, operand, &wrong);
	why_setx(&why, WHY_USAGE, "%s", mem_str(&wrong));
	mem_release(&wrong);
	exit(tool_finish(&why));
}
