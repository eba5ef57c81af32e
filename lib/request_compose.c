/* request_compose: a request of jira-request(5), from a command line. */

#include <stdbool.h>
#include <string.h>

#include "mem.h"
#include "oauth1.h"
#include "request_compose.h"
#include "text.h"
#include "tool.h"
#include "why.h"

/* A method is a word of letters, which no URL is. */
static bool
is_method(const char *s)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";

	return *s != '\0' && s[strspn(s, letters)] == '\0';
}

static void
put_member(struct mem *line, const char *name, const char *s, size_t len)
{
	mem_printf(line, "%s\"%s\":", line->len == 1 ? "" : ",", name);
	text_quote(line, s, len);
}

static int
put_headers(
    const struct request_words *words, struct mem *line, struct why *why)
{
	const char *before = ",\"headers\":{", *name, *value;
	size_t i;
	size_t len;

	for (i = 0; i < words->count; i++) {
		name = words->headers[i];
		len = strcspn(name, ":");
		if (name[len] != ':')
			return why_setx(why, WHY_USAGE,
			    "--header: not of the form name: value");
		value = name + len + 1;
		value += strspn(value, " \t");
		mem_puts(line, before);
		text_quote(line, name, len);
		mem_putc(line, ':');
		text_quote(line, value, strlen(value));
		before = ",";
	}
	if (before[1] == '\0')
		mem_putc(line, '}');
	return 0;
}

static int
put_parameters(const char *member, char *const *operands,
    struct oauth1_params *protocol, struct mem *line, struct why *why)
{
	struct mem name = { 0 };
	bool any = false;
	const char *equals;
	size_t len;

	for (; *operands != NULL; operands++) {
		if ((equals = strchr(*operands, '=')) == NULL)
			return why_setx(why, WHY_USAGE,
			    "an operand after the URL is no name=value");
		len = (size_t)(equals - *operands);
		if (protocol != NULL && strncmp(*operands, "oauth_", 6) == 0) {
			mem_add(&name, *operands, len);
			oauth1_add(protocol, mem_str(&name), equals + 1);
			mem_release(&name);
			continue;
		}
		if (!any)
			mem_printf(line, ",\"%s\":[[", member);
		else
			mem_puts(line, ",[");
		any = true;
		text_quote(line, *operands, len);
		mem_putc(line, ',');
		text_quote(line, equals + 1, strlen(equals + 1));
		mem_putc(line, ']');
	}
	if (any)
		mem_putc(line, ']');
	return 0;
}

static int
put_body(struct mem *line, const char *input, struct why *why)
{
	struct mem body = { 0 };
	int rv;

	rv = tool_read(input, REQUEST_INPUT_MAX, &body, why);
	if (rv == 0)
		put_member(line, "body", mem_str(&body), body.len);
	mem_release(&body);
	return rv;
}

int
request_compose(const struct request_words *words,
    struct oauth1_params *protocol, struct mem *line, struct why *why)
{
	char *const *operands = words->operands;
	const char *method = words->input == NULL ? "GET" : "POST";
	const char *parameters = "query";

	if (*operands != NULL && is_method(*operands))
		method = *operands++;
	if (*operands == NULL)
		return why_setx(why, WHY_USAGE, "which URL?");
	if (words->input == NULL && oauth1_signs_form(method))
		parameters = "form";
	mem_putc(line, '{');
	put_member(line, "method", method, strlen(method));
	put_member(line, "url", *operands, strlen(*operands));
	operands++;
	if (put_headers(words, line, why) == -1)
		return -1;
	if (put_parameters(parameters, operands, protocol, line, why) == -1)
		return -1;
	if (words->input != NULL && put_body(line, words->input, why) == -1)
		return -1;
	mem_putc(line, '}');
	if (protocol != NULL && mem_check(&protocol->pairs, why) == -1)
		return -1;
	return mem_check(line, why);
}

int
request_take_header(void *member, const char *header, struct why *why)
{
	struct request_words *const words = member;

	if (words->count == REQUEST_HEADERS_MAX)
		return why_setx(
		    why, WHY_USAGE, "more than %d", REQUEST_HEADERS_MAX);
	words->headers[words->count++] = header;
	return 0;
}
