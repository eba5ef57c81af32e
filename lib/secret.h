/*
 * secret: resolve what a connection refers to.
 *
 * A secret in a document is a plain string, a sealed string, or a reference:
 * {"file": PATH}, {"env": NAME}, {"command": [ARGV]}.  What a reference leads
 * to is taken literally, so that no chain and no circle of them can be, but of
 * commands that run programs of ours: command.h ends those.
 */
#ifndef SECRET_H
#define SECRET_H

#include <stddef.h>

#include "text.h"

struct mem;
struct why;

enum {
	SECRET_MAX = 1 << 20,         /* bytes of a secret */
	SECRET_ARGS_MAX = 64,         /* arguments of a command */
	SECRET_COMMAND_TIME = 30,     /* seconds that a command may take, */
	SECRET_COMMAND_TIME_MAX = 600 /* and those of its "timeout" */
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

/* How this value of a document holds its secret; nothing is read for it. */
enum secret_form secret_form(const struct text *text, struct value value);

/* The word for it: "plain", "sealed", "file", "env", "command"; "none". */
const char *secret_form_name(enum secret_form form);

/*
 * What is wrong with a value that has to be a secret, in words that say what
 * would be right ("has to be a string or a reference …"), or NULL.  This
 * looks at the document only: nothing is resolved.
 */
const char *secret_wrong(const struct text *text, struct value value);

/*
 * Resolve a secret and add it to secret.  A file's path is relative to dir,
 * the document's directory (NULL: the working directory); the file must not
 * be readable by others.  A sealed string is opened by the passwords that the
 * environment names.  Of what it says and of what a file holds one line end
 * at its end is cut, and of what a command prints the first line is taken,
 * without its end; with "trim": false beside the reference all of it.
 * Messages begin with the text's name and the pointer given in what.
 * Returns 0, or -1 and why: WHY_CONFIG (none, empty, a NUL in it, no such
 * variable, no password that opens it), WHY_OPEN, or WHY_LATER for a command
 * that fails or does not end.
 */
int secret_resolve(const struct text *text, struct value value,
    const char *what, const char *dir, struct mem *secret, struct why *why);

/* Add the path that a SECRET_FILE leads to.  Returns 0, or -1 and why. */
int secret_path(const struct text *text, struct value value, const char *dir,
    struct mem *path, struct why *why);

/*
 * Keep a string, without a line end, in the file that a SECRET_FILE leads to,
 * durably: a new one has mode 0600, one that is there is replaced under a lock
 * on it and loses what others may do.  secret_can_keep() says before whether
 * that could be done.  Messages begin as those of secret_resolve().  Returns
 * 0, or -1 and why: WHY_OPEN (others can read it), WHY_CREATE, WHY_IO, or
 * WHY_LATER when another program keeps it locked.
 */
int secret_can_keep(const struct text *text, struct value value,
    const char *what, const char *dir, struct why *why);
int secret_keep(const struct text *text, struct value value, const char *what,
    const char *dir, const char *string, struct why *why);

/*
 * Remove the file that a SECRET_FILE leads to, durably and under a lock on it;
 * one that is not there is no failure.  Returns 0, or -1 and why, as
 * secret_keep().
 */
int secret_discard(const struct text *text, struct value value,
    const char *what, const char *dir, struct why *why);

#endif
