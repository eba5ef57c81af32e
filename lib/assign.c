/* assign: one value set by an argument of its own. */

#include <string.h>

#include "assign.h"
#include "edit.h"
#include "file.h"
#include "mask.h"
#include "path.h"
#include "profile.h"
#include "text.h"
#include "tool.h"
#include "utf8.h"
#include "why.h"

/* Returns the mark, "=", "@" or ":", and what is after it; or NULL and why. */
static const char *
take_apart(const char *arg, struct mem *pointer, struct why *why)
{
	const char *end;

	if (path_pointer(arg, &end, pointer, why) == -1)
		return NULL;
	if (*end != '\0' && strchr("=@:", *end) != NULL)
		return end;
	why_setx(
	    why, WHY_USAGE, "no =, @ or : at character %td", end - arg + 1);
	return NULL;
}

bool
assign_wants_stdin(const char *arg)
{
	struct mem pointer = { 0 };
	struct why why = { 0 };
	const char *mark;
	bool rv;

	mark = take_apart(arg, &pointer, &why);
	rv = mark != NULL && strcmp(mark, "@-") == 0;
	mem_release(&pointer);
	return rv;
}

static bool
has_secret_name(const char *pointer)
{
	const char *step = strrchr(pointer, '/');

	return step != NULL && mask_is_secret(step + 1, strlen(step + 1));
}

static void
cut_line_end(struct mem *string)
{
	if (string->len == 0 || string->data[string->len - 1] != '\n')
		return;
	mem_cut(string, string->len - 1);
	if (string->len > 0 && string->data[string->len - 1] == '\r')
		mem_cut(string, string->len - 1);
}

static int
quote(struct mem *json, const char *name, const char *s, size_t len,
    struct why *why)
{
	const size_t good = utf8_span(s, len);

	if (good < len)
		return why_setx(why, WHY_INPUT, "%s: byte %zu is not UTF-8",
		    name, good + 1);
	if (memchr(s, '\0', len) != NULL)
		return why_setx(
		    why, WHY_INPUT, "%s: byte %zu is NUL", name, strlen(s) + 1);
	text_quote(json, s, len);
	return mem_check(json, why);
}

static int
quote_file(struct mem *json, const char *path, bool secret, struct why *why)
{
	const char *name = tool_name(path);
	struct mem string = { 0 };
	int rv;

	if (secret && name == path)
		rv = file_read_secret(path, ASSIGN_MAX, &string, why);
	else
		rv = tool_read(path, ASSIGN_MAX, &string, why);
	if (rv == 0) {
		cut_line_end(&string);
		/* Of a command that failed, say: nobody means no secret. */
		if (string.len == 0 && (secret || name != path))
			rv = why_setx(why, WHY_INPUT, "%s: it is empty", name);
		else
			rv = quote(
			    json, name, mem_str(&string), string.len, why);
	}
	mem_release(&string);
	return rv;
}

/* The message names a place on the command line, and no value. */
static int
take_json(struct mem *json, const char *s, struct why *why)
{
	struct text text = { .name = "the value", .syntax = TEXT_JSON };

	if (text_read(&text, s, strlen(s), why) == -1) {
		why->status = WHY_USAGE;
		return -1;
	}
	mem_puts(json, s);
	return mem_check(json, why);
}

int
assign_read(struct assign *assign, const char *arg,
    const struct profile *profile, struct why *why)
{
	const char *mark, *pointer;
	bool known;

	if ((mark = take_apart(arg, &assign->pointer, why)) == NULL)
		return -1;
	pointer = mem_str(&assign->pointer);
	known = profile != NULL && profile_is_secret(profile, pointer);
	assign->unseen = *mark == '@';
	if (assign->unseen)
		return quote_file(&assign->json, mark + 1,
		    known || has_secret_name(pointer), why);
	if (known)
		return why_setx(why, WHY_USAGE,
		    "%s is a secret: give @ and a file, or @-", pointer);
	if (*mark == ':')
		return take_json(&assign->json, mark + 1, why);
	return quote(
	    &assign->json, "the value", mark + 1, strlen(mark + 1), why);
}

void
assign_release(struct assign *assign)
{
	mem_release(&assign->pointer);
	mem_release(&assign->json);
}

int
assign_apply(const struct assign *assign, struct edit *edit, struct why *why)
{
	return edit_set(edit, mem_str(&assign->pointer), assign->json.data,
	    assign->json.len, why);
}
