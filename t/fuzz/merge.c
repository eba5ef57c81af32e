/*
 * fuzz: a document and a merge patch, with a NUL between them.  What comes out
 * has to be a text, equal the merge done on data, stay as it is when merged
 * again, and keep the bytes of every member that the patch does not name.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "mem.h"
#include "merge.h"
#include "text.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

/*
 * Is out what merging patch into old makes (RFC 7396, 2)?  NULL is a member
 * that there is not.  This looks at data alone, and knows nothing of edits.
 */
static void
check_merge(const struct text *old, struct value before,
    const struct text *patch, struct value with, const struct text *new,
    struct value after)
{
	const bool was = before.kind == TEXT_OBJECT;
	struct member member = { 0 };
	struct mem name = { 0 };
	struct value value, none = { 0 };

	if (with.kind == TEXT_NONE) {
		must(text_same(old, before, new, after));
		return;
	}
	if (with.kind != TEXT_OBJECT) {
		must(text_same(patch, with, new, after));
		return;
	}
	must(after.kind == TEXT_OBJECT);
	/* What the patch names is as it says, and all else as it was. */
	while (text_next(patch, with, &member)) {
		mem_cut(&name, 0);
		text_string(patch, member.name, &name);
		value = text_member(new, after, mem_str(&name));
		if (member.value.kind == TEXT_NULL)
			must(value.kind == TEXT_NONE);
		else
			check_merge(old,
			    was ? text_member(old, before, mem_str(&name))
				: none,
			    patch, member.value, new, value);
	}
	member = (struct member){ 0 };
	while (was && text_next(old, before, &member)) {
		mem_cut(&name, 0);
		text_string(old, member.name, &name);
		if (strlen(mem_str(&name)) != name.len ||
		    text_member(patch, with, mem_str(&name)).kind != TEXT_NONE)
			continue;
		value = text_member(new, after, mem_str(&name));
		member.value = text_member(old, before, mem_str(&name));
		must(value.kind == member.value.kind);
		must(
		    value.end - value.at == member.value.end - member.value.at);
		must(memcmp(old->data + member.value.at, new->data + value.at,
			 value.end - value.at) == 0);
	}
	/* And nothing has come from nowhere. */
	member = (struct member){ 0 };
	while (text_next(new, after, &member)) {
		mem_cut(&name, 0);
		text_string(new, member.name, &name);
		if (strlen(mem_str(&name)) != name.len)
			continue;
		must((was &&
			 text_member(old, before, mem_str(&name)).kind !=
			     TEXT_NONE) ||
		    text_member(patch, with, mem_str(&name)).kind != TEXT_NONE);
	}
	mem_release(&name);
}

static void
check_again(const struct text *text, const struct text *patch)
{
	struct merge merge = { .arrays = MERGE_REPLACE };
	struct why why = { 0 };

	must((merge.edit = edit_new(text, &why)) != NULL);
	must(merge_patch(&merge, patch, &why) == 0);
	must(!edit_changes(merge.edit));
	edit_free(merge.edit);
}

static void
check(const struct text *text, const struct text *patch)
{
	struct text result = { .name = "result", .syntax = text->syntax };
	struct merge merge = { .arrays = MERGE_REPLACE };
	struct mem mem = { 0 };
	struct why why = { 0 };

	must((merge.edit = edit_new(text, &why)) != NULL);
	if (merge_patch(&merge, patch, &why) == -1) {
		must(why.status == WHY_INPUT && why.msg[0] != '\0');
		edit_free(merge.edit);
		return;
	}
	edit_text(merge.edit, &mem);
	must(edit_changes(merge.edit) ==
	    (mem.len != text->len ||
		memcmp(mem.data, text->data, mem.len) != 0));
	must(text_read(&result, mem_str(&mem), mem.len, &why) == 0);
	check_merge(text, text->root, patch, patch->root, &result, result.root);
	check_again(&result, patch);
	edit_free(merge.edit);
	mem_release(&mem);
}

/* A copy of its own, so that reading past its end is found. */
static bool
read_copy(struct text *text, struct mem *mem, const char *data, size_t len)
{
	struct why why = { 0 };

	mem_add(mem, data, len);
	return text_read(text, mem_str(mem), mem->len, &why) == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = memchr(data, '\0', size);
	struct text text = { .name = "text" }, patch = { .name = "patch" };
	struct mem one = { 0 }, two = { 0 };
	size_t len;

	if (end == NULL || size > 4096)
		return -1;
	/* A first byte says that the document is Hjson. */
	if (size > 0 && data[0] == '\1') {
		text.syntax = TEXT_HJSON;
		data++;
		size--;
	}
	len = (size_t)(end - data);
	if (read_copy(&text, &one, (const char *)data, len) &&
	    read_copy(&patch, &two, (const char *)end + 1, size - len - 1))
		check(&text, &patch);
	mem_release(&one);
	mem_release(&two);
	return 0;
}
