/* wipe: memory for a library that does not wipe what it lets go of. */

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "wipe.h"

/* What stands before each block: how much there is to wipe. */
struct block {
	alignas(max_align_t) size_t size;
};

static bool failed;

void *
wipe_malloc(size_t size)
{
	struct block *block = NULL;

	if (size <= SIZE_MAX / 2)
		block = malloc(sizeof *block + size);
	if (block == NULL) {
		failed = true;
		return NULL;
	}
	block->size = size;
	return block + 1;
}

void *
wipe_calloc(size_t count, size_t size)
{
	void *p;

	if (size > 0 && count > SIZE_MAX / size)
		return wipe_malloc(SIZE_MAX);
	if ((p = wipe_malloc(count * size)) != NULL)
		memset(p, 0, count * size);
	return p;
}

/* realloc() would leave the old bytes behind, so this is not realloc(). */
void *
wipe_realloc(void *p, size_t size)
{
	const struct block *block;
	void *grown;

	if (p == NULL)
		return wipe_malloc(size);
	block = (const struct block *)p - 1;
	if ((grown = wipe_malloc(size)) == NULL)
		return NULL;
	memcpy(grown, p, block->size < size ? block->size : size);
	wipe_free(p);
	return grown;
}

char *
wipe_strdup(const char *s)
{
	const size_t size = strlen(s) + 1;
	char *copy;

	if ((copy = wipe_malloc(size)) != NULL)
		memcpy(copy, s, size);
	return copy;
}

void
wipe_free(void *p)
{
	struct block *block;

	if (p == NULL)
		return;
	block = (struct block *)p - 1;
	freezero(block, sizeof *block + block->size);
}

bool
wipe_failed(void)
{
	return failed;
}

void
wipe_stack(void)
{
	char below[WIPE_STACK];

	explicit_bzero(below, sizeof below);
}
