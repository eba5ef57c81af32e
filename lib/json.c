/* json: jq programs (libjq), with its ownership tamed. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jq.h>

#include "json.h"
#include "json_diff.h"
#include "json_value.h"
#include "mem.h"
#include "text.h"
#include "why.h"

struct json {
	jq_state *jq;
	struct mem said; /* what libjq complained about, first of all */
};

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

struct json *
json_compile(const char *program, struct why *why)
{
	struct json *json;

	if ((json = calloc(1, sizeof *json)) == NULL ||
	    (json->jq = jq_init()) == NULL) {
		why_setx(why, WHY_LATER, "out of memory");
		goto out;
	}
	jq_set_error_cb(json->jq, keep_first_line, json);
	if (jq_compile(json->jq, program))
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
	if (json->jq != NULL)
		jq_teardown(&json->jq);
	mem_release(&json->said);
	free(json);
}

/* libjq quotes values in brackets or quotation marks; they may be secrets. */
static int
fail(jv result, const struct text *text, struct why *why)
{
	jv message = jv_invalid_get_msg(result);
	const char *s = "";

	if (jv_get_kind(message) == JV_KIND_STRING)
		s = jv_string_value(message);
	why_setx(why, WHY_INPUT, "%s: the program fails: %.*s", text->name,
	    (int)strcspn(s, "(\"'\n"), s);
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
	if (jv_is_valid(next))
		why_setx(why, WHY_INPUT,
		    "%s: the program has more than one result", text->name);
	else if (jv_invalid_has_msg(jv_copy(next)))
		fail(jv_copy(next), text, why);
	else
		rv = 0;
	jv_free(next);
	if (rv == -1)
		jv_free(*result);
	return rv;
}

int
json_diff(struct json *json, const struct text *text, json_emit *emit,
    void *arg, struct why *why)
{
	jv input, result;
	int rv;

	if (json_value(text, text->root, &input, why) == -1)
		return -1;
	if (run(json, jv_copy(input), text, &result, why) == -1) {
		jv_free(input);
		return -1;
	}
	rv = json_diff_values(input, result, emit, arg, why);
	jv_free(input);
	jv_free(result);
	return rv;
}
