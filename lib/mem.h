/*
 * mem: buffers that grow, and are wiped.
 *
 * A buffer that cannot grow remembers it: every later addition does nothing,
 * and mem_check() says so once, at the end of a composition, so that the
 * composition reads as what it composes.  What a buffer let go of, when it
 * grew, shrank or was released, has been wiped.
 */
#ifndef MEM_H
#define MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct why;

/* All zeros is an empty buffer. */
struct mem {
	char *data;  /* NULL, or len bytes and after them a NUL */
	size_t len;  /* bytes */
	size_t size; /* bytes allocated */
	bool failed; /* there was no memory for an addition */
};

/* Add len bytes, a character, what printf would print, or a string. */
void mem_add(struct mem *mem, const void *data, size_t len);
void mem_putc(struct mem *mem, char c);
void mem_printf(struct mem *mem, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Inline, for the length of a literal is known. */
static inline void
mem_puts(struct mem *mem, const char *s)
{
	mem_add(mem, s, strlen(s));
}

/*
 * Make room for more bytes after data[len], for a caller that then writes
 * there and adds to len itself (mem_grew()).  Returns the place, or NULL when
 * there is no memory, which is remembered.
 */
char *mem_room(struct mem *mem, size_t more);
void mem_grew(struct mem *mem, size_t len);

/* Returns 0, or -1 and why (WHY_LATER) if an addition found no memory. */
int mem_check(const struct mem *mem, struct why *why);

/* The contents as a string: "" for an empty buffer.  Borrowed. */
const char *mem_str(const struct mem *mem);

/* Cut to len bytes, wiping the rest; mem_cut(mem, 0) keeps the room. */
void mem_cut(struct mem *mem, size_t len);

/* Empty it to be used again, without its room if that is above most bytes. */
void mem_reuse(struct mem *mem, size_t most);

/* Wipe and free the contents, and leave an empty buffer. */
void mem_release(struct mem *mem);

#endif
