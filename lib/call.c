/* call: a request as a command line describes it. */

#include <string.h>

#include "call.h"
#include "endpoint.h"
#include "field.h"
#include "head.h"
#include "manners.h"
#include "mem.h"
#include "tool.h"
#include "why.h"

int
call_reads(struct call *call, const char *path, struct why *why)
{
	if (strcmp(path, "-") != 0)
		return 0;
	if (call->taken)
		return why_setx(
		    why, WHY_USAGE, "standard input can be read only once");
	call->taken = true;
	return 0;
}

static int
read_field(
    void *arg, const char *path, size_t max, struct mem *mem, struct why *why)
{
	if (call_reads(arg, path, why) == -1)
		return -1;
	return tool_read(path, max, mem, why);
}

int
call_field(struct call *call, const char *argument, bool typed, struct why *why)
{
	return fields_add(
	    &call->fields, argument, typed, read_field, call, why);
}

int
call_header(struct call *call, const char *header, struct why *why)
{
	struct mem line = { 0 };
	int rv = -1;

	if (head_add(&line, header, why) == -1 ||
	    manners_check(&line, why) == -1)
		goto out;
	mem_add(&call->headers, line.data, line.len);
	rv = mem_check(&call->headers, why);
out:
	mem_release(&line);
	return rv;
}

bool
call_has_body(const struct call *call)
{
	return call->input != NULL || call->form.count > 0;
}

bool
call_only_reads(const struct call *call)
{
	return strcmp(call->method, "GET") == 0 ||
	    strcmp(call->method, "HEAD") == 0;
}

static int
add_fields(struct call *call, struct why *why)
{
	const struct fields *fields = &call->fields;
	struct mem *url = &call->url;

	if (fields->count == 0)
		return 0;
	if (!call_has_body(call) && !call_only_reads(call))
		return fields_json(fields, &call->body, why);
	if (fields->query.len == 0)
		return 0;
	mem_putc(url, strchr(mem_str(url), '?') == NULL ? '?' : '&');
	mem_add(url, fields->query.data, fields->query.len);
	return mem_check(url, why);
}

int
call_compose(struct call *call, const struct conn *conn, struct why *why)
{
	if (endpoint_join(conn, call->path, &call->url, why) == -1 ||
	    add_fields(call, why) == -1)
		return -1;
	if (call->input != NULL &&
	    tool_read(call->input, CALL_INPUT_MAX, &call->body, why) == -1)
		return -1;
	manners_add(&call->headers, call->method,
	    call->body.len > 0 ? "application/json" : NULL);
	return mem_check(&call->headers, why);
}

void
call_release(struct call *call)
{
	fields_release(&call->fields);
	form_release(&call->form);
	mem_release(&call->headers);
	mem_release(&call->url);
	mem_release(&call->body);
}
