/* draft: the members of a connection, as they are found elsewhere. */

#include <string.h>

#include "compose.h"
#include "conn.h"
#include "draft.h"
#include "mem.h"
#include "text.h"
#include "why.h"

void
draft_add(struct draft *draft, const char *pointer, enum compose_kind kind,
    const char *s, size_t len)
{
	const size_t i = draft->count;

	if (len == 0 || i == DRAFT_MAX)
		return;
	mem_add(&draft->values[i], s, len);
	draft->members[i] =
	    (struct compose){ NULL, pointer, kind, mem_str(&draft->values[i]) };
	draft->count++;
}

void
draft_take(struct draft *draft, const char *pointer, const struct text *text,
    struct value value)
{
	struct mem string = { 0 };

	if (value.kind == TEXT_STRING)
		text_string(text, value, &string);
	draft_add(draft, pointer, COMPOSE_TEXT, mem_str(&string), string.len);
	mem_release(&string);
}

static const char *
find(const struct draft *draft, const char *pointer)
{
	size_t i;

	for (i = 0; i < draft->count; i++)
		if (strcmp(draft->members[i].pointer, pointer) == 0)
			return draft->members[i].value;
	return NULL;
}

/* What goes without saying is said. */
static void
add_product(struct draft *draft)
{
	const char *url = find(draft, "/url"), *name;

	if (url == NULL || find(draft, "/product") != NULL)
		return;
	name = conn_product_name(conn_product_at(url));
	draft_add(draft, "/product", COMPOSE_TEXT, name, strlen(name));
}

int
draft_compose(struct draft *draft, struct conn *conn, struct why *why)
{
	struct compose *members = draft->members, type;
	size_t i;

	add_product(draft);
	/* The type goes first, wherever it was found. */
	for (i = 0; i < draft->count; i++)
		if (strcmp(members[i].pointer, "/auth/type") == 0) {
			type = members[i];
			memmove(members + 1, members, i * sizeof *members);
			members[0] = type;
		}

	for (i = 0; i < draft->count; i++)
		if (mem_check(&draft->values[i], why) == -1)
			return -1;
	return compose(conn, draft->members, draft->count, why);
}

void
draft_release(struct draft *draft)
{
	size_t i;

	for (i = 0; i < draft->count; i++)
		mem_release(&draft->values[i]);
	*draft = (struct draft){ 0 };
}
