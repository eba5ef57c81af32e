/*
 * sealed: sealed secrets in a document, by the passwords that the environment
 * names; see password.h.
 *
 * Passwords and keys are kept until the program ends, and wiped then.
 */
#ifndef SEALED_H
#define SEALED_H

struct mem;
struct text;
struct value;
struct why;

/*
 * Open the sealed string that value is, and add what it says to secret.
 * Returns 0, or -1 and why: WHY_CONFIG (no password is named or fits, or the
 * text is damaged), WHY_OPEN, or WHY_LATER for a program that should print a
 * password and does not.
 */
int sealed_open(const struct text *text, struct value value, struct mem *secret,
    struct why *why);

/*
 * Seal a string as the sealed string that value is: with its password, under
 * its vault id.  Adds the text to sealed, the very one that value is if that
 * says the same already.  Returns 0, or -1 and why, as sealed_open().
 */
int sealed_again(const struct text *text, struct value value,
    const char *string, struct mem *sealed, struct why *why);

#endif
