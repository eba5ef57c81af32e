/* mem: buffers that grow, and are wiped. */

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "why.h"

enum {
	FIRST_SIZE = 256 /* bytes: most buffers never grow */
};

/* realloc() would leave the old bytes behind, so this is not realloc(). */
static __attribute__((noinline)) char *
grow(struct mem *mem, size_t more)
{
	size_t need, size;
	char *data;

	if (mem->failed)
		return NULL;
	if (more >= SIZE_MAX / 2 - mem->len) {
		mem->failed = true;
		return NULL;
	}
	need = mem->len + more + 1;
	size = mem->size + mem->size / 2;
	if (size < FIRST_SIZE)
		size = FIRST_SIZE;
	if (size < need)
		size = need;
	if ((data = malloc(size)) == NULL) {
		mem->failed = true;
		return NULL;
	}
	if (mem->len > 0)
		memcpy(data, mem->data, mem->len);
	data[mem->len] = '\0';
	freezero(mem->data, mem->size);
	mem->data = data;
	mem->size = size;
	return data + mem->len;
}

/* Mostly there is room, which is told in few instructions. */
char *
mem_room(struct mem *mem, size_t more)
{
	if (more >= mem->size - mem->len || mem->failed)
		return grow(mem, more);
	return mem->data + mem->len;
}

void
mem_grew(struct mem *mem, size_t len)
{
	mem->len += len;
	mem->data[mem->len] = '\0';
}

void
mem_add(struct mem *mem, const void *data, size_t len)
{
	char *room;

	if (len >= mem->size - mem->len || mem->failed) {
		if ((room = grow(mem, len)) == NULL)
			return;
	} else
		room = mem->data + mem->len;
	if (len > 0)
		memcpy(room, data, len);
	room[len] = '\0';
	mem->len += len;
}

void
mem_putc(struct mem *mem, char c)
{
	if (mem->size - mem->len < 2 || mem->failed) {
		mem_add(mem, &c, 1);
		return;
	}
	mem->data[mem->len++] = c;
	mem->data[mem->len] = '\0';
}

void
mem_printf(struct mem *mem, const char *fmt, ...)
{
	va_list ap;
	char *room;
	size_t left;
	int len;

	/* Mostly there is room enough; what is too long is printed again. */
	if ((room = mem_room(mem, 0)) == NULL)
		return;
	left = mem->size - mem->len;
	va_start(ap, fmt);
	len = vsnprintf(room, left, fmt, ap);
	va_end(ap);
	if (len < 0) {
		*room = '\0';
		mem->failed = true;
		return;
	}
	if ((size_t)len < left) {
		mem_grew(mem, (size_t)len);
		return;
	}
	*room = '\0';
	if ((room = mem_room(mem, (size_t)len)) == NULL)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(room, (size_t)len + 1, fmt, ap);
	va_end(ap);
	mem_grew(mem, (size_t)len);
}

int
mem_check(const struct mem *mem, struct why *why)
{
	if (mem->failed)
		return why_setx(why, WHY_LATER, "out of memory");
	return 0;
}

const char *
mem_str(const struct mem *mem)
{
	return mem->data == NULL ? "" : mem->data;
}

void
mem_cut(struct mem *mem, size_t len)
{
	if (len >= mem->len)
		return;
	explicit_bzero(mem->data + len, mem->len - len);
	mem->len = len;
}

void
mem_reuse(struct mem *mem, size_t most)
{
	if (mem->size > most || mem->failed)
		mem_release(mem);
	else
		mem_cut(mem, 0);
}

void
mem_release(struct mem *mem)
{
	freezero(mem->data, mem->size);
	*mem = (struct mem){ 0 };
}
