/* url_dots: whether a path climbs. */

#include <stddef.h>

#include "mem.h"
#include "url.h"
#include "url_dots.h"

static bool
is_dots(const char *segment, size_t len)
{
	return len > 0 && len <= 2 && segment[0] == '.' &&
	    segment[len - 1] == '.';
}

/* Some servers end a segment at more than a slash. */
bool
url_has_dots(struct piece path)
{
	struct mem once = { 0 }, twice = { 0 };
	const char *at, *end;
	bool found;
	size_t len;

	url_decode(&once, path.at, path.len, false);
	url_decode(&twice, mem_str(&once), once.len, false);
	/* Without memory to look, the answer is the safe one. */
	found = once.failed || twice.failed;
	end = mem_str(&twice) + twice.len;
	for (at = mem_str(&twice); at < end && !found; at += len + 1) {
		for (len = 0; at + len < end; len++)
			if (at[len] == '/' || at[len] == '\\' || at[len] == ';')
				break;
		found = is_dots(at, len);
	}
	mem_release(&once);
	mem_release(&twice);
	return found;
}
