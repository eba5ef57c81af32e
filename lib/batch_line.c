/* batch_line: an answer as a line of JSON; see batch.h. */

#include <string.h>
#include <strings.h>

#include "batch.h"
#include "flight.h"
#include "head.h"
#include "mem.h"
#include "pem.h"
#include "text.h"
#include "utf8.h"
#include "why.h"

static void
add_name(struct mem *line, size_t start, const char *name)
{
	mem_printf(line, "%s\"%s\":", line->len > start + 1 ? "," : "", name);
}

/* What is no UTF-8 is taken for ISO 8859-1, as headers once were. */
static void
add_string(struct mem *line, const char *s, size_t len)
{
	struct mem wide = { 0 };
	char rune[UTF8_MAX];
	size_t i;

	if (utf8_span(s, len) == len) {
		text_quote(line, s, len);
		return;
	}
	for (i = 0; i < len; i++)
		mem_add(&wide, rune, utf8_put(rune, (unsigned char)s[i]));
	text_quote(line, mem_str(&wide), wide.len);
	mem_release(&wide);
}

/* The status line has no name, and nor has the empty one at the end. */
static void
add_headers(struct mem *line, const struct mem *head)
{
	const char *rest = head->data, *at, *colon;
	size_t left = head->len, len;
	const char *comma = "";

	mem_putc(line, '[');
	while (head_line(&rest, &left, &at, &len)) {
		if (len >= 5 && memcmp(at, "HTTP/", 5) == 0)
			continue;
		if ((colon = memchr(at, ':', len)) == NULL)
			continue;
		mem_printf(line, "%s[", comma);
		add_string(line, at, (size_t)(colon - at));
		mem_putc(line, ',');
		len -= (size_t)(++colon - at);
		for (; len > 0 && (*colon == ' ' || *colon == '\t'); len--)
			colon++;
		add_string(line, colon, len);
		mem_putc(line, ']');
		comma = ",";
	}
	mem_putc(line, ']');
}

static bool
is_text(const struct mem *head)
{
	struct mem type = { 0 };
	bool is;

	is = head_get(head, "Content-Type", &type) &&
	    strncasecmp(mem_str(&type), "text/", 5) == 0;
	mem_release(&type);
	return is;
}

/* Find the one value of a body that is JSON, and meant to be. */
static bool
find_json(const struct http_reply *reply, struct value *value)
{
	struct text text = { .name = "", .syntax = TEXT_JSON };
	struct why bad;

	if (text_read(&text, reply->body.data, reply->body.len, &bad) == -1)
		return false;
	*value = text.root;
	return value->kind == TEXT_OBJECT || value->kind == TEXT_ARRAY ||
	    !is_text(&reply->head);
}

/* Line ends in JSON are blanks: none is in a string. */
static void
add_json(struct mem *line, const char *data, size_t len)
{
	const size_t start = line->len;
	char *p;

	mem_add(line, data, len);
	for (p = line->data + start; !line->failed && *p != '\0'; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
}

static void
add_body(struct mem *line, size_t start, const struct http_reply *reply)
{
	const struct mem *body = &reply->body;
	struct value value;

	if (find_json(reply, &value)) {
		add_name(line, start, "body");
		add_json(line, body->data + value.at, value.end - value.at);
	} else if (utf8_span(body->data, body->len) == body->len) {
		add_name(line, start, "text");
		text_quote(line, body->data, body->len);
	} else {
		add_name(line, start, "base64");
		mem_putc(line, '"');
		pem_base64(line, body->data, body->len);
		mem_putc(line, '"');
	}
}

void
batch_line(struct mem *line, const struct flight_end *end, bool head,
    const struct why *failed)
{
	const size_t start = line->len;
	const struct http_reply *reply = &end->reply;

	mem_putc(line, '{');
	if (reply->end == HTTP_ANSWERED)
		mem_printf(line, "\"status\":%u", reply->status);
	if (head && reply->end == HTTP_ANSWERED) {
		add_name(line, start, "headers");
		add_headers(line, &reply->head);
	}
	if (reply->end == HTTP_ANSWERED && reply->body.len > 0)
		add_body(line, start, reply);
	if (failed != NULL) {
		add_name(line, start, "error");
		add_string(line, failed->msg, strlen(failed->msg));
		add_name(line, start, "exit");
		mem_printf(line, "%d", (int)failed->status);
	}
	mem_puts(line, "}\n");
}
