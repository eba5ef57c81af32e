/* ingest_answer_unknown: which issues of a record Jira does not know. */

#include <string.h>

#include "ingest_answer_part.h"

/* Add the strings of an array. */
static void
add_strings(const struct text *text, struct value array, struct sorted *strings)
{
	struct member item = { 0 };
	struct mem chars = { 0 };

	while (text_next(text, array, &item)) {
		if (item.value.kind != TEXT_STRING)
			continue;
		mem_cut(&chars, 0);
		text_string(text, item.value, &chars);
		sorted_add(strings, mem_str(&chars), chars.len, 0);
	}
	mem_release(&chars);
}

void
ingest_answer_read_unknown(const struct text *answer, struct sorted *unknown)
{
	const struct value list =
	    text_member(answer, answer->root, "unknownAssociations");
	struct member item = { 0 };

	add_strings(answer,
	    text_member(answer, answer->root, "unknownIssueKeys"), unknown);
	while (text_next(answer, list, &item))
		add_strings(
		    answer, text_member(answer, item.value, "values"), unknown);
}

/* What there is of associations, and how much of it is unknown. */
struct count {
	const struct sorted *unknown;
	const struct text *text;
	size_t all, strange;
	struct mem *list;
};

static void
count_array(struct count *count, struct value array)
{
	struct member item = { 0 };
	struct mem chars = { 0 }, quoted = { 0 };

	for (; text_next(count->text, array, &item); count->all++) {
		if (item.value.kind != TEXT_STRING)
			continue;
		mem_cut(&chars, 0);
		text_string(count->text, item.value, &chars);
		if (sorted_find(count->unknown, mem_str(&chars), chars.len) ==
		    NULL)
			continue;
		count->strange++;
		mem_cut(&quoted, 0);
		text_quote(&quoted, mem_str(&chars), chars.len);
		if (memmem(mem_str(count->list), count->list->len, quoted.data,
			quoted.len) != NULL)
			continue;
		mem_puts(count->list, count->list->len > 0 ? "," : "");
		mem_add(count->list, quoted.data, quoted.len);
	}
	mem_release(&chars);
	mem_release(&quoted);
}

bool
ingest_answer_unknown(const struct sorted *unknown, const struct text *text,
    struct value object, struct mem *list)
{
	static const char *const names[] = { "associations",
		"addAssociations" };
	struct count count = { unknown, text, 0, 0, list };
	struct member item;
	struct value array;
	size_t i;

	if (unknown->count == 0)
		return false;
	count_array(&count, text_member(text, object, "issueKeys"));
	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		array = text_member(text, object, names[i]);
		item = (struct member){ 0 };
		while (text_next(text, array, &item))
			count_array(
			    &count, text_member(text, item.value, "values"));
	}
	return count.all > 0 && count.all == count.strange;
}
