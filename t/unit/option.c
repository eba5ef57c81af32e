/* option: one description is getopt's, --help's and the shells'. */

#include <string.h>

#include "mem.h"
#include "option.h"
#include "tap.h"

static const struct option_row rows[] = {
	{ 0, "an-option-of-many-letters", "name",
	    "what begins on a line of its own", OPTION_NOWHERE },
	{ 'o', "output", "form",
	    "put: a sentence that is too long for one line, as it has more "
	    "than "
	    "seventy-nine columns",
	    OPTION_NOWHERE, .values = "json text" },
	{ 0, "keep", "=suffix", "what may follow", OPTION_NOWHERE },
	{ 'q', "quiet", NULL, "print nothing", OPTION_NOWHERE,
	    .only = "drop give" },
	OPTION_REFUSED("token", "give --token-file"),
	{ 0 },
};

static const struct option_row shared[] = {
	{ 0, "cacert", "file", "of another table", OPTION_NOWHERE },
	{ 0, "cacerts", "file", "as well", OPTION_NOWHERE },
	{ 'O', "into", "file", "of a letter that is there", OPTION_NOWHERE },
	{ 'v', "verbose", NULL, "tell more", OPTION_NOWHERE },
	{ 0 },
};

static const struct option_word words[] = {
	{ "get", "what it is" },
	{ "put", "what it becomes" },
	{ 0 },
};

static const struct option_word verbs[] = {
	{ "drop", "let it go" },
	{ "keep", "hold it" },
	{ 0 },
};

static const struct options options = {
	.operands = "--cacerts file verb",
	.rows = rows,
	.shared = shared,
	.operand = "verb",
	.words = words,
	.verbs = verbs,
	.words_rule = true,
};

static const char wanted_usage[] =
    "usage: some [-hqVv] [-O file] [-o form] "
    "[--an-option-of-many-letters name]\n"
    "            [--cacert file] [--keep[=suffix]] --cacerts file verb\n";

static const char wanted_options[] =
    "      --an-option-of-many-letters name\n"
    "                       what begins on a line of its own\n"
    "      --cacert file    of another table\n"
    "      --cacerts file   as well\n"
    "  -h, --help           show this help\n"
    "  -O, --into file      of a letter that is there\n"
    "      --keep[=suffix]  what may follow\n"
    "  -o, --output form    put: a sentence that is too long for one line, as "
    "it has\n"
    "                       more than seventy-nine columns\n"
    "  -q, --quiet          print nothing\n"
    "  -v, --verbose        tell more\n"
    "  -V, --version        show the version\n";

static const char wanted_words[] = "verb:\n"
				   "  get                  what it is\n"
				   "  put                  what it becomes\n"
				   "verb:\n"
				   "  drop                 let it go\n"
				   "  keep                 hold it\n";

static const char wanted_word[] =
    "get: what it is\n"
    "      --an-option-of-many-letters name\n"
    "                       what begins on a line of its own\n"
    "      --cacert file    of another table\n"
    "      --cacerts file   as well\n"
    "  -h, --help           show this help\n"
    "  -O, --into file      of a letter that is there\n"
    "      --keep[=suffix]  what may follow\n"
    "  -q, --quiet          print nothing\n"
    "  -v, --verbose        tell more\n"
    "  -V, --version        show the version\n"
    "verb:\n"
    "  drop                 let it go\n"
    "  keep                 hold it\n";

static const char wanted_verb[] =
    "get: what it is\n"
    "keep: hold it\n"
    "      --an-option-of-many-letters name\n"
    "                       what begins on a line of its own\n"
    "      --cacert file    of another table\n"
    "      --cacerts file   as well\n"
    "  -h, --help           show this help\n"
    "  -O, --into file      of a letter that is there\n"
    "      --keep[=suffix]  what may follow\n"
    "  -v, --verbose        tell more\n"
    "  -V, --version        show the version\n";

static const char wanted_table[] =
    "\tan-option-of-many-letters\tname\t\twhat begins on a line of its own\n"
    "\tcacert\tfile\t\tof another table\n"
    "\tcacerts\tfile\t\tas well\n"
    "h\thelp\t\t\tshow this help\n"
    "O\tinto\tfile\t\tof a letter that is there\n"
    "\tkeep\t=suffix\t\twhat may follow\n"
    "o\toutput\tform\tjson text\tput: a sentence that is too long for one "
    "line, "
    "as it has more than seventy-nine columns\n"
    "q\tquiet\t\t\tprint nothing\n"
    "v\tverbose\t\t\ttell more\n"
    "V\tversion\t\t\tshow the version\n"
    "\t\tverb\tget put\t\n";

/* Is that what --help says to operands: these parts, one after the other? */
static bool
helps(char *const operands[], const char *a, const char *b, const char *c)
{
	struct mem wanted = { 0 }, mem = { 0 };
	bool same;

	mem_printf(&wanted, "%s%s%s", a, b, c);
	option_help(&options, "some", operands, &mem);
	same = strcmp(mem_str(&mem), mem_str(&wanted)) == 0;
	mem_release(&mem);
	mem_release(&wanted);
	return same;
}

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
		if (ch == OPTION_LONG + (int)i || ch == list[i]->letter)
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
	char get[] = "get", keep[] = "keep", other[] = "other";
	char *none[] = { NULL }, *word[] = { get, NULL },
	     *verb[] = { get, keep, NULL }, *any[] = { other, NULL };
	struct options given = options;
	struct mem mem = { 0 };

	option_usage(&options, "some", &mem);
	it("says how it is called, letters first",
	    strcmp(mem_str(&mem), wanted_usage) == 0);
	mem_cut(&mem, 0);
	given.usage = "usage: some, or other\n";
	option_usage(&given, "some", &mem);
	it("or as it is told", strcmp(mem_str(&mem), given.usage) == 0);
	it("helps, within eighty columns",
	    helps(none, wanted_usage, wanted_options, wanted_words));
	it("helps with a word, and leaves out what is for another",
	    helps(word, wanted_word, "", ""));
	it("and with a verb", helps(verb, wanted_verb, "", ""));
	it("helps where there is no such word",
	    helps(any, wanted_usage, wanted_options, wanted_words));
	mem_cut(&mem, 0);
	option_table(&options, &mem);
	it("says the same to programs",
	    strcmp(mem_str(&mem), wanted_table) == 0);
	mem_release(&mem);

	it("knows what is for a word", option_suits(&rows[1], "put"));
	it("and what is not", !option_suits(&rows[1], "get"));
	it("what is for all", option_suits(&rows[2], "get"));
	it("what says itself what it is for",
	    option_suits(&rows[3], "drop") && option_suits(&rows[3], "give"));
	it("and for what not",
	    !option_suits(&rows[3], "keep") && !option_suits(&rows[3], "dr") &&
		!option_suits(&rows[3], "op"));

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
