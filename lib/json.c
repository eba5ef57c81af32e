/* json: jq programs (libjq), with its ownership tamed. */

#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jq.h>

#include "edit.h"
#include "json.h"
#include "json_diff.h"
#include "json_value.h"
#include "mem.h"
#include "text.h"
#include "why.h"

/* What a result differs in: a pointer, and the value that it shall name. */
struct difference {
	enum json_change change;
	size_t pointer, at, len;
};

struct json {
	jq_state *jq;
	struct mem said; /* what libjq complained about, first of all */
	struct mem differences, pointers;
	struct mem values; /* one after the other, */
	struct text text;  /* which edits refer to by this */
	struct mem *out;   /* where json_print() prints */
};

/* What libjq is asked for, and where to go on without memory. */
struct job {
	const char *program;
	const struct place *place;
	struct why *why;
	int rv;
	jmp_buf starved;
};

/* The one under way; libjq 1.6 drops what its handler is to be told. */
static struct job *fed;

static void
starve(void *arg)
{
	(void)arg;
	if (fed != NULL)
		longjmp(fed->starved, 1);
}

/*
 * Do what asks libjq for memory, of which a recursion without an end takes all
 * there is: libjq would abort.  Returns false if there is none; what libjq then
 * leaves cannot be let go of.
 */
static bool
run_fed(struct json *json, struct job *job,
    void (*work)(struct json *json, struct job *job))
{
	if (setjmp(job->starved) != 0) {
		fed = NULL;
		json->jq = NULL;
		return false;
	}
	fed = job;
	work(json, job);
	fed = NULL;
	return true;
}

/* libjq's own prefix says nothing here, and its second line quotes. */
static void
keep_first_line(void *arg, jv message)
{
	static const char prefix[] = "jq: error: ";
	struct json *json = arg;
	const char *s;

	if (jv_get_kind(message) == JV_KIND_STRING && json->said.len == 0) {
		s = jv_string_value(message);
		if (strncmp(s, prefix, sizeof prefix - 1) == 0)
			s += sizeof prefix - 1;
		mem_add(&json->said, s, strcspn(s, "\n"));
	}
	jv_free(message);
}

static jv
no_input(jq_state *jq, void *arg)
{
	(void)jq;
	(void)arg;
	return jv_invalid();
}

static void
say_nothing(void *arg, jv value)
{
	(void)arg;
	jv_free(value);
}

/*
 * One value goes in, and modules are not for us.  Where this is not said,
 * libjq 1.6 calls what is no function, and aborts for want of a path.
 */
static void
set_up(jq_state *jq)
{
	jq_set_nomem_handler(jq, starve, NULL);
	jq_set_input_cb(jq, no_input, NULL);
	jq_set_debug_cb(jq, say_nothing, NULL);
	jq_set_attr(jq, jv_string("JQ_LIBRARY_PATH"), jv_array());
	jq_set_attr(jq, jv_string("PROGRAM_ORIGIN"), jv_string("."));
	jq_set_attr(jq, jv_string("JQ_ORIGIN"), jv_string("."));
}

static void
compile(struct json *json, struct job *job)
{
	jq_set_error_cb(json->jq, keep_first_line, json);
	set_up(json->jq);
	job->rv = jq_compile(json->jq, job->program) ? 0 : -1;
}

struct json *
json_compile(const char *program, struct why *why)
{
	struct job job = { .program = program };
	struct json *json;

	if ((json = calloc(1, sizeof *json)) == NULL ||
	    (json->jq = jq_init()) == NULL || !run_fed(json, &job, compile)) {
		why_setx(why, WHY_LATER, "out of memory");
		goto out;
	}
	if (job.rv == 0)
		return json;
	why_setx(why, WHY_USAGE, "%s", mem_str(&json->said));
out:
	json_free(json);
	return NULL;
}

void
json_free(struct json *json)
{
	if (json == NULL)
		return;
	mem_release(&json->differences);
	mem_release(&json->pointers);
	mem_release(&json->values);
	if (json->jq != NULL)
		jq_teardown(&json->jq);
	mem_release(&json->said);
	free(json);
}

/*
 * Add the words of libjq's own messages, "string (…) cannot be matched", and
 * nothing of what is between the brackets, nor of what a program says itself:
 * that may be a secret.
 */
static void
add_words(struct mem *mem, const char *s)
{
	static const char *const kinds[] = { "null (", "boolean (", "number (",
		"string (", "array (", "object (" };
	const char *tail = strrchr(s, ')');
	size_t i;

	if (strncmp(s, "Cannot ", 7) == 0) {
		mem_puts(mem, ": ");
		mem_add(mem, s, strcspn(s, "(\"\n"));
	}
	for (i = 0; tail != NULL && i < sizeof kinds / sizeof kinds[0]; i++)
		if (strncmp(s, kinds[i], strlen(kinds[i])) == 0)
			mem_printf(mem, ": %s...%s", kinds[i], tail);
}

static int
fail(jv result, const struct text *text, struct why *why)
{
	jv message = jv_invalid_get_msg(result);
	struct mem words = { 0 };

	if (jv_get_kind(message) == JV_KIND_STRING)
		add_words(&words, jv_string_value(message));
	why_setx(why, WHY_INPUT, "%s: the program fails%s", text->name,
	    mem_str(&words));
	mem_release(&words);
	jv_free(message);
	return -1;
}

/* Run the program; its result is the caller's to free. */
static int
run(struct json *json, jv input, const struct text *text, jv *result,
    struct why *why)
{
	jv next;
	int rv = -1;

	jq_start(json->jq, input, 0);
	*result = jq_next(json->jq);
	if (!jv_is_valid(*result) && jv_invalid_has_msg(jv_copy(*result)))
		return fail(*result, text, why);
	if (!jv_is_valid(*result)) {
		jv_free(*result);
		return why_setx(why, WHY_INPUT, "%s: the program has no result",
		    text->name);
	}
	next = jq_next(json->jq);
	if (jv_is_valid(next)) {
		why_setx(why, WHY_INPUT,
		    "%s: the program has more than one result", text->name);
		/* libjq 1.6 aborts when freed in the middle of path(). */
		json->jq = NULL;
	} else if (jv_invalid_has_msg(jv_copy(next)))
		fail(jv_copy(next), text, why);
	else
		rv = 0;
	jv_free(next);
	if (rv == -1)
		jv_free(*result);
	return rv;
}

/* Values grow where they are, so none is read before the last has come. */
static int
keep_difference(enum json_change change, const char *pointer, const char *value,
    size_t len, void *arg, struct why *why)
{
	struct json *const json = arg;
	const struct difference one = { change, json->pointers.len,
		json->values.len, len };

	mem_add(&json->differences, &one, sizeof one);
	mem_add(&json->pointers, pointer, strlen(pointer) + 1);
	mem_add(&json->values, value, len);
	return mem_check(&json->values, why);
}

static int
make_difference(struct json *json, const struct difference *one,
    struct edit *edit, struct why *why)
{
	const char *const pointer = mem_str(&json->pointers) + one->pointer;
	struct text text = { .name = "<result>", .syntax = TEXT_JSON };
	struct place place = { .text = &json->text };

	if (one->change == JSON_DELETE)
		return edit_delete(edit, pointer, why);
	if (text_read(&text, json->text.data + one->at, one->len, why) == -1)
		return -1;
	place.value = text.root;
	place.value.at += one->at;
	place.value.end += one->at;
	return (one->change == JSON_SET ? edit_put : edit_insert)(
	    edit, pointer, place, why);
}

static int
make_differences(struct json *json, struct edit *edit, struct why *why)
{
	const struct difference *const all = (void *)json->differences.data;
	const size_t count = json->differences.len / sizeof *all;
	size_t i;

	if (mem_check(&json->differences, why) == -1 ||
	    mem_check(&json->pointers, why) == -1)
		return -1;
	json->text = (struct text){ .name = "<result>",
		.syntax = TEXT_JSON,
		.data = mem_str(&json->values),
		.len = json->values.len };
	for (i = 0; i < count; i++)
		if (make_difference(json, &all[i], edit, why) == -1)
			return -1;
	return 0;
}

static int
fail_starved(const struct place *place, struct why *why)
{
	return why_setx(why, WHY_INPUT,
	    "%s: the program takes more memory than there is",
	    place->text->name);
}

static void
find_differences(struct json *json, struct job *job)
{
	const struct place *const root = job->place;
	jv input, result;

	job->rv = json_value(root->text, root->value, &input, job->why);
	if (job->rv == -1)
		return;
	job->rv = run(json, jv_copy(input), root->text, &result, job->why);
	if (job->rv == 0) {
		job->rv = json_diff_values(
		    input, result, keep_difference, json, job->why);
		jv_free(result);
	}
	jv_free(input);
}

int
json_apply(struct json *json, struct edit *edit, struct why *why)
{
	struct place root;
	struct job job = { .place = &root, .why = why };

	mem_cut(&json->differences, 0);
	mem_cut(&json->pointers, 0);
	mem_cut(&json->values, 0);
	if (edit_at(edit, "", &root, why) == -1)
		return -1;
	if (!run_fed(json, &job, find_differences))
		return fail_starved(&root, why);
	return job.rv == 0 ? make_differences(json, edit, why) : -1;
}

static void
add_line(struct mem *out, jv result)
{
	const bool text = jv_get_kind(result) == JV_KIND_STRING;
	const jv line = text ? result : jv_dump_string(result, 0);

	mem_add(out, jv_string_value(line),
	    (size_t)jv_string_length_bytes(jv_copy(line)));
	mem_putc(out, '\n');
	jv_free(line);
}

static void
print_all(struct json *json, struct job *job)
{
	const struct place *const place = job->place;
	jv input, result;

	job->rv = json_value(place->text, place->value, &input, job->why);
	if (job->rv == -1)
		return;
	jq_start(json->jq, input, 0);
	while (jv_is_valid(result = jq_next(json->jq)))
		add_line(json->out, result);
	if (jv_invalid_has_msg(jv_copy(result)))
		job->rv = fail(jv_copy(result), place->text, job->why);
	jv_free(result);
}

int
json_print(struct json *json, const struct text *text, struct value value,
    struct mem *out, struct why *why)
{
	const struct place place = { text, value };
	struct job job = { .place = &place, .why = why };

	json->out = out;
	if (!run_fed(json, &job, print_all))
		return fail_starved(&place, why);
	return job.rv == 0 ? mem_check(out, why) : -1;
}
