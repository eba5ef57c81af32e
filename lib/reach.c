/* reach: the options, the same everywhere, of how to reach a server. */

#include <stdlib.h>

#include "http.h"
#include "option.h"
#include "reach.h"
#include "retry.h"
#include "why.h"

static int
take_retries(void *member, const char *arg, struct why *why)
{
	unsigned int *const tries = member;
	const char *wrong;

	*tries =
	    (unsigned int)strtonum(arg, 0, RETRY_TRIES_MAX - 1, &wrong) + 1;
	return wrong == NULL ? 0 : why_setx(why, WHY_USAGE, "%s", wrong);
}

const struct option_row reach_options[] = {
	{ 0, "allow-http", NULL, "let secrets travel over plain http",
	    OPTION_TO(struct http_options, allow_http) },
	{ 0, "cacert", "file", "trust the certificates in this file",
	    OPTION_TO(struct http_options, cacert) },
	{ 0, "cert", "file", "the client certificate",
	    OPTION_TO(struct http_options, cert) },
	{ 0, "key", "file", "the client certificate's key",
	    OPTION_TO(struct http_options, key) },
	{ 0, "max-time", "seconds", "time limit of one request; default 300",
	    OPTION_RANGE(struct http_options, seconds, 1, REACH_SECONDS_MAX) },
	{ 0, "retries", "number", "how often to try again; default 4",
	    OPTION_BY(struct http_options, tries, take_retries) },
	{ 'v', "verbose", NULL, "tell of each request on standard error",
	    OPTION_TO(struct http_options, verbose) },
	{ 0 },
};
