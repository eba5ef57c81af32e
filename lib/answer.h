/*
 * answer: what becomes of the answer to one request: its head, its body, what
 * a program of jq makes of it; on standard output or in a file.
 */
#ifndef ANSWER_H
#define ANSWER_H

#include <stdbool.h>

struct http_reply;
struct http_request;
struct json;
struct output;
struct why;

/* All is borrowed. */
struct answer {
	bool head;            /* print it, and the body whatever the status */
	struct json *program; /* or NULL */
	struct output *output;
};

/*
 * Have the body go right where it is to be, if that is a file and nothing
 * else becomes of it: it need not be held in memory, then.
 */
void answer_prepare(const struct answer *answer, struct http_request *request);

/*
 * Put out an answer that is good, or not.  Of one that says that nothing has
 * changed (304) nothing goes into a file.  Returns 0, or -1 and why: WHY_IO;
 * WHY_NONSENSE for an answer that is no JSON, or as json_print().
 */
int answer_put(const struct answer *answer, const struct http_reply *reply,
    bool good, struct why *why);

#endif
