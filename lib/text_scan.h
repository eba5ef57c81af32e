/*
 * text_scan: how bytes make the values of a text; for the text modules alone.
 *
 * Each function takes the place where something begins and returns the place
 * after it.  Where that is not well formed it returns NULL, and place and
 * wrong say where and what.  In a text that was read before, none fails.
 */
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

/* The caller sets end and syntax; TEXT_ANY takes what JSONC takes. */
struct scan {
	const char *end; /* of the text */
	enum text_syntax syntax;
	unsigned int deepest;       /* containers in one another */
	bool extended;              /* met what JSON does not have */
	enum text_kind kind;        /* of the last scalar */
	const char *name, *nameend; /* the last member's, as it is written */
	struct text *notes;         /* where skip_note() notes, or NULL */
	size_t big;                 /* bytes of what is worth a note */
	const char *place, *wrong;
};

/* Fail at p.  Returns NULL. */
const char *scan_fail(struct scan *scan, const char *p, const char *wrong);

/* White space and comments, if there are any. */
const char *scan_space(struct scan *scan, const char *p);

/* A comment. */
const char *scan_comment(struct scan *scan, const char *p);

/* Characters that are not ASCII, as many as there are. */
const char *scan_beyond(struct scan *scan, const char *p);

/* A string in quotation marks. */
const char *scan_string(struct scan *scan, const char *p);

/* An escape, from its backslash, which stands for rune. */
const char *scan_escape(struct scan *scan, const char *p, uint32_t *rune);

/* A number, from its first digit or its sign. */
const char *scan_number(struct scan *scan, const char *p);

/* A value that is no container. */
const char *scan_scalar(struct scan *scan, const char *p);

/* A value, with all that is in it. */
const char *scan_value(struct scan *scan, const char *p);

/*
 * From a container's opening, or from the end of a value in it, to where the
 * next value begins or, if there is none, to the closing bracket.  A root
 * object without braces closes with NUL: at the end of the text.
 */
const char *scan_next(
    struct scan *scan, const char *p, char closing, bool first);

/* Is p at the bracket, or the end, that closes? */
static inline bool
scan_closes(const struct scan *scan, const char *p, char closing)
{
	if (closing == '\0')
		return p == scan->end;
	return p < scan->end && *p == closing;
}

#endif
