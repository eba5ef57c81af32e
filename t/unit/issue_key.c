/* issue_key: keys are found however the text is cut into blocks. */

#include <string.h>

#include "issue_key.h"
#include "mem.h"
#include "tap.h"
#include "why.h"

static const struct {
	const char *sentence, *text, *found;
	bool lower;
} cases[] = {
	{ "finds a key", "see ABC-12.", "ABC-12 ", false },
	{ "at both edges of a text", "ABC-12", "ABC-12 ", false },
	{ "each once, in order", "CD-1 AB-1 CD-1 AB-12", "CD-1 AB-1 AB-12 ",
	    false },
	{ "finds no small letters", "abc-12", "", false },
	{ "but where they are wanted", "abc-12 aBc-12 d-1", "ABC-12 ", true },
	{ "finds none in a word",
	    "xAB-1 AB-1x 1AB-1 \xc3\xa9"
	    "AB-1 AB-1\xd0\x96",
	    "", false },
	{ "nor beside a letter of four bytes", "AB-1\xf0\x90\x90\x80", "",
	    false },
	{ "but beside one that is cut off", "AB-1\xf0\x90\x90", "AB-1 ",
	    false },
	{ "and beside a picture",
	    "\xf0\x9f\x94\x91"
	    "AB-1\xf0\x9f\x94\x91",
	    "AB-1 ", false },
	{ "begins at the first place", "xA_MY_AB-1", "MY_AB-1 ", false },
	{ "needs two letters", "A-1 --1 -1", "", false },
	{ "and a number", "AB- AB-0 AB-01 AB-x AB--1", "", false },
	{ "finds one after the other", "AB-1-CD-2_EF-3-4", "AB-1 CD-2 EF-3 ",
	    false },
	{ "takes long names", "ABCDEFGHIJKLMNOPQRSTUVWXYZ-12345678901234567890",
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ-12345678901234567890 ", false },
};

static bool
feed(struct issue_key *search, const char *text, size_t len, size_t block)
{
	struct why why = { 0 };
	size_t n;
	char *room;

	do {
		n = len < block ? len : block;
		if ((room = issue_key_room(search, &why)) == NULL)
			return false;
		if (n > 0)
			memcpy(room, text, n);
		if (issue_key_grew(search, n, &why) == -1)
			return false;
		text += n;
		len -= n;
	} while (n > 0);
	return true;
}

/* Whatever the size of the blocks, and the machine. */
static bool
finds(const char *text, const char *found, bool lower)
{
	bool holds = true;
	size_t i;

	for (i = 2; i <= 2 * (strlen(text) + 1) + 1; i++) {
		struct issue_key search = {
			.lower = lower, .plain = i % 2 == 1, .found.end = ' '
		};
		const size_t block = i / 2;

		holds = holds && feed(&search, text, strlen(text), block) &&
		    strcmp(mem_str(&search.found.text), found) == 0;
		issue_key_release(&search);
	}
	return holds;
}

/* A key at each place around the end of a block. */
static bool
finds_across(void)
{
	static char text[2 * ISSUE_KEY_BLOCK];
	bool holds = true;
	size_t i;

	for (i = ISSUE_KEY_BLOCK - 600; i < ISSUE_KEY_BLOCK + 8; i++) {
		struct issue_key search = { .found.end = ' ' };

		memset(text, '.', sizeof text);
		/* As long as they come, and a shorter one. */
		memset(text + i, 'A', ISSUE_KEY_PROJECT_MAX);
		text[i + ISSUE_KEY_PROJECT_MAX] = '-';
		memset(text + i + ISSUE_KEY_PROJECT_MAX + 1, '1',
		    ISSUE_KEY_NUMBER_MAX);
		memcpy(text + i + ISSUE_KEY_MAX + 1, "ABC-12", 6);
		holds = holds &&
		    feed(&search, text, sizeof text, ISSUE_KEY_BLOCK) &&
		    search.found.count == 2 &&
		    search.found.text.len == ISSUE_KEY_MAX + 1 + 7;
		issue_key_release(&search);
	}
	return holds;
}

static bool
allows(const char *project)
{
	struct issue_key search = { 0 };
	struct why why = { 0 };
	const bool holds = issue_key_allow(&search, project, &why) == 0;

	issue_key_release(&search);
	return holds || why.status != WHY_USAGE;
}

/* Of the projects wanted, wherever a key of theirs may begin. */
static bool
finds_wanted(const char *const *projects, const char *text, const char *found)
{
	bool holds = true;
	int plain;

	for (plain = 0; plain < 2; plain++) {
		struct issue_key search = {
			.plain = plain == 1, .lower = true, .found.end = ' '
		};
		struct why why = { 0 };
		const char *const *project;

		for (project = projects; *project != NULL; project++)
			holds = holds &&
			    issue_key_allow(&search, *project, &why) == 0;
		holds = holds &&
		    feed(&search, text, strlen(text), ISSUE_KEY_BLOCK) &&
		    strcmp(mem_str(&search.found.text), found) == 0;
		issue_key_release(&search);
	}
	return holds;
}

/* Every number that there is of three digits, in an order of its own. */
static bool
counts_each(const char *project)
{
	struct issue_key_set set = { .counted = true, .end = '\n' };
	struct why why = { 0 };
	bool holds = true;
	char key[64];
	int i, j;

	for (i = 0; i < 3 * 999; i++) {
		j = i * 7 % 999 + 1;
		/* Each comes thrice, and the odd ones three times more. */
		for (int times = 0; times < 1 + j % 2; times++) {
			(void)snprintf(key, sizeof key, "%s-%d", project, j);
			holds = holds &&
			    issue_key_set_add(&set, key, strlen(key), &why) ==
				0;
		}
	}
	for (i = 1; i <= 999; i++) {
		(void)snprintf(key, sizeof key, "%s-%d", project, i);
		holds = holds &&
		    issue_key_set_times(&set, key, strlen(key)) ==
			3 * (1 + (uint64_t)i % 2);
	}
	(void)snprintf(key, sizeof key, "%s-%d", project, 1000);
	holds = holds && issue_key_set_times(&set, key, strlen(key)) == 0;
	issue_key_set_release(&set);
	return holds;
}

/*
 * More keys than the first table has room for, short and long, each twice;
 * counted or not, they are there once, in order.
 */
static bool
remembers_many(const char *project, bool counted)
{
	struct issue_key_set set = { .counted = counted, .end = '\n' };
	struct mem expected = { 0 };
	struct why why = { 0 };
	bool holds = true;
	char key[64];
	int i;

	for (i = 1; i <= 200000; i++) {
		(void)snprintf(
		    key, sizeof key, "%s-%d", project, i % 100000 + 1);
		holds = holds &&
		    issue_key_set_add(&set, key, strlen(key), &why) == 0;
		if (i <= 100000)
			mem_printf(&expected, "%s\n", key);
		else if (counted)
			holds = holds &&
			    issue_key_set_times(&set, key, strlen(key)) == 2;
	}
	holds = holds && set.count == 100000 &&
	    strcmp(mem_str(&set.text), mem_str(&expected)) == 0;
	issue_key_set_release(&set);
	mem_release(&expected);
	return holds;
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		it(cases[i].sentence,
		    finds(cases[i].text, cases[i].found, cases[i].lower));
	it("finds what two blocks share", finds_across());
	it("allows a project", allows("MY_APP2"));
	it("but no small letters", !allows("my"));
	it("nor a single one", !allows("A"));
	it("nor a digit in front", !allows("1A"));
	it("finds what is wanted",
	    finds_wanted((const char *const[]){ "AB", "QUITE_A_LONG_NAME",
			     "X_AB", NULL },
		"ab-1 CD-2 cd_ab-3 MY_X_AB-4 quite_a_long_name-5 CAB-6 "
		"A_LONG_NAME-7 NOT_QUITE_A_LONG_NAME-8 AB_C-9",
		"AB-1 AB-3 X_AB-4 QUITE_A_LONG_NAME-5 QUITE_A_LONG_NAME-8 "));
	it("counts each key for itself", counts_each("AB"));
	it("and each long one", counts_each("QUITE_A_LONG_NAME"));
	it("remembers many keys", remembers_many("AB", false));
	it("and how often", remembers_many("AB", true));
	it("and many long ones", remembers_many("QUITE_A_LONG_ONE", false));
	it("and how often those", remembers_many("QUITE_A_LONG_ONE", true));
	return finish();
}
