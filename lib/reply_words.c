/* reply: the words of a server, out of whatever it wraps them in. */

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "head.h"
#include "http.h"
#include "mem.h"
#include "reply.h"
#include "text.h"
#include "why.h"

/* Those of Jira, its gateway, problem+json, PATs and OAuth 2.0. */
static const char *const members[] = {
	"message",
	"detail",
	"error_description",
	"error",
	"title",
};

/* One line of words, white space as single blanks, between what is there. */
static void
add_words(struct mem *words, const char *s, size_t len)
{
	const size_t start = words->len;
	bool blank = true;
	size_t i;

	for (i = 0; i < len && words->len < REPLY_WORDS_MAX; i++) {
		if (s[i] == '\0' || isspace((unsigned char)s[i])) {
			blank = true;
			continue;
		}
		if (words->len == start && start > 0)
			mem_puts(words, "; ");
		else if (blank && words->len > start)
			mem_putc(words, ' ');
		mem_putc(words, s[i]);
		blank = false;
	}
}

static void
add_string(struct mem *words, const struct text *text, struct value name,
    struct value value)
{
	struct mem string = { 0 };

	if (name.kind == TEXT_STRING) {
		text_string(text, name, &string);
		mem_puts(&string, ": ");
	}
	text_string(text, value, &string);
	if (value.kind == TEXT_STRING && value.end - value.at > 2)
		add_words(words, mem_str(&string), string.len);
	mem_release(&string);
}

/* The strings in an array or an object, or a string alone. */
static void
add_value(struct mem *words, const struct text *text, struct value value)
{
	const struct value none = { 0 };
	struct member member = { 0 };

	if (value.kind == TEXT_STRING)
		add_string(words, text, none, value);
	while (text_next(text, value, &member))
		add_string(words, text, member.name, member.value);
}

static bool
add_json(struct mem *words, const struct mem *body)
{
	struct text text = { .name = "answer", .syntax = TEXT_JSON };
	const size_t start = words->len;
	struct why why = { 0 };
	struct member element = { 0 };
	size_t i;

	if (text_read(&text, body->data, body->len, &why) == -1)
		return false;
	/* A list of errors, as older resources give: its first is told. */
	if (text.root.kind == TEXT_ARRAY &&
	    text_next(&text, text.root, &element))
		text.root = element.value;
	add_value(words, &text, text_member(&text, text.root, "errorMessages"));
	add_value(words, &text, text_member(&text, text.root, "errors"));
	for (i = 0;
	     words->len == start && i < sizeof members / sizeof members[0]; i++)
		add_value(
		    words, &text, text_member(&text, text.root, members[i]));
	return true;
}

/* A proxy's page may be anything; its title is what a browser would show. */
static void
add_title(struct mem *words, const char *page)
{
	struct mem title = { 0 };
	const char *begin, *end;

	if ((begin = strcasestr(page, "<title")) != NULL &&
	    (begin = strchr(begin, '>')) != NULL &&
	    (end = strcasestr(begin, "</title")) != NULL)
		add_words(&title, begin + 1, (size_t)(end - begin - 1));
	if (title.len > 0)
		mem_printf(words, "a page, \"%s\"", title.data);
	else
		mem_puts(words, "a page in HTML");
	mem_release(&title);
}

static bool
is_type(const struct http_reply *reply, const char *type)
{
	struct mem value = { 0 };
	bool is;

	is = head_get(&reply->head, "Content-Type", &value) &&
	    strncasecmp(mem_str(&value), type, strlen(type)) == 0;
	mem_release(&value);
	return is;
}

void
reply_words(const struct http_reply *reply, struct mem *words)
{
	const struct mem *body = &reply->body;
	const char *s = mem_str(body);
	const size_t len = strspn(s, " \t\r\n");

	if (body->len == 0 || body->len > REPLY_READ_MAX || s[len] == '\0')
		return;
	if (is_type(reply, "text/html") || s[len] == '<') {
		add_title(words, s);
		return;
	}
	if ((s[len] == '{' || s[len] == '[') && add_json(words, body))
		return;
	if (is_type(reply, "text/plain"))
		add_words(words, s + len, strcspn(s + len, "\r\n"));
}
