/* ingest_answer_short: an answer without what is as it has to be. */

#include <string.h>

#include "ingest_answer_part.h"
#include "ingest_batch.h"
#include "ingest_ring.h"
#include "record.h"

/*
 * Is that a record's key, as we write it, but for the first cut bytes and the
 * brace that closes them?  Returns its length, or 0.
 */
static size_t
match(const struct ingest_record *record, size_t cut, const char *p,
    const char *end)
{
	const struct mem *const key = &record->verdict.key;
	const size_t around = cut > 0 ? cut + 1 : 0;
	const size_t len = key->len - around;

	if (key->len <= around || len >= (size_t)(end - p))
		return 0;
	return memcmp(p, key->data + cut, len) == 0 ? len : 0;
}

/*
 * Pass by keys, each that of a record after the one before, and note them.
 * Returns where the last of them begins, which is not noted.
 */
static const char *
pass_keys(struct ingest_answer *answer, const char *p, const char *end)
{
	const struct ingest_batch *const batch = answer->batch;
	const struct record_part *const part = batch->kind->key;
	const char *last = p;
	size_t i, len, cut = 0;

	/* Of {"id":"w"} an answer may have "w" alone. */
	if (*p == '"' && part[1].name == NULL)
		cut = strlen(part->name) + sizeof "{\"\":" - 1;
	for (i = 0; i < batch->count; i++) {
		if ((len = match(batch->records[i], cut, p, end)) == 0)
			continue;
		if (p != last)
			answer->said.data[answer->next] |= INGEST_NAMED;
		answer->next = i;
		last = p;
		if (p[len] != ',')
			break;
		p += len + 1;
	}
	return last;
}

/* Is the list of what is accepted where it has to be, and the only one? */
static bool
read_rest(struct ingest_answer *answer, size_t list)
{
	const struct mem *const rest = &answer->rest;
	struct text *const text = &answer->text;
	struct why why = { 0 };

	return mem_check(rest, &why) == 0 &&
	    text_read(text, rest->data, rest->len, &why) == 0 &&
	    text_member(text, text->root, answer->batch->kind->accepted).at ==
	    list;
}

bool
ingest_answer_shorten(struct ingest_answer *answer, const struct mem *body)
{
	struct mem *const rest = &answer->rest;
	const char *first, *last;
	size_t len;

	mem_printf(rest, "{\"%s\":[", answer->batch->kind->accepted);
	len = rest->len;
	if (body->len <= len || memcmp(body->data, mem_str(rest), len) != 0)
		return false;
	first = body->data + len;
	last = pass_keys(answer, first, body->data + body->len);
	if (last > first) {
		mem_add(rest, last, body->len - (size_t)(last - body->data));
		if (read_rest(answer, len - 1))
			return true;
		memset(answer->said.data, '\0', answer->said.len);
	}
	answer->next = 0;
	return false;
}
