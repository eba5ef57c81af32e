/* shape_scalar: what a text, number or time has to be. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "shape_part.h"
#include "utf8.h"

enum {
	DIGITS_MIN = 18 /* of any number that 64 bits hold, and a sign */
};

static void
check_choice(struct shape_check *check, const char *s, size_t len,
    const char *const *words)
{
	struct mem list = { 0 };
	size_t i;

	for (i = 0; words[i] != NULL; i++)
		if (words[i][0] == s[0] && strlen(words[i]) == len &&
		    memcmp(words[i], s, len) == 0)
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

/* Characters are counted only where their bytes may be too many. */
static void
check_length(struct shape_check *check, const struct shape *shape,
    const char *s, size_t len)
{
	const size_t most = (size_t)shape->most;

	if (shape->least <= 1 && (len > 0 || shape->least == 0) &&
	    (most == 0 || len <= most))
		return;
	shape_check_size(check, shape, utf8_count(s, len), "characters");
}

/* Most strings are their bytes. */
static const char *
find_chars(struct shape_check *check, struct value value, size_t *len)
{
	*len = value.end - value.at - 2;
	if (value.plain)
		return check->text->data + value.at + 1;
	mem_cut(&check->chars, 0);
	text_string(check->text, value, &check->chars);
	*len = check->chars.len;
	return mem_str(&check->chars);
}

static const char *
string_wrong(const struct shape *shape, const char *s, size_t len)
{
	if (shape->kind == SHAPE_URL)
		return shape_url_wrong(s, len);
	if (shape->kind == SHAPE_TIME)
		return shape_time_wrong(s, len);
	return shape_form_wrong(shape->form, s, len);
}

static void
check_string(
    struct shape_check *check, struct value value, const struct shape *shape)
{
	const char *s, *wrong;
	size_t len;

	if (value.kind != TEXT_STRING) {
		shape_complain(check, "has to be a string");
		return;
	}
	s = find_chars(check, value, &len);
	if (shape->words != NULL) {
		check_choice(check, s, len, shape->words);
		return;
	}
	check_length(check, shape, s, len);
	if (len > 0 && (wrong = string_wrong(shape, s, len)) != NULL)
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

/* Is it digits alone, but for a sign?  So it is a number. */
static bool
is_whole(const char *s, size_t len)
{
	size_t i;

	for (i = s[0] == '-'; i < len; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return true;
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
	else if (!is_whole(s, len))
		shape_complain(
		    check, "has to be a whole number, in digits alone");
	else if (len <= DIGITS_MIN && shape->most == 0)
		return;
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
