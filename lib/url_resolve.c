/* url_resolve: what a reference in an answer leads to (RFC 3986, 5.2). */

#include <stdbool.h>
#include <string.h>

#include "mem.h"
#include "url.h"
#include "url_resolve.h"
#include "why.h"

/* Does it begin with a scheme of its own? */
static bool
has_scheme(const char *reference)
{
	static const char rest[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "+-.";
	const size_t len = strspn(reference, rest);

	return len > 0 && reference[len] == ':' &&
	    strchr("0123456789+-.", reference[0]) == NULL;
}

/* Cut the last segment of the path that begins at start, and its slash. */
static void
drop_segment(struct mem *mem, size_t start)
{
	size_t len = mem->len;

	while (len > start && mem->data[--len] != '/')
		;
	mem_cut(mem, len);
}

/* Add a path without its dot segments (RFC 3986, 5.2.4). */
static void
add_path(struct mem *mem, const char *path, size_t len)
{
	const size_t start = mem->len;
	const char *const end = path + len;
	struct piece step;

	while (path < end) {
		step = (struct piece){ path, 1 };
		while (path + step.len < end && path[step.len] != '/')
			step.len++;
		path += step.len;
		if (step.len == 3 && memcmp(step.at, "/..", 3) == 0)
			drop_segment(mem, start);
		else if (step.len != 2 || memcmp(step.at, "/.", 2) != 0) {
			mem_add(mem, step.at, step.len);
			continue;
		}
		/* A dot segment at the end leaves its slash. */
		if (path == end)
			mem_putc(mem, '/');
	}
}

/* Join a path that has no slash in front to base's path (RFC 3986, 5.2.3). */
static void
merge(struct mem *mem, const struct url *base, struct piece path)
{
	size_t len = base->path.len;

	while (len > 0 && base->path.at[len - 1] != '/')
		len--;
	if (len == 0)
		mem_putc(mem, '/');
	mem_add(mem, base->path.at, len);
	mem_add(mem, path.at, path.len);
}

/* The path and query of a reference that has no authority. */
static void
resolve_path(struct mem *mem, const struct url *base, const char *reference)
{
	const struct piece path = { reference, strcspn(reference, "?#") };
	const char *const query = reference + path.len;
	struct mem whole = { 0 };

	mem_add(mem, base->base.at, base->base.len - base->path.len);
	if (path.len == 0) {
		mem_add(mem, base->path.at, base->path.len);
		if (*query != '?' && base->has_query) {
			mem_putc(mem, '?');
			mem_add(mem, base->query.at, base->query.len);
		}
	} else if (*path.at == '/') {
		add_path(mem, path.at, path.len);
	} else {
		merge(&whole, base, path);
		add_path(mem, mem_str(&whole), whole.len);
		mem->failed = mem->failed || whole.failed;
	}
	mem_add(mem, query, strcspn(query, "#"));
	mem_release(&whole);
}

int
url_resolve(
    struct mem *mem, const char *base, const char *reference, struct why *why)
{
	struct mem result = { 0 };
	struct url url;
	int rv = -1;

	if (url_split(&url, base, why) == -1)
		return -1;
	if (!has_scheme(reference) && strncmp(reference, "//", 2) != 0) {
		resolve_path(&result, &url, reference);
	} else {
		if (!has_scheme(reference))
			mem_puts(&result, url.tls ? "https:" : "http:");
		mem_add(&result, reference, strcspn(reference, "#"));
	}
	if (mem_check(&result, why) == -1)
		goto out;
	if (url_split(&url, mem_str(&result), why) == -1)
		goto out;
	mem_add(mem, result.data, result.len);
	rv = mem_check(mem, why);
out:
	mem_release(&result);
	return rv;
}
