/*
 * text_note: JSON read with a note of where each value is; for the text
 * modules alone.
 */
#ifndef TEXT_NOTE_H
#define TEXT_NOTE_H

#include <string.h>

#include "text_fast.h"
#include "text_scan.h"

/* From a string's quotation mark on.  What is beyond ASCII is plain, too. */
static inline const char *
note_string(struct scan *scan, const char *p, bool *plain)
{
	const char *const end = after_plain(p + 1, scan->end);

	*plain = true;
	if (end < scan->end && *end == '"')
		return end + 1;
	if ((p = scan_string(scan, p)) != NULL)
		*plain = memchr(end, '\\', (size_t)(p - end)) == NULL;
	return p;
}

/* A scalar of the text that begins at data, to the place after it, or NULL. */
static inline const char *
note_scalar(
    struct scan *scan, const char *data, const char *p, struct value *value)
{
	const char *const start = p;
	bool plain = false;

	scan->kind = TEXT_STRING;
	p = *p == '"' ? note_string(scan, p, &plain) : scan_scalar(scan, p);
	if (p == NULL)
		return NULL;
	value->kind = scan->kind;
	value->plain = plain;
	value->at = (size_t)(start - data);
	value->end = (size_t)(p - data);
	return p;
}

/*
 * From a container's opening bracket to the place after its closing one, all
 * noted in the index of the scan's text.  Returns NULL if it is not JSON, and
 * then text_scan may tell what it is; or if it has too many values.
 */
const char *note_container(struct scan *scan, const char *p);

#endif
