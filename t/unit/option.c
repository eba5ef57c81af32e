/* option: one description is getopt's, --help's and the shells'. */

#include <string.h>

#include "mem.h"
#include "option.h"
#include "tap.h"

static const struct option_row rows[] = {
	{ OPTION_NO_LETTER, "an-option-of-many-letters", "name",
	    "what begins on a line of its own", NULL },
	{ 'o', "output", "form",
	    "put: a sentence that is too long for one line, as it has more "
	    "than "
	    "seventy-nine columns",
	    "json text" },
	{ OPTION_NO_LETTER + 1, "keep", "=suffix", "what may follow", NULL },
	{ OPTION_SECRET, "token", "text", NULL, "give --token-file" },
	{ 0 },
};

static const struct option_row shared[] = {
	{ 1, "cacert", "file", "of another table", NULL },
	{ 2, "cacerts", "file", "as well", NULL },
	{ 0 },
};

static const struct option_word words[] = {
	{ "get", "what it is" },
	{ "put", "what it becomes" },
	{ 0 },
};

static const struct options options = {
	.usage = "usage: some\n",
	.rows = rows,
	.shared = shared,
	.operand = "verb",
	.words = words,
	.words_rule = true,
};

static const char wanted_help[] =
    "usage: some\n"
    "      --an-option-of-many-letters name\n"
    "                       what begins on a line of its own\n"
    "      --cacert file    of another table\n"
    "      --cacerts file   as well\n"
    "  -h, --help           show this help\n"
    "      --keep[=suffix]  what may follow\n"
    "  -o, --output form    put: a sentence that is too long for one line, as "
    "it has\n"
    "                       more than seventy-nine columns\n"
    "  -V, --version        show the version\n"
    "verb:\n"
    "  get                  what it is\n"
    "  put                  what it becomes\n";

static const char wanted_verb[] =
    "get: what it is\n"
    "      --an-option-of-many-letters name\n"
    "                       what begins on a line of its own\n"
    "      --cacert file    of another table\n"
    "      --cacerts file   as well\n"
    "  -h, --help           show this help\n"
    "      --keep[=suffix]  what may follow\n"
    "  -V, --version        show the version\n";

static const char wanted_table[] =
    "\tan-option-of-many-letters\tname\t\twhat begins on a line of its own\n"
    "\tcacert\tfile\t\tof another table\n"
    "\tcacerts\tfile\t\tas well\n"
    "h\thelp\t\t\tshow this help\n"
    "\tkeep\t=suffix\t\twhat may follow\n"
    "o\toutput\tform\tjson text\tput: a sentence that is too long for one "
    "line, "
    "as it has more than seventy-nine columns\n"
    "V\tversion\t\t\tshow the version\n"
    "\t\tverb\tget put\t\n";

/* What getopt_long() makes of a command line. */
static bool
takes(const char *option, const char *name, const char *argument)
{
	char some[] = "some", word[16];
	char *line[] = { some, word, NULL };
	const struct option_row *list[OPTION_MAX];
	struct option longs[OPTION_MAX + 1];
	char shorts[2 * OPTION_MAX + 2];
	const char *found = NULL;
	size_t i, count;
	int ch;

	(void)strlcpy(word, option, sizeof word);
	count = option_list(&options, list);
	option_getopt(&options, longs, shorts);
	opterr = 0;
	optind = 0;
	ch = getopt_long(2, line, shorts, longs, NULL);
	for (i = 0; i < count; i++)
		if (ch == OPTION_LONG + (int)i || ch == list[i]->code)
			found = list[i]->name;
	if (name == NULL || found == NULL || strcmp(found, name) != 0)
		return name == found;
	return argument == NULL
	    ? optarg == NULL
	    : optarg != NULL && strcmp(optarg, argument) == 0;
}

/* Is that what it says of an option that is refused? */
static bool
says(const char *option, const char *wanted)
{
	char some[] = "some", word[16];
	char *line[] = { some, word, NULL };
	struct option longs[OPTION_MAX + 1];
	char shorts[2 * OPTION_MAX + 2];
	struct mem mem = { 0 };
	bool same;
	int ch;

	(void)strlcpy(word, option, sizeof word);
	option_getopt(&options, longs, shorts);
	opterr = 0;
	optind = 0;
	ch = getopt_long(2, line, shorts, longs, NULL);
	option_wrong(&options, ch, word, &mem);
	same = strcmp(mem_str(&mem), wanted) == 0;
	mem_release(&mem);
	return same;
}

int
main(void)
{
	char get[] = "get", other[] = "other";
	char *none[] = { NULL }, *some[] = { get, NULL },
	     *any[] = { other, NULL };
	struct mem mem = { 0 };

	option_help(&options, none, &mem);
	it("helps, within eighty columns",
	    strcmp(mem_str(&mem), wanted_help) == 0);
	mem_cut(&mem, 0);
	option_help(&options, some, &mem);
	it("helps with a verb, and leaves out what is for another",
	    strcmp(mem_str(&mem), wanted_verb) == 0);
	mem_cut(&mem, 0);
	option_help(&options, any, &mem);
	it("helps where there is no such verb",
	    strcmp(mem_str(&mem), wanted_help) == 0);
	mem_cut(&mem, 0);
	option_table(&options, &mem);
	it("says the same to programs",
	    strcmp(mem_str(&mem), wanted_table) == 0);
	mem_release(&mem);

	it("takes a letter", takes("-ojson", "output", "json"));
	it("and its name", takes("--output=json", "output", "json"));
	it("also of the other table", takes("--cacert=x", "cacert", "x"));
	it("one that needs no argument", takes("--keep", "keep", NULL));
	it("and has one", takes("--keep=x", "keep", "x"));
	it("takes -h alone", takes("-h", "help", NULL));
	it("tells what is refused from what is like it",
	    takes("--token=x", "token", "x"));
	it("says that an argument is missing",
	    says("--output", "--output: its argument is missing"));
	it("also after a letter", says("-o", "-o: its argument is missing"));
	it("says that there is none to give",
	    says("--version=1", "--version: takes no argument"));
	it("says which letter is none",
	    says("-x", "-x: no such option: see --help"));
	it("and which name",
	    says("--other=x", "--other: no such option: see --help"));
	it("and which was meant",
	    says("--ouptut=x",
		"--ouptut: no such option: did you mean --output?"));
	it("repeats nothing that is no name",
	    says("--Sesame1",
		"an argument with two hyphens: no such option: see --help"));
	it("not even where it is near to one",
	    says("--OUTPUTS",
		"an argument with two hyphens: no such option: did you mean "
		"--output?"));
	it("says that there are several",
	    says("--cace",
		"--cace: the beginning of several options: see "
		"--help"));
	it("knows no other letter", takes("-x", NULL, NULL));
	it("and no other name", takes("--other", NULL, NULL));
	return finish();
}
