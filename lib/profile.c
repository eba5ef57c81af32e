/* profile: what an application accepts in its configuration. */

#include <string.h>

#include "mem.h"
#include "near.h"
#include "path.h"
#include "profile.h"
#include "why.h"

enum {
	NAMES_MAX = 64 /* members beside one another */
};

/* Does a place fit a pointer?  Step by step; no name in a place is escaped. */
static bool
fits(const char *place, const char *pointer)
{
	size_t len, steps;

	while (*place == '/' && *pointer == '/') {
		len = strcspn(++place, "/");
		steps = strcspn(++pointer, "/");
		if (!(len == 1 && *place == '*') &&
		    (len != steps || memcmp(place, pointer, len) != 0))
			return false;
		place += len;
		pointer += steps;
	}
	return *place == '\0' && *pointer == '\0';
}

static const struct profile_rule *
find_rule(const struct profile *profile, const char *pointer)
{
	size_t i;

	for (i = 0; i < profile->count; i++)
		if (fits(profile->rules[i].place, pointer))
			return &profile->rules[i];
	return NULL;
}

bool
profile_is_secret(const struct profile *profile, const char *pointer)
{
	const struct profile_rule *rule = find_rule(profile, pointer);

	return rule != NULL && rule->secret;
}

/* One change that is judged. */
struct trial {
	const struct profile *profile;
	const struct text *old, *new;
	bool env;
	struct why *why;
};

static int
refuse(const struct trial *trial, const char *pointer, const char *words,
    const char *rule)
{
	return why_setx(trial->why, WHY_INPUT, "%s: %s: %s: %s [%s]",
	    trial->new->name, trial->profile->name, pointer, words, rule);
}

/* The last step of a rule that stands where pointer does; NULL: it does not. */
static const char *
name_beside(const struct profile_rule *rule, const char *pointer)
{
	const char *const slash = strrchr(pointer, '/');
	const char *const last = strrchr(rule->place, '/');
	struct mem place = { 0 }, parent = { 0 };
	const char *name = NULL;

	mem_add(&place, rule->place, (size_t)(last - rule->place));
	mem_add(&parent, pointer, (size_t)(slash - pointer));
	if (rule->kind != PROFILE_UNKNOWN &&
	    fits(mem_str(&place), mem_str(&parent)))
		name = last + 1;
	mem_release(&place);
	mem_release(&parent);
	return name;
}

/* The server takes no notice of it: mostly somebody has mistyped another. */
static int
refuse_unknown(const struct trial *trial, const char *pointer)
{
	const struct profile *profile = trial->profile;
	const char *names[NAMES_MAX + 1] = { 0 }, *meant;
	struct mem words = { 0 };
	size_t i, count = 0;
	int rv;

	for (i = 0; i < profile->count && count < NAMES_MAX; i++)
		if ((names[count] = name_beside(&profile->rules[i], pointer)) !=
		    NULL)
			count++;
	names[count] = NULL;
	mem_puts(&words, "there is no such member");
	if ((meant = near_name(names, strrchr(pointer, '/') + 1)) != NULL)
		mem_printf(&words, ": is %s meant?", meant);
	rv = refuse(trial, pointer, mem_str(&words), "unknown-member");
	mem_release(&words);
	return rv;
}

static int
check_kind(const struct trial *trial, const char *pointer, struct value value)
{
	const struct profile_rule *rule = find_rule(trial->profile, pointer);
	const enum text_kind kind = value.kind;

	switch (rule == NULL ? PROFILE_ANY : rule->kind) {
	case PROFILE_ANY:
		return 0;
	case PROFILE_OBJECT_OR_NULL:
		if (kind == TEXT_NULL)
			return 0;
		/* FALLTHROUGH */
	case PROFILE_OBJECT:
		if (kind == TEXT_OBJECT)
			return 0;
		if (kind == TEXT_NULL)
			return refuse(trial, pointer, "it must not be null",
			    "null-block");
		return refuse(
		    trial, pointer, "it must be an object", "not-an-object");
	case PROFILE_STRING:
		if (kind == TEXT_STRING)
			return 0;
		return refuse(
		    trial, pointer, "it must be a string", "not-a-string");
	case PROFILE_BOOLEAN:
		if (kind == TEXT_TRUE || kind == TEXT_FALSE)
			return 0;
		return refuse(trial, pointer,
		    "it must be true or false, and no string", "not-a-boolean");
	case PROFILE_UNKNOWN:
		if (text_at(trial->old, pointer).kind != TEXT_NONE)
			return 0;
		return refuse_unknown(trial, pointer);
	case PROFILE_REFUSED:
		return refuse(trial, pointer, rule->words, rule->name);
	}
	return 0;
}

/* ${NAME}, and nothing before or after it. */
static bool
is_reference(const char *s)
{
	static const char first[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	static const char more[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
	size_t len;

	if (strncmp(s, "${", 2) != 0 || s[2] == '\0' ||
	    strchr(first, s[2]) == NULL)
		return false;
	len = 2 + strspn(s + 2, more);
	return s[len] == '}' && s[len + 1] == '\0';
}

static int
check_template(
    const struct trial *trial, const char *pointer, struct value value)
{
	struct mem string = { 0 };
	const char *s;
	int rv;

	text_string(trial->new, value, &string);
	s = mem_str(&string);
	if (string.failed)
		rv = mem_check(&string, trial->why);
	else if (strlen(s) == string.len && is_reference(s))
		rv = trial->env
		    ? 0
		    : refuse(trial, pointer, "it refers to the environment",
			  "reference");
	else if (memchr(s, '`', string.len) != NULL ||
	    memchr(s, '\\', string.len) != NULL ||
	    memmem(s, string.len, "${", 2) != NULL)
		rv = refuse(trial, pointer,
		    "a backtick, a backslash or ${ in it would be evaluated",
		    "template-literal");
	else
		rv = 0;
	mem_release(&string);
	return rv;
}

/* Judge a value and all that is in it. */
static int
check_value(const struct trial *trial, struct mem *pointer, struct value value)
{
	const size_t len = pointer->len;
	struct member member = { 0 };
	struct mem name = { 0 };
	size_t index = 0;
	int rv = 0;

	if (check_kind(trial, mem_str(pointer), value) == -1)
		return -1;
	if (trial->profile->template && value.kind == TEXT_STRING)
		return check_template(trial, mem_str(pointer), value);
	while (rv == 0 && text_next(trial->new, value, &member)) {
		if (member.name.kind != TEXT_NONE) {
			mem_cut(&name, 0);
			text_string(trial->new, member.name, &name);
			path_step(pointer, mem_str(&name), name.len);
		} else {
			mem_printf(pointer, "/%zu", index++);
		}
		if ((rv = mem_check(pointer, trial->why)) == 0)
			rv = check_value(trial, pointer, member.value);
		mem_cut(pointer, len);
	}
	mem_release(&name);
	return rv;
}

/* Would the change leave a section without what it needs? */
static int
check_needed(const struct trial *trial, const char *pointer)
{
	const char *const *needed = trial->profile->needed;
	struct mem parent = { 0 };
	size_t len;
	int rv = 0;

	for (; rv == 0 && needed != NULL && *needed != NULL; needed++) {
		len = (size_t)(strrchr(*needed, '/') - *needed);
		if (strncmp(pointer, *needed, len) != 0 ||
		    (pointer[len] != '\0' && pointer[len] != '/'))
			continue;
		mem_cut(&parent, 0);
		mem_add(&parent, *needed, len);
		if (text_at(trial->new, mem_str(&parent)).kind == TEXT_OBJECT &&
		    text_at(trial->new, *needed).kind == TEXT_NONE)
			rv = refuse(trial, *needed, "its section needs it",
			    "needed-member");
	}
	mem_release(&parent);
	return rv;
}

int
profile_check(const struct profile *profile, const struct text *old,
    const struct text *new, const char *pointer, bool env, struct why *why)
{
	const struct trial trial = { profile, old, new, env, why };
	struct mem way = { 0 };
	const char *step;
	struct value value;
	int rv;

	/* The objects on the way may be new, too. */
	for (step = strchr(pointer, '/'); step != NULL;
	     step = strchr(step + 1, '/')) {
		mem_cut(&way, 0);
		mem_add(&way, pointer, (size_t)(step - pointer));
		value = text_at(new, mem_str(&way));
		if (value.kind != TEXT_NONE &&
		    check_kind(&trial, mem_str(&way), value) == -1) {
			mem_release(&way);
			return -1;
		}
	}
	mem_cut(&way, 0);
	mem_puts(&way, pointer);
	value = text_at(new, pointer);
	if ((rv = mem_check(&way, why)) == 0 && value.kind != TEXT_NONE)
		rv = check_value(&trial, &way, value);
	if (rv == 0)
		rv = check_needed(&trial, pointer);
	mem_release(&way);
	return rv;
}

int
profile_check_file(
    const struct profile *profile, const struct text *text, struct why *why)
{
	if (profile->no_bom && text->len >= 3 &&
	    memcmp(text->data, "\xef\xbb\xbf", 3) == 0)
		return why_setx(why, WHY_INPUT,
		    "%s: %s: it begins with a byte order mark "
		    "[byte-order-mark]",
		    text->name, profile->name);
	if (text->root.kind != TEXT_OBJECT)
		return why_setx(why, WHY_INPUT,
		    "%s: %s: it must be an object [not-an-object]", text->name,
		    profile->name);
	return 0;
}
