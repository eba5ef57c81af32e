/* option_wrong: what is wrong with an option that getopt_long() refused. */

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "mem.h"
#include "near.h"
#include "option.h"

enum {
	TYPED_MAX = 32 /* bytes of a name that are repeated */
};

/* Names of options look like that; anything else may be a secret. */
static bool
is_plain_name(const char *name, size_t len)
{
	return len > 0 && len <= TYPED_MAX &&
	    strspn(name, "abcdefghijklmnopqrstuvwxyz-") >= len;
}

/* A long option that is none, or the beginning of several. */
static void
add_no_option(const struct options *options, const char *name, struct mem *mem)
{
	const struct option_row *list[OPTION_MAX];
	const size_t count = option_list(options, list);
	const size_t len = strcspn(name, "=");
	const char *names[OPTION_MAX + 1] = { 0 }, *meant;
	char typed[TYPED_MAX + 1];
	size_t i, begun = 0;

	(void)strlcpy(typed, name, len < sizeof typed ? len + 1 : sizeof typed);
	for (i = 0; i < count; i++) {
		names[i] = list[i]->name;
		begun += strncmp(list[i]->name, name, len) == 0;
	}
	meant = len > TYPED_MAX || begun > 1 ? NULL : near_name(names, typed);
	if (is_plain_name(typed, len))
		mem_printf(mem, "--%s: ", typed);
	else
		mem_puts(mem, "an argument with two hyphens: ");
	if (begun > 1)
		mem_puts(mem, "the beginning of several options");
	else
		mem_puts(mem, "no such option");
	if (meant != NULL)
		mem_printf(mem, ": did you mean --%s?", meant);
	else
		mem_puts(mem, ": see --help");
}

void
option_wrong(
    const struct options *options, int ch, const char *word, struct mem *mem)
{
	const struct option_row *list[OPTION_MAX];

	(void)option_list(options, list);
	if (optopt >= OPTION_LONG)
		mem_printf(mem, "--%s", list[optopt - OPTION_LONG]->name);
	else if (isgraph(optopt))
		mem_printf(mem, "-%c", optopt);
	if (ch == ':')
		mem_puts(mem, ": its argument is missing");
	else if (optopt >= OPTION_LONG)
		mem_puts(mem, ": takes no argument");
	else if (optopt != 0)
		mem_puts(mem, ": no such option: see --help");
	else
		add_no_option(options, word + 2, mem);
}

void
option_no_word(const struct option_word *words, const char *what,
    const char *operand, struct mem *mem)
{
	const char *names[OPTION_MAX + 1] = { 0 }, *meant;
	size_t i;

	for (i = 0; i < OPTION_MAX && words[i].name != NULL; i++)
		names[i] = words[i].name;
	mem_printf(mem, "%s: no such %s: ", operand, what);
	if ((meant = near_name(names, operand)) != NULL)
		mem_printf(mem, "did you mean %s?", meant);
	else
		mem_puts(mem, "see --help");
}
