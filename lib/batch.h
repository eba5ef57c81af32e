/*
 * batch: many requests as lines of JSON, and their answers as such lines.
 */
#ifndef BATCH_H
#define BATCH_H

#include <stdbool.h>
#include <stddef.h>

struct caller;
struct conn;
struct flight_end;
struct http_options;
struct mem;
struct progress;
struct why;

enum {
	BATCH_JOBS = 4, /* at a time, where nobody says */
	BATCH_LINE_MAX = 16 << 20,
	BATCH_BODY_MAX = 1 << 26 /* bytes of one answer's body */
};

/* All is borrowed. */
struct batch {
	int fd;           /* where requests come from */
	const char *name; /* of that, for messages: "<stdin>" */
	size_t jobs;      /* 1 to FLIGHT_JOBS_MAX */
	bool head;        /* tell of each answer's headers, too */
	const struct conn *conn;
	const struct http_options *options;
	struct caller *caller;
	const struct mem *headers; /* of each that has none of that name */

	/* Pass on whole lines.  Returns 0, or -1 and why, which ends it. */
	int (*deliver)(const struct mem *lines, struct why *why);
	/* Called now and then, for whoever is waiting; NULL: nobody is. */
	void (*show)(const struct progress *progress);
};

/*
 * Send the request of each line (jira-request(5)) that is not empty, its url
 * as endpoint_join() takes it, and deliver a line for each, in their order,
 * as soon as those before have been.  What fails is such a line, too, and
 * stops no other.
 * Returns 0, or -1 and why: with the status of those that failed, which for a
 * line that is no request is WHY_INPUT, or WHY_NO if they failed for several
 * reasons, with how many and what became of the first; as deliver() or
 * flight_new() fails; WHY_IO, or WHY_INPUT for a line above BATCH_LINE_MAX,
 * after the answers to what came before it.
 */
int batch_run(const struct batch *batch, struct why *why);

/*
 * Add the line that tells of an end to line: an object with these members, if
 * there is something to tell.
 *   status   the answer's, a number
 *   headers  if head is true: an array of arrays of a name and a value
 *   body     if it is JSON, in its own bytes, but with blanks for line ends;
 *            of an answer that says it is text only an object or an array
 *   text     any other body, in UTF-8
 *   base64   one that is not
 *   error    failed, the reason why it is no good answer; or NULL
 *   exit     its status, a number
 */
void batch_line(struct mem *line, const struct flight_end *end, bool head,
    const struct why *failed);

#endif
