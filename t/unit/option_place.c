/* option_place: an option's argument becomes what its member is. */

#include <limits.h>
#include <string.h>

#include "option.h"
#include "tap.h"
#include "why.h"

struct order {
	bool before, yes, after;
	const char *text, *word, *short_text;
	unsigned int jobs, beside, flags;
	int64_t sequence;
	uint64_t limit;
	double seconds;
	size_t len;
};

static int
check_short(const char *arg, struct why *why)
{
	return strlen(arg) <= 3 ? 0 : why_setx(why, WHY_USAGE, "is long");
}

static int
take_len(void *member, const char *arg, struct why *why)
{
	size_t *const len = member;

	*len = strlen(arg);
	return *len > 0 ? 0 : why_setx(why, WHY_OPEN, "is empty");
}

static const struct option_row rows[] = {
	{ 'y', "yes", NULL, "", OPTION_TO(struct order, yes) },
	{ 't', "text", "text", "", OPTION_TO(struct order, text) },
	{ 'w', "word", "word", "", OPTION_TO(struct order, word),
	    .values = "NORMAL SCAN BACKFILL" },
	{ 's', "short", "text", "",
	    OPTION_CHECKED(struct order, short_text, check_short) },
	{ 'f', "flag", NULL, "", OPTION_FLAG(struct order, flags, 4) },
	{ 'j', "jobs", "number", "",
	    OPTION_RANGE(struct order, jobs, 1, UINT_MAX) },
	{ 0, "sequence", "number", "",
	    OPTION_RANGE(struct order, sequence, INT64_MIN, INT64_MAX) },
	{ 0, "limit", "number", "",
	    OPTION_RANGE(struct order, limit, 1, INT64_MAX) },
	{ 0, "seconds", "seconds", "",
	    OPTION_RANGE(struct order, seconds, 0, 100) },
	{ 0, "len", "text", "", OPTION_BY(struct order, len, take_len) },
	{ 0, "other", "text", "", OPTION_NOWHERE },
	{ 0 },
};

static struct order order;
static struct why why;

static int
take(const char *name, const char *arg)
{
	const struct option_row *row = rows;

	while (strcmp(row->name, name) != 0)
		row++;
	order = (struct order){ .flags = 2 };
	why = (struct why){ 0 };
	return option_store(row, arg, &order, &why);
}

static bool
refuses(const char *name, const char *arg, const char *words)
{
	return take(name, arg) == -1 && why.status == WHY_USAGE &&
	    strcmp(why.msg, words) == 0 && order.word == NULL &&
	    order.jobs == 0 && order.seconds == 0;
}

int
main(void)
{
	static const struct order none = { .flags = 2 };

	it("takes what has no argument", take("yes", NULL) == 0 && order.yes);
	it("and nothing beside it", !order.before && !order.after);
	it("takes a text",
	    take("text", "any") == 0 && strcmp(order.text, "any") == 0);
	it("takes an empty one", take("text", "") == 0 && *order.text == '\0');
	it("takes one of some words",
	    take("word", "SCAN") == 0 && strcmp(order.word, "SCAN") == 0);
	it("and no other",
	    refuses(
		"word", "hunter2", "--word: not one of NORMAL SCAN BACKFILL"));
	it("nor two of them",
	    refuses("word", "NORMAL SCAN",
		"--word: not one of NORMAL SCAN BACKFILL"));
	it("saying which was meant",
	    refuses("word", "backfil", "--word: did you mean BACKFILL?"));
	it("takes one that is good",
	    take("short", "abc") == 0 && strcmp(order.short_text, "abc") == 0);
	it("and says what is wrong with another",
	    refuses("short", "abcd", "--short: is long"));
	it("sets a flag beside others",
	    take("flag", NULL) == 0 && order.flags == 6);
	it("takes a number",
	    take("jobs", "4294967295") == 0 && order.jobs == 4294967295);
	it("and nothing beside it", order.beside == 0);
	it("within its range", refuses("jobs", "0", "--jobs: too small"));
	it("and no more", refuses("jobs", "4294967296", "--jobs: too large"));
	it("and nothing else", refuses("jobs", "4x", "--jobs: invalid"));
	it("takes a large one",
	    take("limit", "9223372036854775807") == 0 &&
		order.limit == INT64_MAX);
	it("takes one below nothing",
	    take("sequence", "-9223372036854775808") == 0 &&
		order.sequence == INT64_MIN);
	it("takes one that is counted with others",
	    take("seconds", "100") == 0 && order.seconds == 100);
	it("within its range",
	    refuses("seconds", "101", "--seconds: too large"));
	it("has a function take it", take("len", "abc") == 0 && order.len == 3);
	it("and fails as that does",
	    take("len", "") == -1 && why.status == WHY_OPEN &&
		strcmp(why.msg, "--len: is empty") == 0);
	it("leaves what has no place",
	    take("other", "x") == 0 && memcmp(&order, &none, sizeof none) == 0);
	return finish();
}
