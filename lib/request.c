/* request: a request of jira-request(5), one line of JSON. */

#include <string.h>
#include <strings.h>

#include "request.h"
#include "request_pairs.h"
#include "url.h"
#include "why.h"

enum {
	METHOD,
	URL,
	HEADERS,
	QUERY,
	FORM,
	BODY,
	PARTS
};

static const char *const names[PARTS] = { "method", "url", "headers", "query",
	"form", "body" };

static const char form_type[] = "application/x-www-form-urlencoded";

static int
fail(const struct request *request, struct value value, struct why *why,
    const char *what)
{
	return text_fail(&request->text, value.at, why, WHY_INPUT, "%s", what);
}

/* Find the parts; a null is as good as none. */
static int
find_parts(
    struct request *request, struct value parts[static PARTS], struct why *why)
{
	const struct text *const text = &request->text;
	struct member member = { 0 };
	size_t i;

	while (text_next(text, text->root, &member))
		for (i = 0; i < PARTS; i++) {
			if (!text_is(text, member.name, names[i]))
				continue;
			if (parts[i].kind != TEXT_NONE)
				return text_fail(text, member.name.at, why,
				    WHY_INPUT, "%s: is there twice", names[i]);
			parts[i] = member.value;
			break;
		}
	request->url_at = parts[URL];
	request->headers_at = parts[HEADERS];
	for (i = 0; i < PARTS; i++)
		if (parts[i].kind == TEXT_NULL)
			parts[i].kind = TEXT_NONE;
	return 0;
}

/* Does it hold what would end a line, or confuse who reads it? */
static bool
has_control(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (((unsigned char)s[i] < 0x20 && s[i] != '\t') ||
		    s[i] == 0x7f)
			return true;
	return false;
}

/* A method or URL: a string on one line. */
static int
read_word(struct request *request, struct value value, const char *what,
    struct mem *mem, struct why *why)
{
	if (value.kind != TEXT_STRING)
		return text_fail(&request->text, value.at, why, WHY_INPUT,
		    "%s: is not a string", what);
	text_string(&request->text, value, mem);
	if (has_control(mem_str(mem), mem->len))
		return text_fail(&request->text, value.at, why, WHY_INPUT,
		    "%s: holds a control character", what);
	return 0;
}

/* A character of a header's name (RFC 9110, 5.6.2). */
static bool
is_token(const char *s, size_t len)
{
	static const char token[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "!#$%&'*+-.^_`|~";

	return len > 0 && strspn(s, token) == len;
}

static int
read_header(struct request *request, struct value name, struct value value,
    struct why *why)
{
	struct mem *const headers = &request->headers;
	const size_t start = headers->len;
	size_t name_len, at;

	text_string(&request->text, name, headers);
	name_len = headers->len - start;
	if (!is_token(mem_str(headers) + start, name_len))
		return fail(request, name, why,
		    "headers: a name that is not a header's");
	if (value.kind != TEXT_STRING)
		return fail(request, value, why,
		    "headers: neither a string nor an array of strings");
	mem_puts(headers, ": ");
	at = headers->len;
	text_string(&request->text, value, headers);
	if (has_control(mem_str(headers) + at, headers->len - at))
		return fail(request, value, why,
		    "headers: a value holds a control character");
	if (headers->len > REQUEST_HEADERS_MAX)
		return fail(request, value, why, "headers: are too many");

	if (name_len == strlen("Authorization") &&
	    strncasecmp(headers->data + start, "Authorization", name_len) ==
		0) {
		if (request->has_authorization)
			return fail(request, value, why,
			    "headers: more than one Authorization");
		request->has_authorization = true;
		mem_add(&request->authorization, headers->data + at,
		    headers->len - at);
	}
	mem_putc(headers, '\n');
	return 0;
}

static int
read_headers(struct request *request, struct value value, struct why *why)
{
	const struct text *const text = &request->text;
	struct member member = { 0 }, element;

	if (value.kind == TEXT_NONE)
		return 0;
	if (value.kind != TEXT_OBJECT)
		return fail(request, value, why, "headers: is not an object");
	while (text_next(text, value, &member)) {
		if (member.value.kind != TEXT_ARRAY) {
			if (read_header(
				request, member.name, member.value, why) == -1)
				return -1;
			continue;
		}
		element = (struct member){ 0 };
		while (text_next(text, member.value, &element))
			if (read_header(
				request, member.name, element.value, why) == -1)
				return -1;
	}
	return 0;
}

/* What stands before a further parameter of this URL. */
static char
mark(const struct mem *url)
{
	return strchr(mem_str(url), '?') == NULL ? '?' : '&';
}

static int
read_url(struct request *request, struct value url, struct value query,
    struct why *why)
{
	struct mem *const mem = &request->url;

	if (url.kind == TEXT_NONE)
		return fail(
		    request, request->text.root, why, "url: is missing");
	if (read_word(request, url, "url", mem, why) == -1)
		return -1;
	mem_cut(mem, strcspn(mem_str(mem), "#"));
	if (request->query_more != NULL) {
		mem_putc(mem, mark(mem));
		mem_puts(mem, request->query_more);
	}
	request->url_own = mem->len;
	if (query.kind == TEXT_NONE)
		return 0;
	return request_pairs(&request->text, query, mark(mem), mem, why);
}

/* The value of a header that the request has, whatever its name's case. */
static const char *
header(const struct request *request, const char *name, size_t *len)
{
	const char *s = mem_str(&request->headers);
	const size_t name_len = strlen(name);

	for (; *s != '\0'; s += strcspn(s, "\n") + 1)
		if (strncasecmp(s, name, name_len) == 0 && s[name_len] == ':') {
			s += name_len + 2;
			*len = strcspn(s, "\n");
			return s;
		}
	return NULL;
}

/* Say in the headers what the body is, unless they do; and look at it. */
static void
settle_type(struct request *request, const char *type)
{
	size_t len = 0;
	const char *said = header(request, "Content-Type", &len);

	if (said == NULL && type != NULL)
		mem_printf(&request->headers, "Content-Type: %s\n", type);
	if (said == NULL)
		said = type;
	request->has_form = said != NULL &&
	    strncasecmp(said, form_type, strlen(form_type)) == 0 &&
	    strchr(" \t;\n", said[strlen(form_type)]) != NULL;
}

static int
read_body(struct request *request, struct value form, struct value body,
    struct why *why)
{
	struct mem *const mem = &request->body;

	if (form.kind != TEXT_NONE && body.kind != TEXT_NONE)
		return fail(request, body, why, "both form and body are there");
	if (body.kind == TEXT_STRING) {
		text_string(&request->text, body, mem);
		settle_type(request, NULL);
	} else if (body.kind != TEXT_NONE) {
		mem_add(mem, request->text.data + body.at, body.end - body.at);
		settle_type(request, "application/json");
	} else if (form.kind != TEXT_NONE || request->form_more != NULL) {
		if (form.kind != TEXT_NONE &&
		    request_pairs(&request->text, form, '\0', mem, why) == -1)
			return -1;
		if (mem->len > 0 && request->form_more != NULL)
			mem_putc(mem, '&');
		if (request->form_more != NULL)
			mem_puts(mem, request->form_more);
		settle_type(request, form_type);
	} else {
		return 0;
	}
	request->has_body = true;
	return 0;
}

/* Empty all buffers, but keep their room. */
static void
clear(struct request *request)
{
	mem_cut(&request->method, 0);
	mem_cut(&request->url, 0);
	mem_cut(&request->headers, 0);
	mem_cut(&request->body, 0);
	mem_cut(&request->authorization, 0);
	request->has_body = request->has_form = false;
	request->has_authorization = false;
}

static int
check_memory(const struct request *request, struct why *why)
{
	if (request->method.failed || request->url.failed ||
	    request->headers.failed || request->body.failed ||
	    request->authorization.failed)
		return why_setx(why, WHY_LATER, "out of memory");
	return 0;
}

int
request_read(struct request *request, const char *name, size_t line,
    const char *data, size_t len, struct why *why)
{
	struct value parts[PARTS] = { 0 };

	clear(request);
	request->text =
	    (struct text){ .name = name, .line = line, .syntax = TEXT_JSON };
	if (text_read(&request->text, data, len, why) == -1)
		return -1;
	if (request->text.root.kind != TEXT_OBJECT)
		return fail(
		    request, request->text.root, why, "a request is an object");
	if (find_parts(request, parts, why) == -1)
		return -1;
	if (read_url(request, parts[URL], parts[QUERY], why) == -1)
		return -1;
	if (read_headers(request, parts[HEADERS], why) == -1)
		return -1;
	if (read_body(request, parts[FORM], parts[BODY], why) == -1)
		return -1;
	if (parts[METHOD].kind == TEXT_NONE)
		mem_puts(&request->method, request->has_body ? "POST" : "GET");
	else if (read_word(request, parts[METHOD], "method", &request->method,
		     why) == -1)
		return -1;
	return check_memory(request, why);
}

void
request_release(struct request *request)
{
	mem_release(&request->method);
	mem_release(&request->url);
	mem_release(&request->headers);
	mem_release(&request->body);
	mem_release(&request->authorization);
	*request = (struct request){ 0 };
}
