/* seal_raw: whole files, and the sealed blocks among the lines of YAML. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "envelope.h"
#include "seal.h"
#include "seal_raw.h"
#include "vault_yaml.h"
#include "why.h"

int
seal_raw_close(const struct seal *seal, const struct seal_bytes *in,
    const char *name, struct mem *out, struct why *why)
{
	struct seal_text *text = NULL;
	size_t failed;
	int rv = -1;

	if (envelope_is(mem_str(&in->data), in->data.len)) {
		mem_add(out, in->data.data, in->data.len);
		return mem_check(out, why);
	}
	if ((text = calloc(1, sizeof *text)) == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	mem_add(&text->in, in->data.data, in->data.len);
	if (mem_check(&text->in, why) == -1)
		goto out;
	if (seal_texts(seal, text, 1, &failed, why) == -1)
		goto out;
	if (name == NULL)
		mem_add(out, text->out.data, text->out.len);
	else
		vault_yaml_write(out, name, &text->out);
	rv = mem_check(out, why);
out:
	seal_free(text, 1);
	return rv;
}

static bool
next_named(
    const struct seal_bytes *in, const char *name, struct vault_yaml *block)
{
	while (vault_yaml_next(mem_str(&in->data), in->data.len, block))
		if (name == NULL ||
		    (block->name_len == strlen(name) &&
			memcmp(block->name, name, block->name_len) == 0))
			return true;
	return false;
}

/* The blocks of a name, or all, and their texts. */
struct blocks {
	struct vault_yaml *blocks;
	struct seal_text *texts;
	size_t count;
};

static int
find(struct blocks *found, const struct seal_bytes *in, const char *name,
    struct why *why)
{
	struct vault_yaml block = { 0 };
	size_t i = 0;

	while (next_named(in, name, &block))
		found->count++;
	if (found->count == 0)
		return why_setx(why, WHY_INPUT, "%s: %s", in->name,
		    name == NULL ? "nothing in it is sealed"
				 : "no sealed block in it has that name");
	found->blocks = calloc(found->count, sizeof *found->blocks);
	found->texts = calloc(found->count, sizeof *found->texts);
	if (found->blocks == NULL || found->texts == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	for (block = (struct vault_yaml){ 0 }; next_named(in, name, &block);
	     i++) {
		found->blocks[i] = block;
		vault_yaml_text(in->data.data, &block, &found->texts[i].in);
		if (mem_check(&found->texts[i].in, why) == -1)
			return -1;
	}
	return 0;
}

static void
release(struct blocks *found)
{
	seal_free(found->texts, found->texts == NULL ? 0 : found->count);
	free(found->blocks);
}

static int
apply(const struct seal *seal, const struct seal_bytes *in,
    const struct blocks *found, struct why *why)
{
	size_t failed;

	if (seal_texts(seal, found->texts, found->count, &failed, why) == 0)
		return 0;
	if (failed == found->count)
		return -1;
	return why_at(why, "%s:%zu", in->name, found->blocks[failed].line);
}

int
seal_raw_open(const struct seal *seal, const struct seal_bytes *in,
    const char *name, struct mem *out, struct why *why)
{
	struct blocks found = { 0 };
	int rv = -1;

	if (find(&found, in, name, why) == -1)
		goto out;
	if (found.count > 1) {
		why_setx(why, WHY_INPUT, "%s: there are %zu sealed blocks%s",
		    in->name, found.count,
		    name == NULL ? ": choose one by --name" : " of that name");
		goto out;
	}
	if (apply(seal, in, &found, why) == -1)
		goto out;
	mem_add(out, found.texts->out.data, found.texts->out.len);
	rv = mem_check(out, why);
out:
	release(&found);
	return rv;
}

int
seal_raw_rekey(const struct seal *seal, const struct seal_bytes *in,
    const char *name, struct mem *out, struct why *why)
{
	const struct vault_yaml *block;
	struct blocks found = { 0 };
	size_t i, at = 0;
	int rv = -1;

	if (find(&found, in, name, why) == -1 ||
	    apply(seal, in, &found, why) == -1)
		goto out;
	for (i = 0; i < found.count; i++) {
		block = &found.blocks[i];
		mem_add(out, in->data.data + at, block->at - at);
		vault_yaml_replace(
		    out, in->data.data, block, &found.texts[i].out);
		at = block->end;
	}
	mem_add(out, in->data.data + at, in->data.len - at);
	rv = mem_check(out, why);
out:
	release(&found);
	return rv;
}

void
seal_raw_names(const struct seal_bytes *in, struct mem *names)
{
	struct vault_yaml block = { 0 };

	while (next_named(in, NULL, &block)) {
		if (block.name != NULL)
			mem_add(names, block.name, block.name_len);
		mem_putc(names, '\0');
	}
}
