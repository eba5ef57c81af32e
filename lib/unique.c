/* unique: no name twice in an object, at any depth. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "text.h"
#include "unique.h"
#include "why.h"

enum {
	FEW = 16 /* names that are compared with one another */
};

/* A name of one object: where its characters are in a buffer. */
struct name {
	const char *chars;
	size_t at, len; /* in the buffer; then chars is set */
	struct value value;
};

static int
compare(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	const size_t len = x->len < y->len ? x->len : y->len;
	int rv;

	if ((rv = memcmp(x->chars, y->chars, len)) != 0)
		return rv;
	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	return x->value.at < y->value.at ? -1 : 1;
}

static int
find_twin(const struct text *text, struct mem *list, struct mem *chars,
    struct why *why)
{
	struct name *names = (void *)list->data;
	const size_t count = list->len / sizeof *names;
	struct why first = { 0 };
	size_t i;

	for (i = 0; i < count; i++)
		names[i].chars = mem_str(chars) + names[i].at;
	if (count > 1)
		qsort(names, count, sizeof *names, compare);
	for (i = 1; i < count; i++)
		if (names[i].len == names[i - 1].len &&
		    memcmp(names[i].chars, names[i - 1].chars, names[i].len) ==
			0) {
			text_fail(text, names[i - 1].value.at, &first,
			    WHY_INPUT, "first");
			return text_fail(text, names[i].value.at, why,
			    WHY_INPUT, "a name for the second time; %s",
			    first.msg);
		}
	return 0;
}

/*
 * Is it plain that there are no twins, in a small object without escapes?
 * Then there is nothing to sort.
 */
static bool
is_plain(const struct text *text, struct value object)
{
	struct member member = { 0 };
	struct value names[FEW];
	size_t count = 0, i, len;
	const char *s;

	while (text_next(text, object, &member)) {
		s = text->data + member.name.at;
		len = member.name.end - member.name.at;
		if (count == FEW || *s != '"' || memchr(s, '\\', len) != NULL)
			return false;
		for (i = 0; i < count; i++)
			if (names[i].end - names[i].at == len &&
			    memcmp(text->data + names[i].at, s, len) == 0)
				return false;
		names[count++] = member.name;
	}
	return true;
}

static int
check_object(const struct text *text, struct value object, struct why *why)
{
	struct mem chars = { 0 }, names = { 0 };
	struct member member = { 0 };
	struct name name;
	int rv;

	if (is_plain(text, object))
		return 0;
	while (text_next(text, object, &member)) {
		name = (struct name){ .at = chars.len, .value = member.name };
		text_string(text, member.name, &chars);
		name.len = chars.len - name.at;
		mem_add(&names, &name, sizeof name);
	}
	if ((rv = mem_check(&chars, why)) == 0 &&
	    (rv = mem_check(&names, why)) == 0)
		rv = find_twin(text, &names, &chars, why);
	mem_release(&names);
	mem_release(&chars);
	return rv;
}

static int
check_value(const struct text *text, struct value value, struct why *why)
{
	struct member member = { 0 };

	if (value.kind == TEXT_OBJECT && check_object(text, value, why) == -1)
		return -1;
	while (text_next(text, value, &member))
		if (check_value(text, member.value, why) == -1)
			return -1;
	return 0;
}

int
unique_names(const struct text *text, struct value value, struct why *why)
{
	return text_is_unique(text, value) ? 0 : check_value(text, value, why);
}
