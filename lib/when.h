/* when: points in time, as seconds and as RFC 3339 text. */
#ifndef WHEN_H
#define WHEN_H

#include <stdint.h>

struct mem;

/* Now, in seconds since 1970; $SOURCE_DATE_EPOCH plays no part. */
int64_t when_now(void);

/* Add "2031-11-22T13:45:00Z" to mem. */
void when_print(struct mem *mem, int64_t when);

/*
 * Read RFC 3339: an offset or Z, and a fraction of a second, which is cut.
 * Jira's own +0000 without a colon is taken, too.  Returns 0, or -1 when the
 * text is no such time.
 */
int when_parse(const char *text, int64_t *when);

#endif
