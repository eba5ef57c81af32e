/* callback: what a browser asks of a loopback callback, and the page it gets.
 */

#include <string.h>

#include "callback.h"
#include "mem.h"
#include "url.h"

static const struct {
	const char *status, *title, *words;
} pages[] = {
	[CALLBACK_STRANGE] = { "404 Not Found", "Not here",
	    "There is nothing at this address." },
	[CALLBACK_GRANTED] = { "200 OK", "Done",
	    "The answer has arrived. If the terminal says no more, all is "
	    "well; this window can be closed." },
	[CALLBACK_DENIED] = { "200 OK", "Refused",
	    "Access was refused, and nothing was changed. "
	    "This window can be closed." },
};

/* On a phone, by day and by night; and its SHA-256, which the page names. */
static const char style[] =
    "body{font:1.2em/1.5 sans-serif;max-width:30em;margin:20vh auto;"
    "padding:0 1em}";
static const char style_hash[] = "38FOvvwjgxEG99NrxzTWbv2JponW4SygHOxsP8Byr0g=";

bool
callback_complete(const char *head, size_t len)
{
	return memmem(head, len, "\r\n\r\n", 4) != NULL ||
	    memmem(head, len, "\n\n", 2) != NULL;
}

/* The target of "GET target HTTP/1.1"; false for any other first line. */
static bool
find_target(const char *line, size_t len, const char **target, size_t *size)
{
	static const char get[] = "GET ", http[] = " HTTP/1.";
	const size_t before = sizeof get - 1, after = sizeof http;
	size_t i;

	if (len <= before + after || memcmp(line, get, before) != 0 ||
	    memcmp(line + len - after, http, after - 1) != 0)
		return false;
	*target = line + before;
	*size = len - before - after;
	for (i = 0; i < *size; i++)
		if ((*target)[i] <= ' ' || (*target)[i] == 0x7f)
			return false;
	return true;
}

bool
callback_query(
    const char *head, size_t len, const char *path, struct mem *query)
{
	const size_t path_len = strlen(path);
	const char *end, *target;
	size_t size;

	if ((end = memchr(head, '\n', len)) == NULL)
		return false;
	len = (size_t)(end - head);
	if (len > 0 && head[len - 1] == '\r')
		len--;
	if (!find_target(head, len, &target, &size))
		return false;
	if (size < path_len || memcmp(target, path, path_len) != 0)
		return false;
	if (size > path_len && target[path_len] != '?')
		return false;
	if (size > path_len)
		mem_add(query, target + path_len + 1, size - path_len - 1);
	return true;
}

void
callback_page(enum callback callback, struct mem *mem)
{
	struct mem page = { 0 };

	mem_printf(&page,
	    "<!DOCTYPE html>\n"
	    "<html lang=\"en\">\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<title>%s</title>\n"
	    "<style>%s</style>\n"
	    "<h1>%s</h1>\n"
	    "<p>%s</p>\n"
	    "</html>\n",
	    pages[callback].title, style, pages[callback].title,
	    pages[callback].words);
	/* The address holds a verifier: it goes to nobody else. */
	mem_printf(mem,
	    "HTTP/1.1 %s\r\n"
	    "Content-Type: text/html; charset=utf-8\r\n"
	    "Content-Length: %zu\r\n"
	    "Content-Security-Policy: default-src 'none'; "
	    "style-src 'sha256-%s'\r\n"
	    "Referrer-Policy: no-referrer\r\n"
	    "X-Content-Type-Options: nosniff\r\n"
	    "Cache-Control: no-store\r\n"
	    "Connection: close\r\n"
	    "\r\n"
	    "%s",
	    pages[callback].status, page.len, style_hash, mem_str(&page));
	if (page.failed)
		mem->failed = true;
	mem_release(&page);
}

bool
callback_take(const char *query, const char *name, struct mem *mem)
{
	struct piece rest = { query, strlen(query) }, at, value;
	size_t count = 0;

	while (url_next_pair(&rest, &at, &value)) {
		if (at.len != strlen(name) || memcmp(at.at, name, at.len) != 0)
			continue;
		url_decode(mem, value.at, value.len, true);
		count++;
	}
	if (count == 1 && strlen(mem_str(mem)) == mem->len)
		return true;
	mem_cut(mem, 0);
	return false;
}

/* What stands between the blanks around it. */
static struct piece
trim(const char *s)
{
	struct piece piece = { s + strspn(s, " \t\r\n"), 0 };

	piece.len = strlen(piece.at);
	while (
	    piece.len > 0 && strchr(" \t\r\n", piece.at[piece.len - 1]) != NULL)
		piece.len--;
	return piece;
}

void
callback_typed(const char *answer, struct mem *query)
{
	struct piece text = trim(answer);
	const char *mark;

	if ((mark = memchr(text.at, '?', text.len)) != NULL) {
		text.len -= (size_t)(mark + 1 - text.at);
		text.at = mark + 1;
		if ((mark = memchr(text.at, '#', text.len)) != NULL)
			text.len = (size_t)(mark - text.at);
	}
	mem_add(query, text.at, text.len);
}
