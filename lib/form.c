/* form: a form with files, as a command line describes it. */

#include <sys/stat.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "form.h"
#include "http.h"
#include "why.h"

static bool
has_control(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			return true;
	return false;
}

static int
take_file(struct http_part *part, const char *path, struct why *why)
{
	const char *slash = strrchr(path, '/');
	struct stat st;

	part->file = path;
	part->as = slash == NULL ? path : slash + 1;
	if (strcmp(path, "-") == 0)
		return why_setx(why, WHY_USAGE,
		    "standard input could not be sent twice: name a "
		    "file");
	if (has_control(part->as, strlen(part->as)))
		return why_setx(why, WHY_USAGE,
		    "a control character in the name of a file");
	if (access(path, R_OK) == -1 || stat(path, &st) == -1)
		return why_set(why, WHY_OPEN, "%s", path);
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return why_set(why, WHY_OPEN, "%s", path);
	}
	return 0;
}

int
form_add(struct form *form, const char *argument, struct why *why)
{
	const size_t name = strcspn(argument, "=");
	const char *value = argument + name + 1;
	struct http_part part = { 0 }, *more;
	char *copy = NULL;

	if (name == 0 || argument[name] == '\0' || has_control(argument, name))
		return why_setx(
		    why, WHY_USAGE, "is not name=value or name=@file");
	if (form->count == FORM_PARTS_MAX)
		return why_setx(
		    why, WHY_USAGE, "more than %d parts", FORM_PARTS_MAX);
	part.value = value;
	part.len = strlen(value);
	if (value[0] == '@' && take_file(&part, value + 1, why) == -1)
		return -1;
	more = reallocarray(form->parts, form->count + 1, sizeof *form->parts);
	if (more != NULL)
		form->parts = more;
	if (more == NULL || (copy = strndup(argument, name)) == NULL)
		return why_setx(why, WHY_LATER, "out of memory");
	part.name = copy;
	form->parts[form->count++] = part;
	return 0;
}

void
form_release(struct form *form)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		free((void *)(uintptr_t)form->parts[i].name);
	free(form->parts);
	*form = (struct form){ 0 };
}
