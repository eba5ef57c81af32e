/* plan: what one call merges, in its order. */

#include <stdlib.h>
#include <string.h>

#include "assign.h"
#include "config.h"
#include "edit.h"
#include "json.h"
#include "mem.h"
#include "patch.h"
#include "plan.h"
#include "text.h"
#include "tool.h"
#include "why.h"

struct plan_fragment {
	struct mem bytes;
	struct text text;
};

/* One of them is set. */
struct plan_step {
	const char *arg;
	struct json *program;
	struct assign assign; /* of arg, once it is read */
};

static int
add_step(struct plan *plan, struct plan_step step, struct why *why)
{
	struct plan_step *steps;

	steps = reallocarray(
	    plan->steps, plan->step_count + 1, sizeof *plan->steps);
	if (steps == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	plan->steps = steps;
	steps[plan->step_count++] = step;
	return 0;
}

int
plan_set(struct plan *plan, const char *arg, struct why *why)
{
	return add_step(plan, (struct plan_step){ .arg = arg }, why);
}

int
plan_program(struct plan *plan, const char *program, struct why *why)
{
	struct plan_step step = { 0 };

	if ((step.program = json_compile(program, why)) == NULL)
		return -1;
	if (add_step(plan, step, why) == 0)
		return 0;
	json_free(step.program);
	return -1;
}

bool
plan_runs(const struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->step_count; i++)
		if (plan->steps[i].program != NULL)
			return true;
	return false;
}

size_t
plan_stdin(const struct plan *plan, char *const paths[], size_t count)
{
	const char *arg;
	size_t i, found = 0;

	for (i = 0; i < count; i++)
		found += strcmp(paths[i], "-") == 0;
	for (i = 0; i < plan->step_count; i++) {
		arg = plan->steps[i].arg;
		found += arg != NULL && assign_wants_stdin(arg);
	}
	return found;
}

static int
read_fragment(struct plan_fragment *fragment, const char *path, struct why *why)
{
	struct text *text = &fragment->text;

	text->name = tool_name(path);
	text->syntax = config_syntax(path);
	if (tool_read(path, PLAN_FRAGMENT_MAX, &fragment->bytes, why) == -1)
		return -1;
	return text_read(
	    text, mem_str(&fragment->bytes), fragment->bytes.len, why);
}

int
plan_read(struct plan *plan, char *const paths[], size_t count,
    const struct profile *profile, struct why *why)
{
	struct plan_step *step;
	size_t i;

	plan->fragments = calloc(count + 1, sizeof *plan->fragments);
	if (plan->fragments == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	plan->fragment_count = count;
	for (i = 0; i < count; i++)
		if (read_fragment(&plan->fragments[i], paths[i], why) == -1)
			return -1;
	for (i = 0; i < plan->step_count; i++) {
		step = &plan->steps[i];
		if (step->arg != NULL &&
		    assign_read(&step->assign, step->arg, profile, why) == -1)
			return why_at(why, "--set");
	}
	return 0;
}

/* The length of what there is of a pointer: "-" is an element to come. */
static size_t
known_len(const char *pointer)
{
	const char *at = pointer;

	while ((at = strstr(at, "/-")) != NULL) {
		if (at[2] == '/' || at[2] == '\0')
			return (size_t)(at - pointer);
		at += 2;
	}
	return strlen(pointer);
}

void
plan_hidden(const struct plan *plan, struct mem *pointers)
{
	const struct assign *assign;
	const char *pointer;
	size_t i;

	for (i = 0; i < plan->step_count; i++) {
		assign = &plan->steps[i].assign;
		if (!assign->unseen)
			continue;
		pointer = mem_str(&assign->pointer);
		mem_add(pointers, pointer, known_len(pointer));
		mem_putc(pointers, '\0');
	}
}

static int
apply_fragment(const struct plan *plan, const struct text *text,
    struct edit *edit, struct why *why)
{
	const struct merge merge = { edit, plan->arrays, plan->key };

	if (text->root.kind == TEXT_OBJECT)
		return merge_patch(&merge, text, why);
	if (text->root.kind == TEXT_ARRAY)
		return patch_apply(edit, text, why);
	return text_fail(text, text->root.at, why, WHY_INPUT,
	    "neither a merge patch (an object) nor a JSON patch (an array)");
}

int
plan_apply(const struct plan *plan, struct edit *edit, struct why *why)
{
	const struct plan_step *step;
	size_t i;
	int rv = 0;

	for (i = 0; rv == 0 && i < plan->fragment_count; i++)
		rv = apply_fragment(plan, &plan->fragments[i].text, edit, why);
	for (i = 0; rv == 0 && i < plan->step_count; i++) {
		step = &plan->steps[i];
		if (step->program != NULL)
			rv = json_apply(step->program, edit, why);
		else
			rv = assign_apply(&step->assign, edit, why);
	}
	return rv;
}

void
plan_release(struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->fragment_count; i++)
		mem_release(&plan->fragments[i].bytes);
	free(plan->fragments);
	for (i = 0; i < plan->step_count; i++) {
		assign_release(&plan->steps[i].assign);
		json_free(plan->steps[i].program);
	}
	free(plan->steps);
	*plan = (struct plan){ 0 };
}
