/* request_write: a request that was read, signed, and written again. */

#include <string.h>
#include <strings.h>

#include "mem.h"
#include "request.h"
#include "request_write.h"
#include "text.h"

/* The headers' own object, if there is one, with one more in front. */
static void
put_headers(const struct request *request, const struct mem *authorization,
    struct mem *out)
{
	const struct text *const text = &request->text;
	const struct value headers = request->headers_at;
	struct member first = { 0 };

	mem_puts(out, "{\"Authorization\":");
	text_quote(out, mem_str(authorization), authorization->len);
	if (headers.kind != TEXT_OBJECT) {
		mem_putc(out, '}');
		return;
	}
	if (text_next(text, headers, &first))
		mem_putc(out, ',');
	mem_add(out, text->data + headers.at + 1, headers.end - headers.at - 1);
}

/* Add the bytes of the line from *from to at, with a new URL among them. */
static void
put_until(
    const struct request *request, size_t *from, size_t at, struct mem *out)
{
	const char *const data = request->text.data;
	const struct value url = request->url_at;

	if (request->query_more != NULL && *from <= url.at && url.at < at) {
		mem_add(out, data + *from, url.at - *from);
		text_quote(out, mem_str(&request->url), request->url_own);
		*from = url.end;
	}
	mem_add(out, data + *from, at - *from);
	*from = at;
}

void
request_write_json(const struct request *request,
    const struct mem *authorization, struct mem *out)
{
	const struct value headers = request->headers_at;
	size_t from = 0;

	/* With no headers yet, they go in front of the closing brace. */
	if (headers.kind == TEXT_NONE) {
		put_until(request, &from, request->text.root.end - 1, out);
		mem_puts(out, ",\"headers\":");
	} else {
		put_until(request, &from, headers.at, out);
		from = headers.end;
	}
	put_headers(request, authorization, out);
	put_until(request, &from, request->text.len, out);
}

/* A line of curl's config; see curl(1), --config, for the escapes. */
static void
put_option(struct mem *out, const char *name, const char *value, size_t len)
{
	static const char special[] = "\\\"\t\n\r\v", letters[] = "\\\"tnrv";
	const char *found;
	size_t i;

	mem_puts(out, name);
	mem_puts(out, " = \"");
	for (i = 0; i < len; i++) {
		found = memchr(special, value[i], sizeof special - 1);
		if (found != NULL)
			mem_putc(out, '\\');
		mem_putc(
		    out, found == NULL ? value[i] : letters[found - special]);
	}
	mem_puts(out, "\"\n");
}

/* curl drops "Name:", and sends "Name;" as a header without a value. */
static void
put_header_lines(const struct request *request, struct mem *out, bool *typed)
{
	static const char type[] = "Content-Type:";
	const char *line = mem_str(&request->headers), *colon;
	struct mem empty = { 0 };
	size_t len;

	for (; *line != '\0'; line += len + 1) {
		len = strcspn(line, "\n");
		if (strncasecmp(line, type, sizeof type - 1) == 0)
			*typed = true;
		colon = line + strcspn(line, ":");
		if (line + len - colon > 2) {
			put_option(out, "header", line, len);
			continue;
		}
		mem_cut(&empty, 0);
		mem_add(&empty, line, (size_t)(colon - line));
		mem_putc(&empty, ';');
		put_option(out, "header", mem_str(&empty), empty.len);
	}
	out->failed = out->failed || empty.failed;
	mem_release(&empty);
}

/* Of these, a server wants to hear that the body is empty. */
static bool
wants_body(const char *method)
{
	return strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 ||
	    strcmp(method, "PATCH") == 0;
}

void
request_write_curl(const struct request *request,
    const struct mem *authorization, struct mem *out)
{
	const char *const method = mem_str(&request->method);
	struct mem header = { 0 };
	bool typed = false;

	/* What is sent is what was signed: nothing squashed, no pattern. */
	mem_puts(out, "next\ngloboff\npath-as-is\n");
	if (strcmp(method, "HEAD") == 0)
		mem_puts(out, "head\n");
	else
		put_option(out, "request", method, request->method.len);
	put_option(out, "url", mem_str(&request->url), request->url.len);

	mem_puts(&header, "Authorization: ");
	mem_add(&header, authorization->data, authorization->len);
	put_option(out, "header", mem_str(&header), header.len);
	put_header_lines(request, out, &typed);

	/* Of itself, curl would call any body a form. */
	if (request->has_body || wants_body(method)) {
		if (!typed)
			put_option(out, "header", "Content-Type:", 13);
		put_option(out, "data-raw", mem_str(&request->body),
		    request->body.len);
	}
	out->failed = out->failed || header.failed;
	mem_release(&header);
}
