/* ingest_answer: what an answer of the DevOps APIs says of each record. */

#include <stdint.h>
#include <string.h>

#include "ingest_answer.h"
#include "ingest_answer_part.h"
#include "ingest_batch.h"
#include "ingest_ring.h"
#include "record.h"
#include "shape.h"
#include "why.h"

/* Add a value as it is, on one line: line ends are in no string. */
static void
add_on_line(const struct text *text, struct value value, struct mem *mem)
{
	size_t i;

	for (i = value.at; i < value.end; i++)
		if (text->data[i] != '\n' && text->data[i] != '\r')
			mem_putc(mem, text->data[i]);
}

/* Add an item of an array of errors, with the path of what it is about. */
static void
add_error(const struct text *text, struct value item, const char *path,
    struct mem *errors)
{
	struct mem words = { 0 };

	if (item.kind == TEXT_OBJECT &&
	    text_member(text, item, "message").kind == TEXT_STRING) {
		mem_puts(errors, errors->len > 0 ? "," : "");
		if (path != NULL) {
			mem_puts(errors, "{\"path\":");
			text_quote(errors, path, strlen(path));
			mem_putc(errors, ',');
			item.at++;
		}
		add_on_line(text, item, errors);
	} else {
		text_string(text, item, &words);
		shape_say(errors, path, "%s", mem_str(&words));
	}
	mem_release(&words);
}

void
ingest_answer_add(const struct text *text, struct value array, const char *path,
    struct mem *errors)
{
	struct member item = { 0 };

	while (text_next(text, array, &item))
		add_error(text, item.value, path, errors);
}

void
ingest_answer_errors(const struct mem *body, struct mem *errors)
{
	static const char *const lists[] = { "errorMessages", "errors" };
	struct text text = { .name = "<answer>", .syntax = TEXT_JSON };
	struct why why = { 0 };
	size_t i;

	if (text_read(&text, body->data, body->len, &why) == -1)
		return;
	if (text.root.kind == TEXT_ARRAY)
		ingest_answer_add(&text, text.root, NULL, errors);
	for (i = 0; i < sizeof lists / sizeof lists[0]; i++)
		ingest_answer_add(&text,
		    text_member(&text, text.root, lists[i]), NULL, errors);
	if (errors->len == 0 && text.root.kind == TEXT_OBJECT)
		add_error(&text, text.root, NULL, errors);
}

/* Most answers name records in the order in which they were sent. */
static bool
is_next(const struct ingest_answer *answer)
{
	const struct ingest_batch *const batch = answer->batch;
	const struct mem *key;

	if (answer->next == batch->count)
		return false;
	key = &batch->records[answer->next]->verdict.key;
	return key->len == answer->key.len &&
	    memcmp(key->data, answer->key.data, key->len) == 0;
}

/* Sort what is looked for, once that is needed. */
static int
sort_keys(struct ingest_answer *answer)
{
	const struct ingest_batch *const batch = answer->batch;
	size_t i;

	if (answer->keys.count > 0)
		return 0;
	for (i = 0; i < batch->count; i++) {
		const struct mem *const key = &batch->records[i]->verdict.key;

		sorted_add(&answer->keys, key->data, key->len, i);
	}
	return sorted_sort(&answer->keys, &answer->lost);
}

/* The record of a key in the answer, as its number, or SIZE_MAX. */
size_t
ingest_answer_find(struct ingest_answer *answer, struct value key)
{
	const struct sorted_row *row = NULL;

	mem_cut(&answer->key, 0);
	if (record_key_answered(
		answer->batch->kind, &answer->text, key, &answer->key)) {
		if (is_next(answer))
			return answer->next++;
		if (sort_keys(answer) == 0)
			row = sorted_find(
			    &answer->keys, answer->key.data, answer->key.len);
	}
	if (row == NULL) {
		answer->strangers++;
		return SIZE_MAX;
	}
	answer->next = row->number + 1;
	return row->number;
}

/* An array of keys; or an object whose names are. */
static void
read_accepted(struct ingest_answer *answer)
{
	const struct value list = text_member(
	    &answer->text, answer->text.root, answer->batch->kind->accepted);
	struct member item = { 0 };
	size_t i;

	while (text_next(&answer->text, list, &item)) {
		i = ingest_answer_find(
		    answer, list.kind == TEXT_OBJECT ? item.name : item.value);
		if (i != SIZE_MAX)
			answer->said.data[i] |= INGEST_NAMED;
	}
}

/* [{"key":…,"errors":[…]}], or {"id":[…]}. */
static void
read_refused(struct ingest_answer *answer)
{
	const struct text *const text = &answer->text;
	const struct value list =
	    text_member(text, text->root, answer->batch->kind->refused);
	struct member item = { 0 };
	struct value key, errors;
	size_t i;

	while (text_next(text, list, &item)) {
		key = item.name;
		errors = item.value;
		if (list.kind == TEXT_ARRAY) {
			key = text_member(text, item.value, "key");
			errors = text_member(text, item.value, "errors");
		}
		if ((i = ingest_answer_find(answer, key)) == SIZE_MAX)
			continue;
		answer->said.data[i] |= INGEST_REFUSED;
		ingest_answer_add(text, errors, NULL,
		    &answer->batch->records[i]->verdict.errors);
	}
}

/* Is it only for its issues that it was refused? */
static bool
is_for_issues(const struct mem *errors)
{
	struct text text = { .name = "<errors>", .syntax = TEXT_JSON };
	struct mem json = { 0 }, words = { 0 };
	struct member item = { 0 };
	struct why why = { 0 };
	bool is;

	mem_printf(&json, "[%s]", mem_str(errors));
	is = text_read(&text, json.data, json.len, &why) == 0;
	while (is && text_next(&text, text.root, &item)) {
		mem_cut(&words, 0);
		text_string(
		    &text, text_member(&text, item.value, "message"), &words);
		is = strncasecmp(mem_str(&words), "no valid ", 9) == 0;
	}
	mem_release(&words);
	mem_release(&json);
	return is;
}

enum verdict_kind
ingest_answer_judge(bool unknown, int said, const struct mem *errors)
{
	if ((said & INGEST_REFUSED) != 0)
		return unknown && is_for_issues(errors) ? VERDICT_UNKNOWN
							: VERDICT_REJECTED;
	if (unknown)
		return VERDICT_UNKNOWN;
	return (said & INGEST_NAMED) != 0 ? VERDICT_ACCEPTED : VERDICT_FAILED;
}

/* Are all of its issues unknown? */
static int
read_issues(struct ingest_answer *answer, struct ingest_record *record,
    bool *unknown, struct why *why)
{
	struct text text = { .name = "<record>", .syntax = TEXT_JSON };

	if (text_read(&text, record->json.data, record->json.len, why) == -1)
		return -1;
	*unknown = ingest_answer_unknown(
	    &answer->unknown, &text, text.root, &record->verdict.unknown);
	return 0;
}

/* What was said of a record decides. */
static int
judge(struct ingest_answer *answer, struct ingest_record *record, int said,
    struct why *why)
{
	struct verdict *const verdict = &record->verdict;
	bool unknown = false;

	if (answer->unknown.count > 0 &&
	    read_issues(answer, record, &unknown, why) == -1)
		return -1;
	verdict->kind = ingest_answer_judge(unknown, said, &verdict->errors);
	if (verdict->kind == VERDICT_FAILED)
		shape_say(&verdict->errors, NULL, INGEST_NOT_NAMED);
	return 0;
}

/* Nothing is said of any record. */
static int
begin(struct ingest_answer *answer, struct why *why)
{
	const size_t count = answer->batch->count;
	char *const said = mem_room(&answer->said, count);

	if (said != NULL) {
		memset(said, '\0', count);
		mem_grew(&answer->said, count);
	}
	return mem_check(&answer->said, why);
}

static int
read_answer(
    struct ingest_answer *answer, const struct mem *body, struct why *why)
{
	struct why wrong = { 0 };
	size_t i;

	if (begin(answer, why) == -1)
		return -1;
	if (!ingest_answer_shorten(answer, body) &&
	    text_read(&answer->text, body->data, body->len, &wrong) == -1)
		return why_setx(why, WHY_NONSENSE, "%s", wrong.msg);
	if (answer->text.root.kind != TEXT_OBJECT)
		return why_setx(why, WHY_NONSENSE, "the answer is no object");
	ingest_answer_read_unknown(&answer->text, &answer->unknown);
	if (sorted_sort(&answer->unknown, why) == -1)
		return -1;
	if (answer->batch->kind->most_entities > 0)
		return ingest_answer_devinfo(answer, why);
	read_accepted(answer);
	read_refused(answer);
	for (i = 0; i < answer->batch->count; i++)
		if (judge(answer, answer->batch->records[i],
			answer->said.data[i], why) == -1)
			return -1;
	return 0;
}

int
ingest_answer(const struct ingest_batch *batch, const struct mem *body,
    size_t *strangers, struct why *why)
{
	struct ingest_answer answer = {
		.batch = batch,
		.text = { .name = "the answer",
		    .syntax = TEXT_JSON,
		    .index = &answer.index },
	};
	int rv = read_answer(&answer, body, why);

	if (rv == 0 && answer.lost.status != WHY_OK) {
		*why = answer.lost;
		rv = -1;
	}
	*strangers = answer.strangers;
	text_index_release(&answer.index);
	sorted_release(&answer.keys);
	sorted_release(&answer.unknown);
	mem_release(&answer.said);
	mem_release(&answer.key);
	mem_release(&answer.rest);
	return rv;
}
