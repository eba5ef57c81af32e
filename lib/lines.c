/* lines: whole lines of a stream, as many as each read(2) brings. */

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>

#include "file.h"
#include "lines.h"
#include "why.h"

/* Wait for input.  Returns false if somebody wants the stream to end. */
static bool
wait_for_input(const struct lines *lines)
{
	struct pollfd fds[] = {
		{ .fd = lines->fd, .events = POLLIN },
		{ .fd = lines->wake, .events = POLLIN },
	};

	if (lines->wake == -1)
		return true;
	while (poll(fds, 2, -1) == -1 && errno == EINTR)
		;
	return fds[1].revents == 0;
}

/* Read once.  Returns how many bytes, 0 at the end, or -1 and why. */
static ssize_t
read_block(struct lines *lines, struct mem *mem, struct why *why)
{
	ssize_t n;
	char *room;

	if ((room = mem_room(mem, lines->block)) == NULL)
		return mem_check(mem, why);
	if (!wait_for_input(lines))
		return 0;
	if ((n = file_read_some(lines->fd, room, lines->block)) == -1)
		return why_set(why, WHY_IO, "%s", lines->name);
	mem_grew(mem, (size_t)n);
	return n;
}

static size_t
count_lines(const struct mem *mem)
{
	const char *s = mem->data, *const end = s + mem->len;
	size_t count = 0;

	while (s < end && (s = memchr(s, '\n', (size_t)(end - s))) != NULL) {
		s++;
		count++;
	}
	return count;
}

/* Is the first line longer than is allowed? */
static bool
is_too_long(const struct lines *lines, const struct mem *mem)
{
	const char *const newline = memchr(mem->data, '\n', mem->len);

	return (newline == NULL ? mem->len : (size_t)(newline - mem->data)) >
	    lines->max;
}

static void
swap(struct mem *a, struct mem *b)
{
	const struct mem was = *a;

	*a = *b;
	*b = was;
}

int
lines_read(struct lines *lines, struct mem *mem, size_t *first, struct why *why)
{
	const char *newline = NULL;
	size_t seen;
	ssize_t n;

	mem_cut(mem, 0);
	*first = lines->number + 1;
	if (lines->end)
		return 0;
	swap(mem, &lines->rest);
	while (newline == NULL) {
		seen = mem->len;
		if ((n = read_block(lines, mem, why)) == -1)
			return -1;
		/* Only the first line can have begun before this block. */
		if (mem->len > lines->max && is_too_long(lines, mem))
			return why_setx(why, WHY_INPUT,
			    "%s:%zu: a line of more than %zu bytes",
			    lines->name, *first, lines->max);
		if (n == 0) {
			lines->end = true;
			lines->number += count_lines(mem);
			return mem->len > 0;
		}
		newline = memrchr(mem->data + seen, '\n', (size_t)n);
		if (newline == NULL && lines->partly) {
			swap(mem, &lines->rest);
			return 2;
		}
	}
	seen = (size_t)(newline + 1 - mem->data);
	mem_add(&lines->rest, newline + 1, mem->len - seen);
	mem_cut(mem, seen);
	lines->number += count_lines(mem);
	if (mem_check(&lines->rest, why) == -1)
		return -1;
	return 1;
}

void
lines_release(struct lines *lines)
{
	mem_release(&lines->rest);
}
