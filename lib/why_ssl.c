/* why_ssl: a reason with what OpenSSL last complained about. */

#include <stdio.h>
#include <string.h>

#include <openssl/err.h>

#include "why_ssl.h"

int
why_ssl(struct why *why, enum status status, const char *fmt, ...)
{
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());
	va_list ap;
	size_t len;

	va_start(ap, fmt);
	why_vsetx(why, status, fmt, ap);
	va_end(ap);
	len = strlen(why->msg);
	if (reason != NULL)
		(void)snprintf(
		    why->msg + len, sizeof why->msg - len, ": %s", reason);
	ERR_clear_error();
	return -1;
}
