/* option_slot: an option's argument becomes what its member is. */

#include <limits.h>
#include <string.h>

#include "option.h"
#include "option_slot.h"
#include "tap.h"
#include "why.h"

struct order {
	bool before, yes, after;
	const char *text, *word;
	unsigned int jobs, beside;
	int64_t sequence;
	uint64_t limit;
	double seconds;
};

static const struct option_row rows[] = {
	{ 'y', "yes", NULL, "", NULL },
	{ 't', "text", "text", "", NULL },
	{ 'w', "word", "word", "", "NORMAL SCAN BACKFILL" },
	{ 'j', "jobs", "number", "", NULL },
	{ 1, "sequence", "number", "", NULL },
	{ 2, "limit", "number", "", NULL },
	{ 3, "seconds", "seconds", "", NULL },
	{ 4, "other", "text", "", NULL },
	{ 0 },
};

static const struct option_slot slots[] = {
	OPTION_SLOT('y', struct order, yes),
	OPTION_SLOT('t', struct order, text),
	OPTION_SLOT('w', struct order, word),
	OPTION_RANGE('j', struct order, jobs, 1, UINT_MAX),
	OPTION_RANGE(1, struct order, sequence, INT64_MIN, INT64_MAX),
	OPTION_RANGE(2, struct order, limit, 1, INT64_MAX),
	OPTION_RANGE(3, struct order, seconds, 0, 100),
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
	order = (struct order){ 0 };
	why = (struct why){ 0 };
	return option_store(slots, row, arg, &order, &why);
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
	it("takes what has no argument", take("yes", NULL) == 1 && order.yes);
	it("and nothing beside it", !order.before && !order.after);
	it("takes a text",
	    take("text", "any") == 1 && strcmp(order.text, "any") == 0);
	it("takes an empty one", take("text", "") == 1 && *order.text == '\0');
	it("takes one of some words",
	    take("word", "SCAN") == 1 && strcmp(order.word, "SCAN") == 0);
	it("and no other",
	    refuses(
		"word", "hunter2", "--word: not one of NORMAL SCAN BACKFILL"));
	it("nor two of them",
	    refuses("word", "NORMAL SCAN",
		"--word: not one of NORMAL SCAN BACKFILL"));
	it("saying which was meant",
	    refuses("word", "backfil", "--word: did you mean BACKFILL?"));
	it("takes a number",
	    take("jobs", "4294967295") == 1 && order.jobs == 4294967295);
	it("and nothing beside it", order.beside == 0);
	it("within its range", refuses("jobs", "0", "--jobs: too small"));
	it("and no more", refuses("jobs", "4294967296", "--jobs: too large"));
	it("and nothing else", refuses("jobs", "4x", "--jobs: invalid"));
	it("takes a large one",
	    take("limit", "9223372036854775807") == 1 &&
		order.limit == INT64_MAX);
	it("takes one below nothing",
	    take("sequence", "-9223372036854775808") == 1 &&
		order.sequence == INT64_MIN);
	it("takes one that is counted with others",
	    take("seconds", "100") == 1 && order.seconds == 100);
	it("within its range",
	    refuses("seconds", "101", "--seconds: too large"));
	it("leaves what has no slot", take("other", "x") == 0);
	return finish();
}
