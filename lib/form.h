/* form: a form with files, as a command line describes it. */
#ifndef FORM_H
#define FORM_H

#include <stddef.h>

struct http_part;
struct why;

enum {
	FORM_PARTS_MAX = 1000
};

/* All zeros is none; release with form_release(). */
struct form {
	struct http_part *parts;
	size_t count;
};

/*
 * Add a part: "name=value", or "name=@file" for what a file holds, which is
 * read as it is sent and goes by its last name.  argument is borrowed as long
 * as form.  Returns 0, or -1 and why: WHY_USAGE for a part without a name, a
 * control character in it or in a file's name, standard input, which could
 * not be sent twice, or too many; WHY_OPEN for a file that cannot be read;
 * WHY_LATER.
 */
int form_add(struct form *form, const char *argument, struct why *why);
void form_release(struct form *form);

#endif
