/* head: the header lines of a request or an answer (RFC 9110, 5). */

#include <string.h>

#include "head.h"
#include "mem.h"
#include "why.h"

/* Whoever sets one of these could smuggle a second request (RFC 9112, 11). */
static const char *const reserved[] = {
	"Connection",
	"Content-Length",
	"Expect",
	"Host",
	"Keep-Alive",
	"Proxy-Connection",
	"TE",
	"Trailer",
	"Transfer-Encoding",
	"Upgrade",
};

/* RFC 9110, 5.6.2 */
static bool
is_token(char c)
{
	return c != '\0' &&
	    strchr("!#$%&'*+-.^_`|~0123456789"
		   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
		c) != NULL;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

bool
head_line(const char **rest, size_t *left, const char **line, size_t *len)
{
	const char *end;

	if (*left == 0)
		return false;
	*line = *rest;
	if ((end = memchr(*rest, '\n', *left)) == NULL) {
		*len = *left;
		*left = 0;
		return true;
	}
	*len = (size_t)(end - *line);
	*left -= *len + 1;
	*rest = end + 1;
	if (*len > 0 && (*line)[*len - 1] == '\r')
		--*len;
	return true;
}

bool
head_get(const struct mem *head, const char *name, struct mem *value)
{
	const size_t want = strlen(name);
	const char *rest = head->data, *line;
	size_t left = head->len, len;
	bool found = false;

	while (head_line(&rest, &left, &line, &len)) {
		if (len <= want || line[want] != ':' ||
		    strncasecmp(line, name, want) != 0)
			continue;
		line += want + 1;
		len -= want + 1;
		for (; len > 0 && is_space(*line); len--)
			line++;
		while (len > 0 && is_space(line[len - 1]))
			len--;
		if (found)
			mem_puts(value, ", ");
		mem_add(value, line, len);
		found = true;
	}
	return found;
}

static int
check_line(const char *line, size_t len, struct why *why)
{
	size_t name = 0, i;

	while (name < len && is_token(line[name]))
		name++;
	if (name == 0 || name == len || line[name] != ':')
		return why_setx(
		    why, WHY_USAGE, "a header is not of the form Name: value");
	for (i = name; i < len; i++)
		if (((unsigned char)line[i] < 0x20 && line[i] != '\t') ||
		    line[i] == 0x7f)
			return why_setx(why, WHY_USAGE,
			    "header %.*s: a control character in it", (int)name,
			    line);
	for (i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
		if (strlen(reserved[i]) == name &&
		    strncasecmp(line, reserved[i], name) == 0)
			return why_setx(why, WHY_USAGE,
			    "header %s: cannot be set, it follows from the "
			    "request",
			    reserved[i]);
	return 0;
}

int
head_check(const struct mem *head, struct why *why)
{
	const char *rest = head->data, *end;
	size_t left = head->len, len;

	for (; left > 0; left -= len + 1, rest = end + 1) {
		if ((end = memchr(rest, '\n', left)) == NULL)
			return why_setx(why, WHY_USAGE,
			    "a header is not ended by a line feed");
		len = (size_t)(end - rest);
		if (check_line(rest, len, why) == -1)
			return -1;
	}
	return 0;
}

int
head_add(struct mem *head, const char *header, struct why *why)
{
	if (check_line(header, strlen(header), why) == -1)
		return -1;
	mem_printf(head, "%s\n", header);
	return mem_check(head, why);
}
