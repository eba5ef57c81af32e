/*
 * ingest_answer_devinfo: what an answer says of repositories: the verdict of
 * one is the worst of what is said of it and of all that is in it.
 */

#include <stdint.h>
#include <string.h>

#include "ingest_answer_part.h"
#include "ingest_batch.h"
#include "ingest_ring.h"
#include "record.h"
#include "shape.h"
#include "why.h"

static const char *const sets[] = { "commits", "branches", "pullRequests" };

/* One repository at hand. */
struct repository {
	struct ingest_answer *answer;
	struct ingest_record *record;
	struct text text;  /* of it, as it was sent */
	struct sorted ids; /* of its entities, the set's number in front */
	struct mem said;   /* a byte for each of them */
	struct mem errors; /* of one of them */
};

static void
add_id(struct mem *mem, size_t set, const struct text *text, struct value id)
{
	mem_cut(mem, 0);
	mem_putc(mem, (char)('0' + set));
	text_string(text, id, mem);
}

/* Sort the ids of what is in it, by which the answer calls them. */
static int
begin(struct repository *repository, struct why *why)
{
	const struct mem *const json = &repository->record->json;
	struct record_entity entity = { 0 };
	struct mem id = { 0 };
	int rv;

	if (text_read(&repository->text, json->data, json->len, why) == -1)
		return -1;
	while (record_next_entity(
	    &repository->text, repository->text.root, &entity)) {
		add_id(&id, entity.set, &repository->text,
		    text_member(&repository->text, entity.member.value, "id"));
		sorted_add(
		    &repository->ids, id.data, id.len, repository->said.len);
		mem_putc(&repository->said, '\0');
	}
	if ((rv = mem_check(&repository->said, why)) == 0)
		rv = sorted_sort(&repository->ids, why);
	mem_release(&id);
	return rv;
}

/* Note what a list of the answer says of an entity. */
static void
note(struct repository *repository, size_t set, struct value id, char bit)
{
	const struct sorted_row *row;
	struct mem key = { 0 };

	add_id(&key, set, &repository->answer->text, id);
	row = sorted_find(&repository->ids, mem_str(&key), key.len);
	if (row == NULL)
		repository->answer->strangers++;
	else
		repository->said.data[row->number] |= bit;
	mem_release(&key);
}

/* The lists of the answer under its name: ids, or objects with them. */
static void
read_lists(struct repository *repository, struct value lists, char bit)
{
	const struct text *const text = &repository->answer->text;
	struct member item;
	struct value array;
	size_t set;

	for (set = 0; set < sizeof sets / sizeof sets[0]; set++) {
		array = text_member(text, lists, sets[set]);
		item = (struct member){ 0 };
		while (text_next(text, array, &item))
			note(repository, set,
			    item.value.kind == TEXT_OBJECT
				? text_member(text, item.value, "id")
				: item.value,
			    bit);
	}
}

/* Add the errors of the failed entity of that id, with the path of ours. */
static void
read_errors(struct repository *repository, struct value failed,
    const struct record_entity *entity, struct mem *errors)
{
	const struct text *const text = &repository->answer->text;
	const struct value array = text_member(text, failed, entity->name);
	struct member item = { 0 };
	struct mem ours = { 0 }, its = { 0 }, path = { 0 };

	text_string(&repository->text,
	    text_member(&repository->text, entity->member.value, "id"), &ours);
	mem_printf(&path, "/%s/%zu", entity->name, entity->index - 1);
	while (text_next(text, array, &item)) {
		mem_cut(&its, 0);
		text_string(text, text_member(text, item.value, "id"), &its);
		if (strcmp(mem_str(&ours), mem_str(&its)) == 0)
			ingest_answer_add(text,
			    text_member(text, item.value, "errorMessages"),
			    mem_str(&path), errors);
	}
	mem_release(&ours);
	mem_release(&its);
	mem_release(&path);
}

/* Rejected is worse than failed, and that than unknown. */
static int
badness(enum verdict_kind kind)
{
	switch (kind) {
	case VERDICT_REJECTED:
		return 3;
	case VERDICT_FAILED:
		return 2;
	case VERDICT_UNKNOWN:
		return 1;
	default:
		return 0;
	}
}

/* Judge one entity by itself. */
static enum verdict_kind
judge_entity(struct repository *repository, struct value failed,
    const struct record_entity *entity, char said)
{
	struct verdict *const verdict = &repository->record->verdict;
	struct mem path = { 0 };
	enum verdict_kind kind;
	bool unknown;

	mem_cut(&repository->errors, 0);
	if ((said & INGEST_REFUSED) != 0)
		read_errors(repository, failed, entity, &repository->errors);
	unknown = ingest_answer_unknown(&repository->answer->unknown,
	    &repository->text, entity->member.value, &verdict->unknown);
	kind = ingest_answer_judge(unknown, said, &repository->errors);
	mem_puts(&verdict->errors,
	    repository->errors.len > 0 && verdict->errors.len > 0 ? "," : "");
	mem_add(
	    &verdict->errors, repository->errors.data, repository->errors.len);
	if (kind == VERDICT_FAILED) {
		mem_printf(&path, "/%s/%zu", entity->name, entity->index - 1);
		shape_say(&verdict->errors, mem_str(&path), INGEST_NOT_NAMED);
	}
	mem_release(&path);
	return kind;
}

/* Judge all that is in it; at first it is what was said of it alone. */
static void
judge(struct repository *repository, struct value accepted, struct value failed)
{
	struct verdict *const verdict = &repository->record->verdict;
	struct record_entity entity = { 0 };
	enum verdict_kind kind;
	size_t i;

	verdict->kind = VERDICT_ACCEPTED;
	for (i = 0; record_next_entity(
		 &repository->text, repository->text.root, &entity);
	     i++) {
		kind = judge_entity(
		    repository, failed, &entity, repository->said.data[i]);
		if (badness(kind) > badness(verdict->kind))
			verdict->kind = kind;
	}
	/* There may be nothing in it that is named or not. */
	if (accepted.kind != TEXT_NONE || verdict->kind != VERDICT_ACCEPTED)
		return;
	verdict->kind =
	    failed.kind == TEXT_NONE ? VERDICT_FAILED : VERDICT_REJECTED;
	if (verdict->kind == VERDICT_FAILED)
		shape_say(&verdict->errors, NULL, INGEST_NOT_NAMED);
}

static int
read_repository(struct repository *repository, struct why *why)
{
	const struct text *const text = &repository->answer->text;
	struct verdict *const verdict = &repository->record->verdict;
	struct value accepted, failed, whole;
	struct mem id = { 0 };
	int rv;

	if ((rv = begin(repository, why)) == -1)
		return -1;
	text_string(&repository->text,
	    text_member(&repository->text, repository->text.root, "id"), &id);
	accepted = text_member(text,
	    text_member(text, text->root, "acceptedDevinfoEntities"),
	    mem_str(&id));
	failed = text_member(text,
	    text_member(text, text->root, "failedDevinfoEntities"),
	    mem_str(&id));
	whole = text_member(text, failed, "errorMessages");
	mem_release(&id);
	if (accepted.kind == TEXT_NONE && whole.kind == TEXT_ARRAY) {
		verdict->kind = VERDICT_REJECTED;
		ingest_answer_add(text, whole, NULL, &verdict->errors);
		return 0;
	}
	read_lists(repository, accepted, INGEST_NAMED);
	read_lists(repository, failed, INGEST_REFUSED);
	judge(repository, accepted, failed);
	return 0;
}

/* Which repositories does the answer name that were not sent? */
static void
count_strangers(struct ingest_answer *answer, const char *name)
{
	struct member item = { 0 };
	const struct value map =
	    text_member(&answer->text, answer->text.root, name);

	while (map.kind == TEXT_OBJECT && text_next(&answer->text, map, &item))
		(void)ingest_answer_find(answer, item.name);
}

int
ingest_answer_devinfo(struct ingest_answer *answer, struct why *why)
{
	struct repository repository;
	size_t i;
	int rv = 0;

	count_strangers(answer, "acceptedDevinfoEntities");
	count_strangers(answer, "failedDevinfoEntities");
	for (i = 0; rv == 0 && i < answer->batch->count; i++) {
		repository = (struct repository){ .answer = answer,
			.record = answer->batch->records[i],
			.text = { .name = "<record>", .syntax = TEXT_JSON } };
		rv = read_repository(&repository, why);
		sorted_release(&repository.ids);
		mem_release(&repository.said);
		mem_release(&repository.errors);
	}
	return rv;
}
