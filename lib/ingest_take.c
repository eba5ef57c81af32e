/* ingest_take: from a value of the input to records that can be sent. */

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "ingest_part.h"
#include "record.h"
#include "record_fill.h"
#include "record_plan.h"
#include "shape.h"
#include "when.h"

/* A record at hand, and what stands around it. */
struct taking {
	struct ingest *ingest;
	const struct record_kind *kind; /* of those that come */
	const struct mem *frame;
	const struct mem *flaws; /* of the frame, or NULL */
	struct text *text;       /* of the record alone */
	struct record_plan *plan;
	struct ingest_record *record;
	struct why *why;
};

void
ingest_tick(struct ingest *ingest)
{
	struct timespec now;
	int64_t seconds;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	seconds = now.tv_sec;
	if (seconds != ingest->now / 1000 || ingest->time.len == 0) {
		mem_cut(&ingest->time, 0);
		when_quote(&ingest->time, seconds);
	}
	ingest->now = seconds * 1000 + now.tv_nsec / 1000000;
}

static int
refuse(struct ingest *ingest, struct ingest_record *record)
{
	ingest_settle(ingest, record, VERDICT_INVALID);
	return 0;
}

/* No memory is no fault of the record's. */
static int
refuse_for(struct taking *taking, const struct why *wrong)
{
	if (wrong->status != WHY_INPUT) {
		*taking->why = *wrong;
		return -1;
	}
	shape_say(&taking->record->verdict.errors, NULL, "%s", wrong->msg);
	return refuse(taking->ingest, taking->record);
}

int
ingest_take_bad(
    struct ingest *ingest, const struct split_item *item, struct why *why)
{
	struct ingest_record *record;

	if ((record = ingest_ring_add(&ingest->ring, why)) == NULL)
		return -1;
	ingest->tally.malformed++;
	shape_say(&record->verdict.errors, NULL, "%s:%zu: %s", ingest->name,
	    item->line, item->wrong);
	return refuse(ingest, record);
}

/* Most records get the same number, so that it is seldom printed. */
static const char *
print_sequence(struct ingest *ingest, int64_t sequence)
{
	if (ingest->printed != sequence || ingest->number[0] == '\0')
		(void)snprintf(ingest->number, sizeof ingest->number,
		    "%" PRId64, sequence);
	ingest->printed = sequence;
	return ingest->number;
}

/* Fill in what is missing, and look at the outcome. */
static int
prepare(struct taking *taking, struct why *wrong)
{
	struct ingest *const ingest = taking->ingest;
	struct ingest_record *const record = taking->record;
	struct text *const text = taking->text;
	struct record_fill fill = {
		.time = mem_str(&ingest->time),
		.url = ingest->options->url,
		.trim = ingest->options->trim,
	};
	int64_t sequence, chosen = ingest->now;
	int rv;

	record->made = !record_plan_sequence(taking->plan, text, &sequence);
	record->entities = taking->plan->entities;
	/* Only what lacks a number waits for what is known of its key. */
	if (record->made || record->entities > 0)
		chosen = ingest_choose_sequence(ingest, record);
	fill.sequence = print_sequence(ingest, chosen);
	if (record->made && text->root.kind == TEXT_OBJECT)
		sequence = chosen;
	rv = record_prepare(taking->plan, &fill, text, &record->json,
	    &record->verdict.notes, &record->verdict.errors, wrong);
	if (rv != -1)
		record->sequence = sequence;
	return rv;
}

/* A request of another kind lacks all that this one has: say that alone. */
static void
say_other(const struct text *text, struct mem *errors)
{
	const struct record_kind *const other =
	    record_kind_requested(text, text->root);

	if (other == NULL)
		return;
	mem_cut(errors, 0);
	shape_say(errors, "", "is a request of %s", other->name);
}

/* Returns 0, or -1 and why; a bad record has its verdict. */
static int
take_record(struct taking *taking)
{
	struct ingest *const ingest = taking->ingest;
	struct ingest_record *const record = taking->record;
	struct text *const text = taking->text;
	struct why *const wrong = &ingest->wrong;

	record->kind = taking->plan->kind;
	(void)record_plan_key(taking->plan, text, &record->verdict.key);
	if (taking->flaws != NULL && taking->flaws->len > 0) {
		mem_add(&record->verdict.errors, taking->flaws->data,
		    taking->flaws->len);
		return refuse(ingest, record);
	}
	if (text->len > RECORD_MAX) {
		(void)record_check(
		    record->kind, text, text->root, &record->verdict.errors);
		return refuse(ingest, record);
	}
	ingest_identify(ingest, record, text);
	if (ingest_is_settled(ingest, record))
		return 0;
	switch (prepare(taking, wrong)) {
	case 0:
		ingest_ring_keep(&ingest->ring, record);
		return ingest_place(ingest, record, taking->frame, taking->why);
	case 1:
		say_other(text, &record->verdict.errors);
		return refuse(ingest, record);
	default:
		return refuse_for(taking, wrong);
	}
}

/* The record that a text is. */
static int
take_text(struct taking *taking, struct text *text, struct record_plan *plan)
{
	taking->record = ingest_ring_add(&taking->ingest->ring, taking->why);
	if (taking->record == NULL)
		return -1;
	taking->text = text;
	taking->plan = plan;
	return take_record(taking);
}

/* The record that is a value of text. */
static int
take_value(struct taking *taking, const struct text *text, struct value value)
{
	struct text *const part = &taking->ingest->part;

	part->name = text->name;
	part->line = text->line;
	if (text_read(part, text->data + value.at, value.end - value.at,
		taking->why) == -1)
		return -1;
	return take_text(taking, part,
	    record_plan(&taking->ingest->plans, taking->kind, part));
}

/* Each record of a request; what is wrong around them is wrong with each. */
static int
take_request(struct taking *taking, const struct text *text, struct value array)
{
	struct ingest *const ingest = taking->ingest;
	const struct record_kind *kind = taking->kind;
	struct mem frame = { 0 }, errors = { 0 };
	struct member item = { 0 };
	int rv = -1;

	if (text_member(text, text->root, kind->root).at != array.at)
		kind = kind->twin;
	if (ingest_frame(ingest, kind, text, &frame, &errors, taking->why) ==
	    -1)
		goto out;
	taking->frame = &frame;
	taking->flaws = &errors;
	while (text_next(text, array, &item))
		if (take_value(taking, text, item.value) == -1)
			goto out;
	rv = 0;
out:
	mem_release(&frame);
	mem_release(&errors);
	return rv;
}

/* What the stream has not read already. */
static int
read_item(struct taking *taking, const struct split_item *item)
{
	struct ingest *const ingest = taking->ingest;
	struct text *const text = &ingest->whole;
	struct why wrong = { 0 };

	text->name = ingest->name;
	text->line = item->line;
	taking->text = text;
	if (text_read(text, item->data, item->len, &wrong) == 0)
		return 1;
	taking->record = ingest_ring_add(&ingest->ring, taking->why);
	if (taking->record == NULL)
		return -1;
	ingest->tally.malformed++;
	return refuse_for(taking, &wrong);
}

int
ingest_take(
    struct ingest *ingest, const struct split_item *item, struct why *why)
{
	struct taking taking = {
		.ingest = ingest,
		.kind = ingest->options->kind,
		.frame = ingest->options->frame,
		.text = item->text,
		.why = why,
	};
	struct record_plan *plan;
	int rv;

	if (item->text == NULL && (rv = read_item(&taking, item)) != 1)
		return rv;
	plan = record_plan(&ingest->plans, taking.kind, taking.text);
	if (plan->records.kind == TEXT_ARRAY)
		return take_request(&taking, taking.text,
		    text_again(taking.text, plan->records));
	return take_text(&taking, taking.text, plan);
}
