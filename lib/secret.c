/* secret: resolve what a connection refers to. */

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "envelope.h"
#include "file.h"
#include "mem.h"
#include "sealed.h"
#include "secret.h"
#include "why.h"

static const struct {
	enum secret_form form;
	const char *name;
} references[] = {
	{ SECRET_FILE, "file" },
	{ SECRET_ENV, "env" },
	{ SECRET_COMMAND, "command" },
};

enum {
	REFERENCES = sizeof references / sizeof references[0]
};

/* The one of file, env and command that an object has; none for two. */
static enum secret_form
reference_form(
    const struct text *text, struct value object, struct value *target)
{
	enum secret_form form = SECRET_NONE;
	struct value value;
	size_t i;

	for (i = 0; i < REFERENCES; i++) {
		value = text_member(text, object, references[i].name);
		if (value.kind == TEXT_NONE)
			continue;
		if (form != SECRET_NONE)
			return SECRET_NONE;
		form = references[i].form;
		*target = value;
	}
	return form;
}

static bool
is_sealed(const struct text *text, struct value string)
{
	struct mem mem = { 0 };
	bool sealed;

	text_string(text, string, &mem);
	sealed = envelope_is(mem_str(&mem), mem.len);
	mem_release(&mem);
	return sealed;
}

enum secret_form
secret_form(const struct text *text, struct value value)
{
	struct value target;

	if (value.kind == TEXT_STRING)
		return is_sealed(text, value) ? SECRET_SEALED : SECRET_PLAIN;
	if (value.kind == TEXT_OBJECT)
		return reference_form(text, value, &target);
	return SECRET_NONE;
}

const char *
secret_form_name(enum secret_form form)
{
	static const char *const names[] = {
		[SECRET_NONE] = "none",
		[SECRET_PLAIN] = "plain",
		[SECRET_SEALED] = "sealed",
		[SECRET_FILE] = "file",
		[SECRET_ENV] = "env",
		[SECRET_COMMAND] = "command",
	};

	return names[form];
}

/* What is wrong with a value that has to be a string, or NULL. */
static const char *
string_wrong(const struct text *text, struct value value)
{
	struct mem mem = { 0 };
	const char *wrong = NULL;

	if (value.kind != TEXT_STRING)
		return "has to be a string or a reference: {\"file\": …}, "
		       "{\"env\": …} or {\"command\": […]}";
	text_string(text, value, &mem);
	if (mem.len == 0)
		wrong = "is empty";
	else if (memchr(mem.data, '\0', mem.len) != NULL)
		wrong = "has a NUL in it";
	mem_release(&mem);
	return wrong;
}

static bool
is_string(const struct text *text, struct value value)
{
	return string_wrong(text, value) == NULL;
}

/* POSIX, "Environment Variable Definition": what a shell can set. */
static bool
is_variable(const struct text *text, struct value value)
{
	struct mem mem = { 0 };
	const char *s;
	bool good;

	if (value.kind == TEXT_STRING)
		text_string(text, value, &mem);
	s = mem_str(&mem);
	good = *s == '_' || isalpha((unsigned char)*s);
	while (*s == '_' || isalnum((unsigned char)*s))
		s++;
	good = good && s == mem_str(&mem) + mem.len;
	mem_release(&mem);
	return good;
}

/* An argument may be empty, but the program's name may not. */
static bool
is_argv(const struct text *text, struct value value)
{
	struct member member = { 0 };
	size_t count = 0;

	if (value.kind != TEXT_ARRAY)
		return false;
	while (text_next(text, value, &member)) {
		if (++count > SECRET_ARGS_MAX)
			return false;
		if (!is_string(text, member.value) &&
		    (count == 1 || !text_is(text, member.value, "")))
			return false;
	}
	return count > 0;
}

/* The seconds that a command may take, or 0 for what is no such number. */
static unsigned int
find_time(const struct text *text, struct value object)
{
	const struct value limit = text_member(text, object, "timeout");
	struct mem digits = { 0 };
	const char *wrong = NULL;
	long long seconds = SECRET_COMMAND_TIME;

	if (limit.kind == TEXT_NONE)
		return SECRET_COMMAND_TIME;
	text_string(text, limit, &digits);
	if (limit.kind == TEXT_NUMBER)
		seconds = strtonum(
		    mem_str(&digits), 1, SECRET_COMMAND_TIME_MAX, &wrong);
	mem_release(&digits);
	return limit.kind == TEXT_NUMBER && wrong == NULL
	    ? (unsigned int)seconds
	    : 0;
}

static const char *
reference_wrong(const struct text *text, struct value object)
{
	struct value target = { 0 }, trim;

	trim = text_member(text, object, "trim");
	if (trim.kind != TEXT_NONE && trim.kind != TEXT_TRUE &&
	    trim.kind != TEXT_FALSE)
		return "\"trim\" has to be true or false";
	if (find_time(text, object) == 0)
		return "\"timeout\" has to be a number of seconds, from 1 to "
		       "600";
	switch (reference_form(text, object, &target)) {
	case SECRET_FILE:
		return is_string(text, target)
		    ? NULL
		    : "\"file\" has to be the path of a file";
	case SECRET_ENV:
		return is_variable(text, target)
		    ? NULL
		    : "\"env\" has to be the name of a variable";
	case SECRET_COMMAND:
		return is_argv(text, target)
		    ? NULL
		    : "\"command\" has to be an array of strings: a program "
		      "and its arguments";
	default:
		return "has to have one of \"file\", \"env\" and \"command\"";
	}
}

const char *
secret_wrong(const struct text *text, struct value value)
{
	if (value.kind == TEXT_OBJECT)
		return reference_wrong(text, value);
	return string_wrong(text, value);
}

static int
read_file(const struct text *text, struct value value, const char *dir,
    struct mem *secret, struct why *why)
{
	struct mem path = { 0 };
	int rv = -1;

	if (secret_path(text, value, dir, &path, why) == -1)
		goto out;
	if (file_read_secret(mem_str(&path), SECRET_MAX, secret, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&path);
	return rv;
}

static int
read_variable(const struct text *text, struct value target, struct mem *secret,
    struct why *why)
{
	struct mem name = { 0 };
	const char *value;
	int rv = -1;

	text_string(text, target, &name);
	if (mem_check(&name, why) == -1)
		goto out;
	if ((value = getenv(mem_str(&name))) == NULL) {
		why_setx(why, WHY_CONFIG,
		    "there is no variable %s in the "
		    "environment",
		    mem_str(&name));
		goto out;
	}
	mem_puts(secret, value);
	rv = 0;
out:
	mem_release(&name);
	return rv;
}

/* The arguments stand in args one after the other, each with its NUL. */
static int
run_command(const struct text *text, struct value target, unsigned int seconds,
    struct mem *secret, struct why *why)
{
	char *argv[SECRET_ARGS_MAX + 1] = { NULL };
	struct mem args = { 0 };
	struct member member = { 0 };
	size_t i, count = 0;
	char *arg;
	int rv = -1;

	for (; text_next(text, target, &member); count++) {
		text_string(text, member.value, &args);
		mem_putc(&args, '\0');
	}
	if (mem_check(&args, why) == -1)
		goto out;
	for (i = 0, arg = args.data; i < count; i++) {
		argv[i] = arg;
		arg += strlen(arg) + 1;
	}
	if (command_read(argv, seconds, SECRET_MAX, secret, why) == -1)
		goto out;
	rv = 0;
out:
	mem_release(&args);
	return rv;
}

/* Cut what came after from: one line end, or all that follows a line. */
static void
trim(enum secret_form form, struct mem *secret, size_t from)
{
	const char *end;
	size_t len = secret->len;

	if (form != SECRET_FILE && form != SECRET_COMMAND &&
	    form != SECRET_SEALED)
		return;
	if (form == SECRET_COMMAND && len > from &&
	    (end = memchr(secret->data + from, '\n', len - from)) != NULL)
		len = (size_t)(end - secret->data) + 1;
	if (len == from || secret->data[len - 1] != '\n')
		return;
	len--;
	if (len > from && secret->data[len - 1] == '\r')
		len--;
	mem_cut(secret, len);
}

static int
resolve(const struct text *text, struct value value, const char *dir,
    struct mem *secret, struct why *why)
{
	struct value target = { 0 };
	const char *wrong;

	if (value.kind == TEXT_NONE)
		return why_setx(why, WHY_CONFIG, "is missing");
	if ((wrong = secret_wrong(text, value)) != NULL)
		return why_setx(why, WHY_CONFIG, "%s", wrong);
	if (value.kind == TEXT_OBJECT)
		(void)reference_form(text, value, &target);
	switch (secret_form(text, value)) {
	case SECRET_FILE:
		return read_file(text, value, dir, secret, why);
	case SECRET_ENV:
		return read_variable(text, target, secret, why);
	case SECRET_COMMAND:
		return run_command(
		    text, target, find_time(text, value), secret, why);
	case SECRET_SEALED:
		return sealed_open(text, value, secret, why);
	default:
		text_string(text, value, secret);
		return 0;
	}
}

int
secret_resolve(const struct text *text, struct value value, const char *what,
    const char *dir, struct mem *secret, struct why *why)
{
	const size_t from = secret->len;
	const enum secret_form form = secret_form(text, value);

	if (resolve(text, value, dir, secret, why) == -1 ||
	    mem_check(secret, why) == -1)
		goto fail;
	if (text_member(text, value, "trim").kind != TEXT_FALSE)
		trim(form, secret, from);
	if (secret->len == from) {
		why_setx(why, WHY_CONFIG, "is empty");
		goto fail;
	}
	if (memchr(secret->data + from, '\0', secret->len - from) != NULL) {
		why_setx(why, WHY_CONFIG, "has a NUL in it");
		goto fail;
	}
	return 0;
fail:
	mem_cut(secret, from);
	return why_at(why, "%s: %s", text->name, what);
}
