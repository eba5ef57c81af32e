/*
 * rule: what the members of an object have to be.
 *
 * A document is held against tables, and everything that is wrong with it is
 * found in one run.
 */
#ifndef RULE_H
#define RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

struct mem;

enum {
	RULE_COUNT_MAX = 32 /* rules of one object */
};

enum rule_kind {
	RULE_TEXT,   /* a string, not empty, without control characters */
	RULE_WORD,   /* the same, of letters, digits, and -._ only */
	RULE_ID,     /* a number, or as RULE_TEXT */
	RULE_TIME,   /* RFC 3339 */
	RULE_URL,    /* an absolute http or https URL, no user, no fragment */
	RULE_BASE,   /* the same without a query: paths are joined to it */
	RULE_WORDS,  /* an array of words without blanks, or one text of them */
	RULE_SECRET, /* one line of text, or a reference: secret.h */
	RULE_KEY,    /* the same, of many lines */
	RULE_CHOICE, /* one of a list of words */
	RULE_OBJECT  /* with members that have rules of their own */
};

struct rule {
	const char *name;
	enum rule_kind kind;
	const char *needed; /* NULL, or what a missing one would be, in words */
	const char *const *choices; /* of a RULE_CHOICE, up to NULL */
	const struct rule *inside;  /* of a RULE_OBJECT, up to a NULL name */
};

/*
 * Hold object, which pointer leads to, against rules up to one whose name is
 * NULL.  Members that no rule names are left alone.  Adds a line to
 * complaints for everything that is wrong: "name: /pointer/member: what".
 */
void rule_check(const struct text *text, struct value object,
    const char *pointer, const struct rule *rules, struct mem *complaints);

/* The rule of that name, or NULL. */
const struct rule *rule_find(
    const struct rule *rules, const struct text *text, struct value name);

/* Add such a line. */
void rule_complain(const struct text *text, struct mem *complaints,
    const char *pointer, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

#endif
