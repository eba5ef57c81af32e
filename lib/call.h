/* call: a request as a command line describes it. */
#ifndef CALL_H
#define CALL_H

#include <stdbool.h>

#include "field.h"
#include "form.h"
#include "mem.h"

struct conn;
struct why;

enum {
	CALL_INPUT_MAX = 1 << 28 /* bytes of a body to send */
};

/* All zeros is a GET of nothing yet; release with call_release(). */
struct call {
	const char *method, *path;
	const char *input; /* the file of the body, or NULL */
	bool taken;        /* standard input is spoken for */
	struct fields fields;
	struct form form;     /* is the body, where it has parts */
	struct mem headers;   /* "Name: value" lines, each ended by LF */
	struct mem url, body; /* what call_compose() makes */
};

/*
 * Say that path will be read: whoever reads standard input ("-") after another
 * would find it empty.  Returns 0, or -1 and why (WHY_USAGE).
 */
int call_reads(struct call *call, const char *path, struct why *why);

/* Add a field: as fields_add(), reading files as tool_read() does. */
int call_field(
    struct call *call, const char *argument, bool typed, struct why *why);

/*
 * Add a header: as head_add(), but one that lets in comes from the connection
 * alone (WHY_USAGE).
 */
int call_header(struct call *call, const char *header, struct why *why);

/* Has it a body that is not of fields? */
bool call_has_body(const struct call *call);

/* Is it GET or HEAD? */
bool call_only_reads(const struct call *call);

/*
 * Make the URL, the body and the headers that nobody gave but Jira needs.
 * The fields are the body, but for GET, HEAD and beside another body, or a
 * form, the query.  Returns 0, or -1 and why, as endpoint_join(), fields_json()
 * and tool_read().
 */
int call_compose(struct call *call, const struct conn *conn, struct why *why);
void call_release(struct call *call);

#endif
