/* request_compose: a request of jira-request(5), from a command line. */
#ifndef REQUEST_COMPOSE_H
#define REQUEST_COMPOSE_H

#include "oauth1.h"

struct mem;
struct why;

enum {
	REQUEST_HEADERS_MAX = 64,   /* that can be said */
	REQUEST_INPUT_MAX = 1 << 24 /* bytes of a body */
};

/* What was said; all is borrowed, and NULL is "not given". */
struct request_words {
	const char *headers[REQUEST_HEADERS_MAX]; /* "Name: value" */
	size_t count;                             /* of them */
	char *const *operands; /* [method] url [name=value …], ended by NULL */
	const char *input;     /* a file with the body; "-" is standard input */
};

/* An option_take that adds a header to the words: WHY_USAGE for too many. */
int request_take_header(void *words, const char *header, struct why *why);

/*
 * Add the request as a line of JSON to line, without a line end.  Each
 * name=value is a parameter of the form of a POST without body, and of the
 * query otherwise; but those that begin with oauth_ are added to protocol,
 * unless that is NULL.
 * Returns 0, or -1 and why: WHY_USAGE, or
 * as tool_read() for the body.
 */
int request_compose(const struct request_words *words,
    struct oauth1_params *protocol, struct mem *line, struct why *why);

#endif
