/* interview: ask for what a connection lacks. */

#include <stdbool.h>
#include <string.h>

#include "compose_order.h"
#include "interview.h"
#include "mem.h"
#include "prompt.h"
#include "why.h"

static const char key[] = "/auth/privateKey";

/* The member that len bytes of a pointer lead to or into, or NULL. */
static struct compose *
find(struct compose_order *order, const char *pointer, size_t len)
{
	struct compose *member;
	size_t i, own;

	for (i = 0; i < COMPOSE_MEMBERS; i++) {
		member = &order->members[i];
		own = strlen(member->pointer);
		if (own <= len && strncmp(member->pointer, pointer, own) == 0 &&
		    (own == len || pointer[own] == '/'))
			return member;
	}
	return NULL;
}

/* The first line says "name: /pointer: what is wrong". */
static struct compose *
find_first(struct compose_order *order, const char *name,
    const char *complaints, struct mem *what)
{
	const size_t len = strlen(name);
	const char *pointer, *colon;

	if (strncmp(complaints, name, len) != 0 ||
	    strncmp(complaints + len, ": /", 3) != 0)
		return NULL;
	pointer = complaints + len + 2;
	if ((colon = strstr(pointer, ": ")) == NULL)
		return NULL;
	mem_add(what, pointer, strcspn(pointer, "\n"));
	return find(order, pointer, (size_t)(colon - pointer));
}

static bool
is_site(const char *answer)
{
	static const char good[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

	return answer[strspn(answer, good)] == '\0';
}

/* What is typed for a secret is one, unless it is a reference's form. */
static void
set_secret(struct compose *member, const struct mem *answer)
{
	if (compose_reference(member, mem_str(answer)) &&
	    member->kind != COMPOSE_READ)
		return;
	member->kind = COMPOSE_SECRET;
	member->value = mem_str(answer);
}

static int
ask_for(const struct compose *member, const struct mem *what,
    struct mem *answer, struct why *why)
{
	const char *name = strrchr(member->pointer, '/') + 1;
	const bool secret = compose_is_secret(member);
	struct mem question = { 0 };
	int rv = -1;

	mem_printf(&question, "%s\n%s%s: ", mem_str(what), name,
	    strcmp(member->pointer, key) == 0 ? " (its file)"
		: secret ? " (not shown; or file:, env:, command:)"
			 : "");
	if (mem_check(&question, why) == -1)
		goto out;
	rv = prompt_line(mem_str(&question),
	    !secret || strcmp(member->pointer, key) == 0, answer, why);
	if (rv == 0 && answer->len == 0)
		rv = why_setx(why, WHY_USAGE, "nothing was answered");
out:
	mem_release(&question);
	return rv;
}

int
interview(struct compose_order *order, const char *name,
    const struct mem *complaints, struct why *why)
{
	struct compose *member;
	struct mem what = { 0 }, *answer;
	int rv = -1;

	member = find_first(order, name, mem_str(complaints), &what);
	if (member == NULL) {
		why_setx(why, WHY_CONFIG, "%s", mem_str(complaints));
		goto out;
	}
	if (!prompt_possible()) {
		why_setx(why, WHY_USAGE, "there is no terminal to ask on");
		goto out;
	}
	answer = &order->values[member - order->members];
	mem_cut(answer, 0);
	if (ask_for(member, &what, answer, why) == -1)
		goto out;
	if (strcmp(member->pointer, "/url") == 0 && is_site(answer->data)) {
		struct mem site = { 0 };

		mem_printf(&site, "https://%s.atlassian.net", mem_str(answer));
		mem_release(answer);
		*answer = site;
	}
	if (compose_is_secret(member) && strcmp(member->pointer, key) != 0)
		set_secret(member, answer);
	else
		compose_take(member, mem_str(answer));
	rv = mem_check(answer, why);
out:
	mem_release(&what);
	return rv;
}
