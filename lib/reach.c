/* reach: the options, the same everywhere, of how to reach a server. */

#include <stdlib.h>

#include "http.h"
#include "option.h"
#include "reach.h"
#include "retry.h"
#include "why.h"

const struct option_row reach_options[] = {
	{ REACH_ALLOW_HTTP, "allow-http", NULL,
	    "let secrets travel over plain http", NULL },
	{ REACH_CACERT, "cacert", "file", "trust the certificates in this file",
	    NULL },
	{ REACH_CERT, "cert", "file", "the client certificate", NULL },
	{ REACH_KEY, "key", "file", "the client certificate's key", NULL },
	{ REACH_MAX_TIME, "max-time", "seconds",
	    "time limit of one request; default 300", NULL },
	{ REACH_RETRIES, "retries", "number",
	    "how often to try again; default 4", NULL },
	{ 0 },
};

int
reach_seconds(const char *name, const char *arg, unsigned int least,
    unsigned int *seconds, struct why *why)
{
	const char *wrong;

	*seconds =
	    (unsigned int)strtonum(arg, least, REACH_SECONDS_MAX, &wrong);
	if (wrong != NULL)
		return why_setx(why, WHY_USAGE, "%s: %s", name, wrong);
	return 0;
}

static int
take_retries(struct http_options *options, const char *arg, struct why *why)
{
	const char *wrong;

	options->tries =
	    (unsigned int)strtonum(arg, 0, RETRY_TRIES_MAX - 1, &wrong) + 1;
	if (wrong != NULL)
		return why_setx(why, WHY_USAGE, "--retries: %s", wrong);
	return 1;
}

int
reach_option(
    struct http_options *options, int option, const char *arg, struct why *why)
{
	switch (option) {
	case REACH_ALLOW_HTTP:
		options->allow_http = true;
		return 1;
	case REACH_CACERT:
		options->cacert = arg;
		return 1;
	case REACH_CERT:
		options->cert = arg;
		return 1;
	case REACH_KEY:
		options->key = arg;
		return 1;
	case REACH_MAX_TIME:
		if (reach_seconds(
			"--max-time", arg, 1, &options->seconds, why) == -1)
			return -1;
		return 1;
	case REACH_RETRIES:
		return take_retries(options, arg, why);
	default:
		return 0;
	}
}
