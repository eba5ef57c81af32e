/* why: the reason something failed, and what that asks of the caller. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"
#include "why.h"

/*
 * A file name or a server may hold what a terminal would obey: that becomes
 * question marks, as does a character that was cut in two.  A line feed stays:
 * some reasons have a second line.
 */
void
why_tame(char *s)
{
	char *const end = s + strlen(s);
	size_t step;

	for (; s < end; s += step) {
		step = utf8_steers(s, (size_t)(end - s));
		if (step == 0)
			step = utf8_next(s, (size_t)(end - s));
		else if (*s != '\n')
			memset(s, '?', step);
	}
}

int
why_vsetx(struct why *why, enum status status, const char *fmt, va_list ap)
{
	why->status = status;
	(void)vsnprintf(why->msg, sizeof why->msg, fmt, ap);
	why_tame(why->msg);
	return -1;
}

int
why_setx(struct why *why, enum status status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	why_vsetx(why, status, fmt, ap);
	va_end(ap);
	return -1;
}

int
why_set(struct why *why, enum status status, const char *fmt, ...)
{
	const int error = errno;
	va_list ap;
	size_t len;

	va_start(ap, fmt);
	why_vsetx(why, status, fmt, ap);
	va_end(ap);
	len = strlen(why->msg);
	(void)snprintf(
	    why->msg + len, sizeof why->msg - len, ": %s", strerror(error));
	return -1;
}

int
why_at(struct why *why, const char *fmt, ...)
{
	char rest[WHY_MSG_MAX];
	va_list ap;
	size_t len;

	memcpy(rest, why->msg, sizeof rest);
	va_start(ap, fmt);
	why_vsetx(why, why->status, fmt, ap);
	va_end(ap);
	len = strlen(why->msg);
	(void)snprintf(why->msg + len, sizeof why->msg - len, ": %s", rest);
	return -1;
}
