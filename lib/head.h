/*
 * head: the header lines of a request or an answer (RFC 9110, 5).
 */
#ifndef HEAD_H
#define HEAD_H

#include <stdbool.h>
#include <stddef.h>

struct mem;
struct why;

/*
 * Take the next line off *rest, which is *left bytes long, without its CR and
 * LF.  Returns false at the end.
 */
bool head_line(const char **rest, size_t *left, const char **line, size_t *len);

/*
 * Add the value of every header of that name, whatever its case, to value,
 * joined by ", ".  Folded lines (RFC 9112, 5.2) are not joined.  Returns
 * whether there is one.
 */
bool head_get(const struct mem *head, const char *name, struct mem *value);

/*
 * Can these lines, each ended by LF, be sent?  Returns 0, or -1 and why
 * (WHY_USAGE, never quoting a value): a line that is no "Name: value", NUL,
 * CR or another control character in it, or a header that says where the
 * request ends or goes, which is the transport's to say.
 */
int head_check(const struct mem *head, struct why *why);

/*
 * Add one header, "Name: value", that head_check() would take.  Returns 0, or
 * -1 and why, as head_check(), also for a line feed in it.
 */
int head_add(struct mem *head, const char *header, struct why *why);

#endif
