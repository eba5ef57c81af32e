/* An answer is believed to the letter, and no part of it unread. */

#include <stdlib.h>
#include <string.h>

#include "ingest_answer.h"
#include "ingest_batch.h"
#include "ingest_ring.h"
#include "mem.h"
#include "record.h"
#include "record_plan.h"
#include "tap.h"
#include "text.h"
#include "why.h"

enum {
	RECORDS = 3
};

/* Records that are little more than keys; and how an answer has them. */
#define W1 "{\"pipelineId\":\"w\",\"buildNumber\":1}"
#define W2 "{\"pipelineId\":\"w\",\"buildNumber\":2}"
#define W3 "{\"pipelineId\":\"w\",\"buildNumber\":3}"
#define BUILDS(list) "{\"acceptedBuilds\":[" list "],\"rejectedBuilds\":[]}"
#define FLAGS(list) "{\"acceptedFeatureFlags\":[" list "]}"
#define REPOSITORIES(good, bad)                                                \
	"{\"acceptedDevinfoEntities\":{" good                                  \
	"},\"failedDevinfoEntities\":{" bad "}}"

static const char *const builds[RECORDS] = { W1, W2, W3 };
static const char *const flags[RECORDS] = { "{\"id\":\"a\"}",
	"{\"id\":\"a\\\",\\\"b\"}", "{\"id\":\"1\"}" };
static const char *const repositories[RECORDS] = { "{\"id\":\"a\"}",
	"{\"id\":\"b\"}", "{\"id\":\"c\"}" };

static const struct {
	const char *sentence, *kind, *body;
	const char *verdicts; /* a letter for each, or "" for nonsense */
	size_t strangers;
} cases[] = {
	{ "takes all that are named", "builds", BUILDS(W1 "," W2 "," W3), "aaa",
	    0 },
	{ "misses the last", "builds", BUILDS(W1 "," W2), "aaf", 0 },
	{ "the first", "builds", BUILDS(W2 "," W3), "faa", 0 },
	{ "one between", "builds", BUILDS(W1 "," W3), "afa", 0 },
	{ "all", "builds", BUILDS(""), "fff", 0 },
	{ "takes them in any order", "builds", BUILDS(W3 "," W1 "," W2), "aaa",
	    0 },
	{ "and one twice", "builds", BUILDS(W1 "," W1 "," W2 "," W1), "aaf",
	    0 },
	{ "and with white space", "builds",
	    BUILDS(" " W1 "," W2 " ,\n" W3 "\t"), "aaa", 0 },
	{ "and after another list", "builds",
	    "{\"rejectedBuilds\":[],\"acceptedBuilds\":[" W1 "," W2 "]}", "aaf",
	    0 },
	{ "but nothing before an end that is none", "builds",
	    BUILDS(W1 "," W2 ","), "", 0 },
	{ "nor with a gap", "builds", BUILDS(W1 "," W2 ",," W3), "", 0 },
	{ "nor without a comma", "builds", BUILDS(W1 "," W2 W3), "", 0 },
	{ "nor with something else for one", "builds", BUILDS(W1 "," W2 ";" W3),
	    "", 0 },
	{ "nor with more after it", "builds", BUILDS(W1 "," W2) "]", "", 0 },
	{ "nor half", "builds", "{\"acceptedBuilds\":[" W1 "," W2, "", 0 },
	{ "nor with what is no JSON far behind", "builds",
	    "{\"acceptedBuilds\":[" W1 "," W2 "],\"x\":01}", "", 0 },
	{ "takes the last list of that name", "builds",
	    "{\"acceptedBuilds\":[" W1 "," W2 "],\"acceptedBuilds\":[" W3 "]}",
	    "ffa", 0 },
	{ "however it is written", "builds",
	    "{\"acceptedBuilds\":[" W1 "," W2 "],\"\\u0061cceptedBuilds\":[]}",
	    "fff", 0 },
	{ "knows who is a stranger", "builds",
	    BUILDS(W1 "," W2 ",{\"pipelineId\":\"w\",\"buildNumber\":9}"),
	    "aaf", 1 },
	{ "and who is rejected", "builds",
	    "{\"acceptedBuilds\":[" W1 "," W2
	    "],\"rejectedBuilds\":[{\"key\":" W2
	    ",\"errors\":[{\"message\":\"no\"}]}]}",
	    "arf", 0 },
	{ "takes bare ids", "flags", FLAGS("\"a\",\"a\\\",\\\"b\",\"1\""),
	    "aaa", 0 },
	{ "and objects", "flags", FLAGS("{\"id\":\"a\"},{\"id\":\"1\"}"), "afa",
	    0 },
	{ "both among each other", "flags",
	    FLAGS("\"a\",{\"id\":\"a\\\",\\\"b\"},\"1\""), "aaa", 0 },
	{ "not ids that only begin so", "flags",
	    FLAGS("\"a\",\"a\\\",\\\"b\\\"\",\"1\""), "afa", 1 },
	{ "nor numbers", "flags", FLAGS("\"a\",\"a\\\",\\\"b\",1"), "aaf", 1 },
	{ "takes a repository with nothing in it", "devinfo",
	    REPOSITORIES("\"a\":{}", ""), "aff", 0 },
	{ "not one that failed", "devinfo",
	    REPOSITORIES(
		"\"a\":{}", "\"b\":{},\"c\":{\"errorMessages\":[\"no\"]}"),
	    "arr", 0 },
};

static struct ingest_record *
make_record(const struct record_kind *kind, const char *json)
{
	struct ingest_record *const record = calloc(1, sizeof *record);
	struct text text = { .name = "<record>", .syntax = TEXT_JSON };
	struct record_plans plans = { 0 };
	struct why why = { 0 };

	if (record == NULL)
		abort();
	mem_puts(&record->json, json);
	if (text_read(&text, record->json.data, record->json.len, &why) == -1 ||
	    !record_plan_key(
		record_plan(&plans, kind, &text), &text, &record->verdict.key))
		abort();
	return record;
}

static struct ingest_batch *
make_batch(const struct record_kind *kind, const char *const *records)
{
	const struct mem frame = { 0 };
	struct why why = { 0 };
	struct ingest_batch *const batch = ingest_batch_new(kind, &frame, &why);
	size_t i;

	for (i = 0; i < RECORDS; i++)
		if (batch == NULL ||
		    ingest_batch_add(
			batch, make_record(kind, records[i]), &why) == -1)
			abort();
	return batch;
}

static const char *const *
records_of(const char *kind)
{
	if (strcmp(kind, "builds") == 0)
		return builds;
	return strcmp(kind, "flags") == 0 ? flags : repositories;
}

/* Are these the verdicts, if the answer has so much white space before it? */
static bool
answers(size_t number, const char *before)
{
	const char *const kind = cases[number].kind;
	struct ingest_batch *const batch =
	    make_batch(record_kind(kind), records_of(kind));
	struct mem body = { 0 }, verdicts = { 0 };
	struct why why = { 0 };
	size_t i, strangers = 0;
	bool same;

	mem_printf(&body, "%s%s", before, cases[number].body);
	if (ingest_answer(batch, &body, &strangers, &why) == 0)
		for (i = 0; i < RECORDS; i++)
			mem_putc(&verdicts,
			    verdict_name(batch->records[i]->verdict.kind)[0]);
	same = strcmp(mem_str(&verdicts), cases[number].verdicts) == 0 &&
	    (verdicts.len > 0 || why.status == WHY_NONSENSE) &&
	    strangers == cases[number].strangers;
	for (i = 0; i < RECORDS; i++)
		ingest_record_free(batch->records[i]);
	ingest_batch_free(batch);
	mem_release(&body);
	mem_release(&verdicts);
	return same;
}

int
main(void)
{
	size_t i;

	/* With a blank before it nothing is where it mostly is. */
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		it(cases[i].sentence, answers(i, "") && answers(i, " "));
	return finish();
}
