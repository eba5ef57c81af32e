/*
 * fuzz: a document and a JSON patch, with a NUL between them.  A patch that
 * applies leaves a text that reads as what the edit says it is; one that does
 * not says why.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "mem.h"
#include "patch.h"
#include "text.h"
#include "why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
check(const struct text *text, const struct text *patch)
{
	struct text result = { .name = "result", .syntax = text->syntax };
	struct mem mem = { 0 };
	struct place root;
	struct why why = { 0 };
	struct edit *edit;

	must((edit = edit_new(text, &why)) != NULL);
	if (patch_apply(edit, patch, &why) == -1) {
		must(why.status == WHY_INPUT || why.status == WHY_NO);
		must(why.msg[0] != '\0');
	} else {
		edit_text(edit, &mem);
		must(text_read(&result, mem_str(&mem), mem.len, &why) == 0);
		must(edit_at(edit, "", &root, &why) == 0);
		must(text_same(root.text, root.value, &result, result.root));
	}
	edit_free(edit);
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
	len = (size_t)(end - data);
	if (read_copy(&text, &one, (const char *)data, len) &&
	    read_copy(&patch, &two, (const char *)end + 1, size - len - 1))
		check(&text, &patch);
	mem_release(&one);
	mem_release(&two);
	return 0;
}
