/* outcome: what a change came to, looked at before it is written. */

#include <string.h>

#include "diff.h"
#include "edit.h"
#include "outcome.h"
#include "profile.h"
#include "quote.h"
#include "why.h"

static int
read_again(struct outcome *outcome, const struct text *old, struct edit *edit,
    struct why *why)
{
	edit_text(edit, &outcome->bytes);
	if (mem_check(&outcome->bytes, why) == -1)
		return -1;
	outcome->text =
	    (struct text){ .name = old->name, .syntax = old->syntax };
	if (text_read(&outcome->text, mem_str(&outcome->bytes),
		outcome->bytes.len, why) == -1) {
		why->status = WHY_BUG;
		return why_at(why, "our own result");
	}
	if (!edit_same(edit, &outcome->text))
		return why_setx(why, WHY_BUG,
		    "%s: our own result is not what it should be", old->name);
	return 0;
}

/* Judge what changes, and nothing else. */
static int
judge(const struct outcome *outcome, const struct text *old,
    const struct outcome_wish *wish, struct why *why)
{
	const char *path = mem_str(&outcome->paths);
	const char *end = path + outcome->paths.len;

	if (wish->profile == NULL)
		return 0;
	for (; path < end; path += strlen(path) + 1)
		if (profile_check(wish->profile, old, &outcome->text, path,
			wish->env, why) == -1)
			return -1;
	return profile_check_file(wish->profile, &outcome->text, why);
}

int
outcome_look(struct outcome *outcome, const struct text *old, struct edit *edit,
    const struct outcome_wish *wish, struct why *why)
{
	outcome->changed = edit_changes(edit);
	edit_paths(edit, &outcome->paths);
	if (mem_check(&outcome->paths, why) == -1)
		return -1;
	if (old->len > OUTCOME_RECHECKED_MAX && !wish->check &&
	    wish->profile == NULL && !wish->diff)
		return 0;
	if (read_again(outcome, old, edit, why) == -1 ||
	    judge(outcome, old, wish, why) == -1)
		return -1;
	if (!wish->diff)
		return 0;
	return diff_unified(
	    old, &outcome->text, &wish->hidden, old->name, &outcome->diff, why);
}

void
outcome_json(const struct outcome *outcome, const struct outcome_wish *wish,
    const char *backup, struct mem *mem)
{
	mem_printf(mem,
	    "{\"changed\":%s,\"paths\":", outcome->changed ? "true" : "false");
	quote_list(mem, &outcome->paths);
	mem_puts(mem, ",\"backup\":");
	quote_json(mem, backup, backup == NULL ? 0 : strlen(backup));
	if (wish->diff) {
		mem_puts(mem, ",\"diff\":");
		quote_json(mem, mem_str(&outcome->diff), outcome->diff.len);
	}
	mem_puts(mem, "}\n");
}

void
outcome_release(struct outcome *outcome)
{
	mem_release(&outcome->paths);
	mem_release(&outcome->bytes);
	mem_release(&outcome->diff);
	*outcome = (struct outcome){ 0 };
}
