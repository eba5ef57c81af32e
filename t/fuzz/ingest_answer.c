/*
 * Whatever a server answers, each record has one verdict, which is not
 * "accepted" unless the answer has its key in it; and is the same if the
 * answer has a blank before it, so that no part of it is passed by unread.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ingest_answer.h"
#include "ingest_batch.h"
#include "ingest_ring.h"
#include "mem.h"
#include "record_plan.h"
#include "text.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

enum {
	RECORDS = 3 /* of each kind */
};

static const char *const builds[RECORDS] = {
	"{\"pipelineId\":\"w\",\"buildNumber\":1,\"issueKeys\":[\"A-1\"]}",
	("{\"pipelineId\":\"w\",\"buildNumber\":2,\"associations\":"
	 "[{\"associationType\":\"issueKeys\",\"values\":[\"A-1\",\"B-1\"]}]}"),
	"{\"pipelineId\":\"]}\",\"buildNumber\":1}",
};
static const char *const repositories[RECORDS] = {
	("{\"id\":\"r1\",\"commits\":[{\"id\":\"c1\",\"issueKeys\":[\"A-1\"]},"
	 "{\"id\":\"c2\",\"issueKeys\":[\"B-1\"]}]}"),
	"{\"id\":\"r2\",\"branches\":[{\"id\":\"c1\"}]}",
	"{\"id\":\"r3\"}",
};
static const char *const flags[RECORDS] = {
	"{\"id\":\"r1\",\"issueKeys\":[\"A-1\"]}",
	"{\"id\":\"w\"}",
	"{\"id\":\",\\\"\"}",
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

static void
want_verdict(const struct ingest_record *record, const struct mem *body,
    struct mem *lines)
{
	const struct verdict *const verdict = &record->verdict;
	struct text text = { .name = "<verdict>", .syntax = TEXT_JSON };
	struct mem line = { 0 };
	struct why why = { 0 };

	switch (verdict->kind) {
	case VERDICT_ACCEPTED:
		if (memmem(body->data, body->len, "accepted", 8) == NULL)
			abort();
		break;
	case VERDICT_FAILED:
		if (verdict->errors.len == 0)
			abort();
		break;
	case VERDICT_REJECTED:
	case VERDICT_UNKNOWN:
		break;
	default:
		abort();
	}
	verdict_line(verdict, &line);
	if (text_read(&text, line.data, line.len, &why) == -1 ||
	    memchr(line.data, '\n', line.len) != line.data + line.len - 1)
		abort();
	mem_add(lines, line.data, line.len);
	verdict_words(verdict, lines);
	mem_release(&line);
}

/* What is said of the records, as lines; and how many others there are. */
static void
read_answer(const char *name, const char *const *records,
    const struct mem *body, struct mem *lines)
{
	const struct record_kind *const kind = record_kind(name);
	const struct mem frame = { 0 };
	struct why why = { 0 };
	struct ingest_batch *const batch = ingest_batch_new(kind, &frame, &why);
	size_t i, strangers;

	for (i = 0; i < RECORDS; i++)
		if (batch == NULL ||
		    ingest_batch_add(
			batch, make_record(kind, records[i]), &why) == -1)
			abort();
	if (ingest_answer(batch, body, &strangers, &why) == -1) {
		if (why.status != WHY_NONSENSE || why.msg[0] == '\0')
			abort();
	} else {
		for (i = 0; i < RECORDS; i++)
			want_verdict(batch->records[i], body, lines);
	}
	mem_printf(lines, "%zu\n", strangers);
	ingest_answer_errors(body, &batch->records[0]->verdict.errors);
	for (i = 0; i < RECORDS; i++)
		ingest_record_free(batch->records[i]);
	ingest_batch_free(batch);
}

static void
try_answer(const char *name, const char *const *records, const uint8_t *data,
    size_t len)
{
	struct mem body = { 0 }, later = { 0 }, lines = { 0 }, same = { 0 };

	mem_add(&body, data, len);
	read_answer(name, records, &body, &lines);
	mem_putc(&later, ' ');
	mem_add(&later, data, len);
	read_answer(name, records, &later, &same);
	/* But for a byte order mark, which nothing may precede. */
	if ((len == 0 || data[0] != 0xEF) &&
	    strcmp(mem_str(&lines), mem_str(&same)) != 0)
		abort();
	mem_release(&body);
	mem_release(&later);
	mem_release(&lines);
	mem_release(&same);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	try_answer("builds", builds, data, len);
	try_answer("devinfo", repositories, data, len);
	try_answer("flags", flags, data, len);
	return 0;
}
