/* shape_scalar: what a text, number or time has to be. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "shape_part.h"
#include "utf8.h"

size_t
shape_characters(const char *s, size_t len)
{
	size_t count = 0;

	/* Every byte but those that go on a character begins one. */
	for (; len > 0; s++, len--)
		count += ((unsigned char)*s & 0xC0) != 0x80;
	return count;
}

static void
check_choice(struct shape_check *check, const char *const *words)
{
	struct mem list = { 0 };
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		if (strlen(words[i]) == check->chars.len &&
		    memcmp(words[i], mem_str(&check->chars),
			check->chars.len) == 0)
			return;
	for (i = 0; words[i] != NULL; i++)
		mem_printf(&list, "%s%s",
		    i == 0                     ? ""
			: words[i + 1] == NULL ? " or "
					       : ", ",
		    words[i]);
	shape_complain(check, "has to be %s", mem_str(&list));
	mem_release(&list);
}

static const char *
string_wrong(const struct shape *shape, const struct mem *chars)
{
	if (shape->kind == SHAPE_URL)
		return shape_url_wrong(chars);
	if (shape->kind == SHAPE_TIME)
		return shape_time_wrong(chars);
	return shape_form_wrong(shape->form, chars);
}

static void
check_string(
    struct shape_check *check, struct value value, const struct shape *shape)
{
	struct mem *const chars = &check->chars;
	const char *wrong;

	if (value.kind != TEXT_STRING) {
		shape_complain(check, "has to be a string");
		return;
	}
	mem_cut(chars, 0);
	text_string(check->text, value, chars);
	if (shape->words != NULL) {
		check_choice(check, shape->words);
		return;
	}
	shape_check_size(check, shape,
	    shape_characters(chars->data, chars->len), "characters");
	if (chars->len > 0 && (wrong = string_wrong(shape, chars)) != NULL)
		shape_complain(check, "%s", wrong);
}

/* Does it fit into 64 bits?  Then number is it. */
static bool
read_integer(const char *s, size_t len, long long *number)
{
	char digits[32];

	if (len >= sizeof digits)
		return false;
	memcpy(digits, s, len);
	digits[len] = '\0';
	errno = 0;
	*number = strtoll(digits, NULL, 10);
	return errno == 0;
}

/* Numbers of JSON have no end, but those of Jira do. */
static void
check_integer(
    struct shape_check *check, struct value value, const struct shape *shape)
{
	const char *const s = check->text->data + value.at;
	const size_t len = value.end - value.at;
	long long number;

	if (value.kind == TEXT_STRING)
		shape_complain(
		    check, "has to be a number, without quotation marks");
	else if (value.kind != TEXT_NUMBER)
		shape_complain(check, "has to be a whole number");
	else if (strspn(s, "-0123456789") < len)
		shape_complain(
		    check, "has to be a whole number, in digits alone");
	else if (!read_integer(s, len, &number))
		shape_complain(check, "does not fit into 64 bits");
	else if (shape->most > 0 &&
	    (number < shape->least || number > shape->most))
		shape_complain(check, "has to be %jd to %jd",
		    (intmax_t)shape->least, (intmax_t)shape->most);
}

static void
check_number(
    struct shape_check *check, struct value value, const struct shape *shape)
{
	const size_t len = value.end - value.at;
	char number[64] = "";
	double is;

	if (value.kind != TEXT_NUMBER) {
		shape_complain(check, "has to be a number");
		return;
	}
	/* What is asked is how big it is: that shows in the first digits. */
	memcpy(number, check->text->data + value.at,
	    len < sizeof number ? len : sizeof number - 1);
	is = strtod(number, NULL);
	if (is < (double)shape->least || is > (double)shape->most)
		shape_complain(check, "has to be %jd to %jd",
		    (intmax_t)shape->least, (intmax_t)shape->most);
}

void
shape_check_scalar(
    struct shape_check *check, struct value value, const struct shape *shape)
{
	switch (shape->kind) {
	case SHAPE_INTEGER:
		check_integer(check, value, shape);
		break;
	case SHAPE_NUMBER:
		check_number(check, value, shape);
		break;
	case SHAPE_BOOLEAN:
		if (value.kind != TEXT_TRUE && value.kind != TEXT_FALSE)
			shape_complain(check, "has to be true or false");
		break;
	default:
		check_string(check, value, shape);
		break;
	}
}
