/* seal_json: the sealed strings and the secrets of a JSON document. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "conn.h"
#include "conn_type.h"
#include "edit.h"
#include "envelope.h"
#include "mem.h"
#include "path.h"
#include "seal.h"
#include "seal_json.h"
#include "secret.h"
#include "text.h"
#include "utf8.h"
#include "why.h"

/* What the walk is in: a container, and how long its pointer is. */
struct level {
	struct value container;
	struct member member;
	size_t len, index;
};

static void
add_pointer(struct mem *pointers, const struct mem *pointer)
{
	mem_add(pointers, mem_str(pointer), pointer->len);
	mem_putc(pointers, '\0');
}

/* Add the step from a container to the member that the walk is at. */
static void
add_step(const struct text *text, struct level *level, struct mem *pointer)
{
	struct mem name = { 0 };

	mem_cut(pointer, level->len);
	if (level->container.kind == TEXT_ARRAY)
		mem_printf(pointer, "/%zu", level->index++);
	else {
		text_string(text, level->member.name, &name);
		path_step(pointer, mem_str(&name), name.len);
		if (name.failed)
			pointer->failed = true;
	}
	mem_release(&name);
}

void
seal_json_sealed(const struct text *text, struct mem *pointers)
{
	struct level levels[TEXT_DEPTH_MAX + 1] = { { .container =
							  text->root } };
	struct level *level = levels;
	struct mem pointer = { 0 };
	struct value value;

	if (secret_form(text, text->root) == SECRET_SEALED)
		add_pointer(pointers, &pointer);
	for (;;) {
		if (!text_next(text, level->container, &level->member)) {
			if (level == levels)
				break;
			level--;
			continue;
		}
		value = level->member.value;
		add_step(text, level, &pointer);
		if (value.kind == TEXT_OBJECT || value.kind == TEXT_ARRAY)
			*++level = (struct level){ .container = value,
				.len = pointer.len };
		else if (secret_form(text, value) == SECRET_SEALED)
			add_pointer(pointers, &pointer);
	}
	if (pointer.failed)
		pointers->failed = true;
	mem_release(&pointer);
}

int
seal_json_secrets(
    const struct text *text, struct mem *pointers, struct why *why)
{
	struct member member = { 0 };
	enum conn_auth auth;

	if (conn_type_named(text, text_at(text, "/auth/type"), &auth) == NULL)
		return text_fail(text, text->root.at, why, WHY_CONFIG,
		    "no connection: name the values to seal by --path");
	while (conn_next_secret(text, &member)) {
		if (secret_form(text, member.value) != SECRET_PLAIN)
			continue;
		mem_puts(pointers, "/auth/");
		text_string(text, member.name, pointers);
		mem_putc(pointers, '\0');
	}
	return mem_check(pointers, why);
}

/* Fail about a value, with what is wrong or the reason why holds. */
static int
fail(const struct text *text, const char *pointer, enum status status,
    const char *wrong, struct why *why)
{
	const struct value value = text_at(text, pointer);
	struct mem words = { 0 };

	mem_puts(&words, wrong);
	text_fail(text, value.kind == TEXT_NONE ? text->root.at : value.at, why,
	    status, "%s: %s", pointer, mem_str(&words));
	mem_release(&words);
	return -1;
}

/*
 * Take the string that pointer leads to.  Returns 1, or 0 if it is as it
 * shall be, or -1 and why.
 */
static int
take(const struct seal *seal, const struct text *text, const char *pointer,
    struct mem *string, struct why *why)
{
	const struct value value = text_at(text, pointer);
	bool sealed;

	if (value.kind == TEXT_NONE)
		return fail(
		    text, pointer, WHY_INPUT, "there is no such value", why);
	if (value.kind != TEXT_STRING)
		return fail(text, pointer, WHY_INPUT,
		    "only a string can be sealed", why);
	text_string(text, value, string);
	if (mem_check(string, why) == -1)
		return -1;
	sealed = envelope_is(mem_str(string), string->len);
	if (seal->from != NULL && seal->to != NULL && !sealed)
		return fail(text, pointer, WHY_INPUT, "is not sealed", why);
	return sealed == (seal->from != NULL);
}

static int
change(const struct text *text, const char *pointer, const struct mem *string,
    struct edit *edit, struct why *why)
{
	struct mem json = { 0 };
	int rv = -1;

	if (utf8_span(mem_str(string), string->len) != string->len) {
		fail(text, pointer, WHY_INPUT,
		    "what is sealed is not UTF-8, and no string can hold it",
		    why);
		goto out;
	}
	text_quote(&json, mem_str(string), string->len);
	if (mem_check(&json, why) == -1)
		goto out;
	if (edit_set(edit, pointer, json.data, json.len, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&json);
	return rv;
}

/* The texts to work on, and what leads to each. */
struct batch {
	struct seal_text *texts;
	const char **pointers;
	size_t count, size;
};

static int
gather(struct batch *batch, const struct seal *seal, const struct text *text,
    const struct mem *pointers, struct why *why)
{
	const char *pointer = mem_str(pointers);
	const char *const end = pointer + pointers->len;
	struct seal_text *next;
	size_t i;
	int rv;

	for (i = 0; i < pointers->len; i++)
		batch->size += pointers->data[i] == '\0';
	batch->texts = calloc(batch->size + 1, sizeof *batch->texts);
	batch->pointers = calloc(batch->size + 1, sizeof *batch->pointers);
	if (batch->texts == NULL || batch->pointers == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	for (; pointer < end; pointer += strlen(pointer) + 1) {
		next = &batch->texts[batch->count];
		if ((rv = take(seal, text, pointer, &next->in, why)) == -1)
			return -1;
		if (rv == 1)
			batch->pointers[batch->count++] = pointer;
		else
			mem_release(&next->in);
	}
	return 0;
}

int
seal_json_apply(const struct seal *seal, const struct text *text,
    const struct mem *pointers, struct edit *edit, struct why *why)
{
	struct batch batch = { 0 };
	size_t i, failed;
	int rv = -1;

	if (gather(&batch, seal, text, pointers, why) == -1)
		goto out;
	if (seal_texts(seal, batch.texts, batch.count, &failed, why) == -1) {
		if (failed < batch.count)
			fail(text, batch.pointers[failed], why->status,
			    why->msg, why);
		goto out;
	}
	for (i = 0; i < batch.count; i++)
		if (change(text, batch.pointers[i], &batch.texts[i].out, edit,
			why) == -1)
			goto out;
	rv = 0;
out:
	seal_free(batch.texts, batch.size + 1);
	free(batch.pointers);
	return rv;
}
