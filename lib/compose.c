/* compose: a connection made or changed by what options say. */

#include <stdbool.h>
#include <string.h>

#include "compose.h"
#include "conn.h"
#include "edit.h"
#include "mem.h"
#include "sealed.h"
#include "secret.h"
#include "text.h"
#include "why.h"

/* The objects that members are in, in the order of a new document. */
static const struct {
	const char *name, *pointer;
	bool always;
} objects[] = {
	{ "auth", "/auth/", true },
	{ "app", "/app/", false },
};

enum {
	OBJECTS = sizeof objects / sizeof objects[0]
};

/* Add what stands between separators as JSON strings, parted by commas. */
static void
add_words(struct mem *json, const char *value, const char *separators)
{
	const char *comma = "";
	size_t len;

	for (;;) {
		value += strspn(value, separators);
		if ((len = strcspn(value, separators)) == 0)
			return;
		mem_puts(json, comma);
		text_quote(json, value, len);
		comma = ", ";
		value += len;
	}
}

static void
add_reference(struct mem *json, const char *name, const char *value)
{
	mem_printf(json, "{ \"%s\": ", name);
	text_quote(json, value, strlen(value));
	mem_puts(json, " }");
}

static void
add_value(struct mem *json, const struct compose *member)
{
	const char *value = member->value;
	size_t len = strlen(value);

	switch (member->kind) {
	case COMPOSE_READ:
	case COMPOSE_SECRET:
	case COMPOSE_TEXT:
		text_quote(json, value, len);
		break;
	case COMPOSE_URL:
		while (len > 0 && value[len - 1] == '/')
			len--;
		text_quote(json, value, len);
		break;
	case COMPOSE_WORDS:
		mem_putc(json, '[');
		add_words(json, value, ", \t\n");
		mem_putc(json, ']');
		break;
	case COMPOSE_FILE:
		add_reference(json, "file", value);
		break;
	case COMPOSE_ENV:
		add_reference(json, "env", value);
		break;
	case COMPOSE_COMMAND:
		mem_puts(json, "{ \"command\": [");
		add_words(json, value, " \t\n");
		mem_puts(json, "] }");
		break;
	}
}

/* The object that a member is in, or OBJECTS for none. */
static size_t
find_object(const struct compose *member)
{
	const char *pointer;
	size_t i;

	for (i = 0; i < OBJECTS; i++) {
		pointer = objects[i].pointer;
		if (strncmp(member->pointer, pointer, strlen(pointer)) == 0)
			break;
	}
	return i;
}

/* Add those members that are in an object, or in none. */
static size_t
add_members(struct mem *json, const struct compose *members, size_t count,
    size_t object, const char *indent)
{
	const struct compose *member;
	size_t added = 0;

	for (member = members; member < members + count; member++) {
		if (member->value == NULL || find_object(member) != object)
			continue;
		mem_printf(json, "%s\n%s\"%s\": ", added++ > 0 ? "," : "",
		    indent, strrchr(member->pointer, '/') + 1);
		add_value(json, member);
	}
	return added;
}

static int
make(struct conn *conn, const struct compose *members, size_t count,
    struct why *why)
{
	struct mem json = { 0 }, inside = { 0 };
	size_t added, i;
	int rv = -1;

	mem_putc(&json, '{');
	added = add_members(&json, members, count, OBJECTS, "  ");
	for (i = 0; i < OBJECTS; i++) {
		mem_cut(&inside, 0);
		if (add_members(&inside, members, count, i, "    ") > 0)
			mem_puts(&inside, "\n  ");
		else if (!objects[i].always)
			continue;
		mem_printf(&json, "%s\n  \"%s\": {%s}", added++ > 0 ? "," : "",
		    objects[i].name, mem_str(&inside));
	}
	mem_puts(&json, "\n}\n");
	if (mem_check(&json, why) == -1 || mem_check(&inside, why) == -1)
		goto out;
	if (conn_adopt(conn, &json, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&json);
	mem_release(&inside);
	return rv;
}

/* What was sealed stays so; the same secret keeps even its bytes. */
static int
add_sealed(const struct conn *conn, const struct compose *member,
    struct mem *json, struct why *why)
{
	struct mem sealed = { 0 };
	int rv;

	rv = sealed_again(&conn->text, text_at(&conn->text, member->pointer),
	    member->value, &sealed, why);
	if (rv == -1)
		why_at(why, "%s: %s", conn->name, member->pointer);
	else
		text_quote(json, sealed.data, sealed.len);
	mem_release(&sealed);
	return rv;
}

static bool
is_sealed(const struct conn *conn, const struct compose *member)
{
	return secret_form(&conn->text,
		   text_at(&conn->text, member->pointer)) == SECRET_SEALED;
}

static int
set(struct edit *edit, const struct conn *conn, const struct compose *member,
    struct why *why)
{
	struct mem json = { 0 };
	int rv = -1;

	if (member->kind != COMPOSE_SECRET || !is_sealed(conn, member))
		add_value(&json, member);
	else if (add_sealed(conn, member, &json, why) == -1)
		goto out;
	if (mem_check(&json, why) == -1)
		goto out;
	if (edit_set(edit, member->pointer, json.data, json.len, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&json);
	return rv;
}

static int
change(struct conn *conn, const struct compose *members, size_t count,
    struct why *why)
{
	const struct compose *member;
	struct mem bytes = { 0 };
	struct edit *edit;
	int rv = -1;

	if ((edit = edit_new(&conn->text, why)) == NULL)
		return -1;
	for (member = members; member < members + count; member++)
		if (member->value != NULL && set(edit, conn, member, why) == -1)
			goto out;
	edit_text(edit, &bytes);
	if (mem_check(&bytes, why) == -1)
		goto out;
	if (conn_adopt(conn, &bytes, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&bytes);
	edit_free(edit);
	return rv;
}

bool
compose_is_given(const struct compose *members, size_t count)
{
	while (count > 0)
		if (members[--count].value != NULL)
			return true;
	return false;
}

int
compose(struct conn *conn, const struct compose *members, size_t count,
    struct why *why)
{
	if (!compose_is_given(members, count))
		return 0;
	if (conn->text.root.kind == TEXT_NONE)
		return make(conn, members, count, why);
	return change(conn, members, count, why);
}
