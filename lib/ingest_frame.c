/* ingest_frame: what stands around the records of a request. */

#include <string.h>

#include "edit.h"
#include "ingest_part.h"
#include "path.h"
#include "record.h"
#include "shape.h"
#include "text.h"

/* Set a member of the options in what a request has around its records. */
static int
put_over(struct edit *edit, const struct text *options,
    const struct member *member, struct why *why)
{
	struct member inner = { 0 };
	struct mem pointer = { 0 }, name = { 0 };
	size_t len;
	int rv = 0;

	text_string(options, member->name, &name);
	path_step(&pointer, mem_str(&name), name.len);
	len = pointer.len;
	if (member->value.kind != TEXT_OBJECT)
		rv = edit_put(edit, mem_str(&pointer),
		    (struct place){ options, member->value }, why);
	while (rv == 0 && text_next(options, member->value, &inner)) {
		mem_cut(&name, 0);
		text_string(options, inner.name, &name);
		path_step(&pointer, mem_str(&name), name.len);
		rv = edit_put(edit, mem_str(&pointer),
		    (struct place){ options, inner.value }, why);
		mem_cut(&pointer, len);
	}
	mem_release(&pointer);
	mem_release(&name);
	return rv;
}

/*
 * Take the records out of a request, and put the options' members in: both
 * have properties, and where they are the same, the option's count.
 */
static int
merge_frames(const struct ingest *ingest, const struct text *text,
    const char *root, struct mem *json, struct why *why)
{
	struct text options = { .name = "<options>", .syntax = TEXT_JSON };
	struct member member = { 0 };
	struct mem around = { 0 }, pointer = { 0 };
	struct edit *edit = NULL;
	int rv = -1;

	mem_printf(&around, "{%s}", mem_str(ingest->options->frame));
	path_step(&pointer, root, strlen(root));
	if (text_read(&options, around.data, around.len, why) == -1 ||
	    (edit = edit_new(text, why)) == NULL ||
	    edit_delete(edit, mem_str(&pointer), why) == -1)
		goto out;
	while (text_next(&options, options.root, &member))
		if (put_over(edit, &options, &member, why) == -1)
			goto out;
	edit_text(edit, json);
	rv = mem_check(json, why);
out:
	edit_free(edit);
	mem_release(&around);
	mem_release(&pointer);
	return rv;
}

int
ingest_frame(const struct ingest *ingest, const struct record_kind *kind,
    const struct text *text, struct mem *frame, struct mem *errors,
    struct why *why)
{
	struct text whole = { .name = ingest->name, .syntax = TEXT_JSON };
	struct mem json = { 0 };
	struct why wrong = { 0 };
	int rv = 0;

	if (merge_frames(ingest, text, kind->root, &json, &wrong) == -1 ||
	    text_read(&whole, json.data, json.len, &wrong) == -1) {
		if (wrong.status == WHY_INPUT)
			shape_say(errors, NULL, "%s", wrong.msg);
		else {
			*why = wrong;
			rv = -1;
		}
	} else if (record_check_frame(kind, &whole, errors) == 0)
		mem_add(frame, whole.data + whole.root.at + 1,
		    whole.root.end - whole.root.at - 2);
	mem_release(&json);
	return rv;
}
