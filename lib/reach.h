/* reach: the options, the same everywhere, of how to reach a server. */
#ifndef REACH_H
#define REACH_H

struct http_options;
struct option_row;
struct why;

enum {
	REACH_SECONDS_MAX = 86400 /* of any time limit */
};

/* They have no letters; a program's own of that kind begin at the last. */
enum {
	REACH_ALLOW_HTTP = 1, /* --allow-http */
	REACH_CACERT,         /* --cacert file */
	REACH_CERT,           /* --cert file */
	REACH_KEY,            /* --key file */
	REACH_MAX_TIME,       /* --max-time seconds */
	REACH_RETRIES,        /* --retries number */
	REACH_NEXT
};

extern const struct option_row reach_options[];

/*
 * Take one option into options, which borrows arg.  Returns 1, or 0 when it
 * is none of these, or -1 and why (WHY_USAGE).
 */
int reach_option(
    struct http_options *options, int option, const char *arg, struct why *why);

/* Read a number of seconds, least or more, that option name was given. */
int reach_seconds(const char *name, const char *arg, unsigned int least,
    unsigned int *seconds, struct why *why);

#endif
