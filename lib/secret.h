/*
 * secret: resolve what a connection refers to.
 *
 * A secret in a document is a plain string, a sealed string, or a reference:
 * {"file": PATH}, {"env": NAME}, {"command": [ARGV]}.
 */
#ifndef SECRET_H
#define SECRET_H

#include <stddef.h>

#include "text.h"

struct mem;
struct why;

enum {
	SECRET_MAX = 1 << 20 /* bytes of a secret */
};

/* How a secret is held: for showing it without showing it. */
enum secret_form {
	SECRET_NONE, /* absent, or not a secret's form */
	SECRET_PLAIN,
	SECRET_SEALED, /* begins with $ANSIBLE_VAULT; */
	SECRET_FILE,
	SECRET_ENV,
	SECRET_COMMAND
};

enum secret_form secret_form(const struct text *text, struct value value);

/*
 * Resolve a secret and add it to secret.  A file's path is relative to dir,
 * the document's directory (NULL: the working directory); the file must not
 * be readable by others.  One line end at the end is cut.  Messages begin
 * with the text's name and the pointer given in what.
 * Returns 0, or -1 and why: WHY_CONFIG (none, empty, no such variable),
 * WHY_OPEN, WHY_LATER for a command that fails or does not end.
 */
int secret_resolve(const struct text *text, struct value value,
    const char *what, const char *dir, struct mem *secret, struct why *why);

#endif
