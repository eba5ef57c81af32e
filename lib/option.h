/*
 * option: what options a program has, described once: for getopt_long(3), for
 * --help, and for the shells that complete them.
 */
#ifndef OPTION_H
#define OPTION_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>

#include "option_place.h"

struct mem;

enum {
	OPTION_MAX = 64,   /* rows of one program */
	OPTION_WIDTH = 79, /* columns of --help */
	OPTION_LONG = 256  /* as option_getopt() says */
};

/* An option; a table ends with a row of zeros. */
struct option_row {
	int letter;           /* or digit; 0: it has none */
	const char *name;     /* its long form */
	const char *argument; /* what it takes, "=what" if it may, or NULL */
	const char *help;     /* what --help says, or NULL: it is refused */
	struct option_place place; /* where its argument goes */
	const char *values; /* words it may be, blanks between them; or NULL */
	const char *only;   /* verbs that it is for, the same, unless all */
};

/* A word that an operand may be; a table ends with a row of zeros. */
struct option_word {
	const char *name, *help;
};

/*
 * With words_rule, a sentence of --help that begins with some of the words,
 * as in "create, rotate: how long", is of an option for those alone.
 */
struct options {
	const char *usage;    /* "usage: …\n", where it has several forms */
	const char *operands; /* else what stands behind the options */
	const struct option_row *rows;   /* without --help and --version */
	const struct option_row *shared; /* more of them, or NULL */
	size_t shared_at; /* where in the program's struct they go, in bytes */
	const char *operand; /* what the first operand is, or NULL */
	const struct option_word *words; /* that it may be, or NULL */
	const struct option_word *verbs; /* that the second may be, or NULL */
	bool words_rule;
};

/*
 * A row of what people would try for a secret, and what to do instead.  It
 * exists to be refused, whatever its argument, which getopt_long() would else
 * take for the name of a file: "--token" for "--token-file".
 */
#define OPTION_REFUSED(name, instead)                                          \
	{                                                                      \
		0, name, "text", NULL, OPTION_NOWHERE, .values = instead       \
	}

/* List the rows, those of --help and --version too, by name; how many. */
size_t option_list(const struct options *options,
    const struct option_row *list[static OPTION_MAX]);

/*
 * The same for getopt_long(): it returns a letter, or OPTION_LONG and the
 * number in that list; ':' where an argument is missing.
 */
void option_getopt(const struct options *options,
    struct option longs[static OPTION_MAX + 1],
    char shorts[static 2 * OPTION_MAX + 2]);

/*
 * Add what an option's argument is called, as it stands behind its name; a
 * bare "=" is one that --help keeps to itself.
 */
void option_add_argument(const struct option_row *row, struct mem *mem);

/*
 * Add how a program of that name is called.  Unless that is given, it follows
 * from the options, in the order of their letters and then of their names; one
 * that the operands name is left to them.
 */
void option_usage(
    const struct options *options, const char *program, struct mem *mem);

/*
 * Add what --help prints: the usage, a paragraph for each option, and one for
 * each word that an operand may be.  Where words_rule and one of the operands,
 * up to NULL, is such a word, that is said in place of the usage, and options
 * for other words are left out, and all words but the verbs that may follow.
 */
void option_help(const struct options *options, const char *program,
    char *const operands[], struct mem *mem);

/*
 * Is an option for this word?  By that same rule, unless it says itself which
 * it is for; one that says nothing is for all.
 */
bool option_suits(const struct option_row *row, const char *word);

/*
 * Add what is wrong with an option that getopt_long() refused: ch is what it
 * returned, word the argument that it looked at, and optopt is as it left it.
 * Of word no more is repeated than a name that no secret looks like.
 */
void option_wrong(
    const struct options *options, int ch, const char *word, struct mem *mem);

/*
 * Add what --help=options prints, for programs: a line for each option of
 * letter, name, argument, values and help, with tabs between them; and one
 * without letter and name for the operands.
 */
void option_table(const struct options *options, struct mem *mem);

/*
 * Add that an operand is no word of a table, which is one of verbs or of what
 * else, and which word is meant.
 */
void option_no_word(const struct option_word *words, const char *what,
    const char *operand, struct mem *mem);

#endif
